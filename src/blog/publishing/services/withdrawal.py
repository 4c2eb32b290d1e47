"""Taking a post from its readers, and saying what its address answers from then on."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from blog.errors import Invalid
from blog.events import announce
from blog.publishing.events import PostUnpublished
from blog.publishing.rules.workflow import Action
from blog.publishing.services import addresses, gate, outward, steps


class Afterwards(StrEnum):
    """What the addresses of an unpublished post answer."""

    KEEP = "keep"  # not found; the address is kept for the post's return
    GONE = "gone"  # 410: search engines forget it
    MOVED = "moved"  # lead to another page


class NowhereToMove(Invalid):
    """The page to lead readers to is missing, not public, or the post itself."""

    message = _("Choose a public page to lead readers to.")


@transaction.atomic
def unpublish(
    *,
    post_id: int,
    by: Any,
    afterwards: Afterwards = Afterwards.KEEP,
    moved_to: int | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Take a post from its readers. Its text stays, as a draft.

    :raises RoleRefused: they may not
    :raises NotInThisState: readers do not have it
    :raises NowhereToMove: ``moved_to`` is no other public page
    """
    step = steps.begin(action=Action.UNPUBLISH, post_id=post_id, by=by, at=at)
    take_from_readers(step=step, afterwards=afterwards, moved_to=moved_to)
    return steps.done(
        step=step,
        act="unpublished",
        detail={"afterwards": afterwards.value, **({"moved_to": moved_to} if moved_to else {})},
    )


def take_from_readers(
    *,
    step: steps.Step,
    afterwards: Afterwards = Afterwards.KEEP,
    moved_to: int | None = None,
) -> None:
    """Unpublish in the caller's transaction, after all checks.

    :raises NowhereToMove: ``moved_to`` is no other public page
    """
    target = None
    if afterwards is Afterwards.MOVED:
        target = Page.objects.live().filter(pk=moved_to).exclude(pk=step.post.pk).first()
        if target is None:
            raise NowhereToMove
    addresses.note_public(page=step.post, at=step.at)
    gate.take_back(post=step.post, by=step.by)
    outward.leave_unsaid(post_id=step.post.pk, at=step.at)
    addresses.settle(
        page_id=step.post.pk,
        moved_to=target.pk if target else None,
        is_gone=afterwards is Afterwards.GONE,
    )
    by_id = step.by.pk if step.by is not None else None
    announce(PostUnpublished(step.post.pk, by_id))
