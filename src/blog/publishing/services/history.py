"""Going back to an earlier version, or to a part of one, as a draft; and naming versions."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.audit.services import recording
from blog.content.models import PostPage
from blog.errors import NotFound
from blog.events import announce
from blog.publishing.events import TextRestored, VersionNamed
from blog.publishing.models import VersionLabel
from blog.publishing.rules.blocks import put_back
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import states
from blog.publishing.services import steps


class NoSuchBlock(NotFound):
    """The earlier version has no such block."""

    message = _(
        "The earlier version does not have this block. Choose one that stands in its column."
    )


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
    return _save(step, text, earlier, "revision_restored", {})


@transaction.atomic
def restore_block(
    *,
    post_id: int,
    revision_id: int,
    block_id: str,
    newest_id: int,
    by: Any,
    at: datetime | None = None,
) -> steps.Taken:
    """Put one block back as it was in an earlier version; the rest of the newest text stays.

    :raises RoleRefused: they may not
    :raises NotInThisState: the post is in the trash
    :raises NoSuchRevision: it has none of this number
    :raises StaleRevision: there is a newer text than the one read
    :raises NoSuchBlock: the earlier version does not have this block
    """
    step = steps.begin(action=Action.RESTORE_REVISION, post_id=post_id, by=by, at=at)
    earlier = steps.revision_of(post=step.post, revision_id=revision_id)
    newest = steps.newest_text(post=step.post, revision_id=newest_id)
    text: PostPage = newest.as_object()
    blocks = put_back(
        into=text.body.get_prep_value(),
        of=earlier.as_object().body.get_prep_value(),
        block_id=block_id,
    )
    if blocks is None:
        raise NoSuchBlock
    text.body = blocks
    return _save(step, text, earlier, "block_restored", {"block": block_id})


@transaction.atomic
def name_version(
    *, post_id: int, revision_id: int, name: str, by: Any, at: datetime | None = None
) -> None:
    """Give a version a name, another one, or with an empty one none. A named version is kept.

    :raises NoSuchPost: there is none
    :raises RoleRefused: they may not
    :raises NoSuchRevision: it has none of this number
    """
    steps.lock(post_id=post_id)
    post = PostPage.objects.filter(pk=post_id).first()
    if post is None:
        raise steps.NoSuchPost
    permissions.ensure(by, Act.WRITE, owns=states.is_own(post=post, user=by))
    revision = steps.revision_of(post=post, revision_id=revision_id)
    name = name.strip()[:60]
    if name:
        given = {"post": post, "name": name, "by": by, "at": at or timezone.now()}
        VersionLabel.objects.update_or_create(revision=revision, defaults=given)
    else:
        VersionLabel.objects.filter(revision=revision).delete()
    recording.record(
        by=by,
        act="post.version_named",
        subject=("post", post.pk),
        label=post.draft_title or post.title,
        detail={"revision": revision.pk, "name": name},
        at=at,
    )
    announce(VersionNamed(post.pk, revision.pk, by.pk if by is not None else None))


def _save(
    step: steps.Step, text: PostPage, earlier: Any, act: str, detail: dict[str, Any]
) -> steps.Taken:
    made = text.save_revision(
        user=step.by, previous_revision=earlier, log_action="wagtail.revert", clean=False
    )
    if not step.post.live:
        text.save(clean=False)
    announce(TextRestored(step.post.pk, made.pk, step.by.pk if step.by is not None else None))
    return steps.done(
        step=step,
        act=act,
        revision_id=made.pk,
        record_id=made.pk,
        detail={"from_revision": earlier.pk, **detail},
    )
