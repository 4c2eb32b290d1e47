"""Going back to an earlier version, as a draft."""

from datetime import datetime
from typing import Any

from django.db import transaction

from blog.content.models import PostPage
from blog.publishing.rules.workflow import Action
from blog.publishing.services import steps


@transaction.atomic
def restore_revision(
    *, post_id: int, revision_id: int, by: Any, at: datetime | None = None
) -> steps.Taken:
    """Make an earlier version the newest text again. Nothing is lost; readers see no change.

    :raises RoleRefused: they may not
    :raises NotInThisState: the post is in the trash
    :raises NoSuchRevision: it has none of this number
    """
    step = steps.begin(action=Action.RESTORE_REVISION, post_id=post_id, by=by, at=at)
    earlier = steps.revision_of(post=step.post, revision_id=revision_id)
    text: PostPage = earlier.as_object()
    made = text.save_revision(
        user=by, previous_revision=earlier, log_action="wagtail.revert", clean=False
    )
    if not step.post.live:
        text.save(clean=False)
    return steps.done(
        step=step,
        act="revision_restored",
        revision_id=made.pk,
        record_id=made.pk,
        detail={"from_revision": earlier.pk},
    )
