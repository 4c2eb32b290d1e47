"""What a publication sends out of the house: written with it, sent when it cannot be undone.

Rooms upstairs register what they send with ``when_published``. They write to the outbox, in the
publication's transaction, with the group and the moment they are given; an undo cancels the group.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from blog.publishing.models import Change, Release
from blog.publishing.rules import grace


@dataclass(frozen=True)
class Outbound:
    """A publication, as far as those need it who send something because of it."""

    post_id: int
    release_id: int
    is_first: bool
    change: Change
    group: str
    due_at: datetime


type Sender = Callable[[Outbound], None]

_senders: list[Sender] = []


def when_published(*, send: Sender) -> Sender:
    """Have ``send`` called, inside the transaction, with every publication."""
    if send not in _senders:
        _senders.append(send)
    return send


def queue(*, release: Release) -> None:
    """Let everybody write what they send because of a publication."""
    outbound = Outbound(
        post_id=release.post_id,
        release_id=release.pk,
        is_first=release.change == Change.FIRST,
        change=Change(release.change),
        group=grace.group_of(release.post_id, release.pk),
        due_at=release.undo_until,
    )
    for send in _senders:
        send(outbound)
