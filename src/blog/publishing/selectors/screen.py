"""One post as its screen at the desk shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage
from blog.errors import NotFound
from blog.publishing.models import Change, Due, Release, SharedPreview
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import Action, State
from blog.publishing.selectors import guests, lines, states
from blog.publishing.selectors.guests import GuestLine
from blog.publishing.selectors.lines import Sent, Timed
from blog.publishing.selectors.links import Linking, get_linking

SHOWN_RELEASES = 10


@dataclass(frozen=True)
class Undo:
    """A publication that can still be taken back, and until when."""

    release_id: int
    until: datetime
    seconds: int
    is_first: bool


@dataclass(frozen=True)
class PreviewLine:
    """A shared preview that is open."""

    pk: int
    guest: str
    by: str
    expires_at: datetime
    opened: int
    is_newest: bool
    takes_remarks: bool


@dataclass(frozen=True)
class Earlier:
    """A version that readers had before the one they have now."""

    revision_id: int
    at: datetime
    by: str
    change: str


@dataclass(frozen=True)
class PostScreen:
    """Where a post stands, and what is set, shared and published of it."""

    post_id: int
    title: str
    authors: str
    section: str
    state: State
    is_public: bool
    url: str
    revision_id: int
    saved_at: datetime
    saved_by: str
    submitted_id: int | None
    sent: Sent | None
    timed: Timed | None
    end: Timed | None
    undo: Undo | None
    previews: tuple[PreviewLine, ...]
    guests: tuple[GuestLine, ...]
    earlier: tuple[Earlier, ...]
    published_at: datetime | None
    trashed_until: datetime | None
    linking: Linking | None  # where readers have it


def get_post(*, post_id: int, by: Any, acts: Iterable[Act] = ()) -> PostPage:
    """Return a post whose drafts this person may see, and with which they may do these.

    :raises NotFound: there is none
    :raises RoleRefused: they may not see it, or not do that
    """
    return _asked(post_id, by, lambda post: acts)


def get_post_to(*, action: Action, post_id: int, by: Any) -> PostPage:
    """Return a post with which this person has the right to a step, whether or not it is the time.

    :raises NotFound: there is none
    :raises RoleRefused: they have not
    """
    return _asked(post_id, by, lambda post: workflow.acts_for(action, is_public=bool(post.live)))


def _asked(post_id: int, by: Any, acts_on: Callable[[PostPage], Iterable[Act]]) -> PostPage:
    post = PostPage.objects.filter(pk=post_id).select_related("section").first()
    if post is None:
        raise NotFound
    owns = states.is_own(post=post, user=by)
    for act in (Act.SEE_DRAFT, *acts_on(post)):
        permissions.ensure(by, act, owns=owns)
    return post


def get_screen(*, post: PostPage, at: datetime) -> PostScreen:
    """Return everything that the screen of a post shows."""
    newest = get_newest(post=post)
    submission = states.get_submission(post=post)
    trashed = getattr(post, "trashed", None)
    released = _releases(post)
    return PostScreen(
        post_id=post.pk,
        title=newest.content.get("title") or post.draft_title or post.title,
        authors=lines.authors_of(post),
        section=post.section.title if post.section else "",
        state=states.get_standing(post=post).state,
        is_public=bool(post.live),
        url=(post.get_url() or "") if post.live else "",
        revision_id=newest.pk,
        saved_at=newest.created_at,
        saved_by=lines.name_of(newest.user),
        submitted_id=submission.revision_id if submission else None,
        sent=lines.sent_of(submission),
        timed=lines.timed_of(states.get_schedule(post=post, due=Due.PUBLISH)),
        end=lines.timed_of(states.get_schedule(post=post, due=Due.UNPUBLISH)),
        undo=_undo(post, released, at),
        previews=_previews(post, newest, at),
        guests=guests.get_of_post(post_id=post.pk),
        earlier=_earlier(post, released),
        published_at=_published_at(post, released) if post.live else None,
        trashed_until=trashed.purge_at if trashed else None,
        linking=get_linking(page=post) if post.live else None,
    )


def get_newest(*, post: PostPage) -> Revision:
    """Return the newest text of a post.

    :raises NotFound: it has none
    """
    revision = states.get_latest(post=post)
    if revision is None:  # made past the editor and the services, which both write a version
        raise NotFound
    return revision


def _releases(post: PostPage) -> list[Release]:
    rows = Release.objects.filter(post=post, undone_at=None).select_related("by")
    return list(rows.order_by("-pk")[: SHOWN_RELEASES + 1])


def _published_at(post: PostPage, released: list[Release]) -> datetime | None:
    """Return when readers got the text that they have, a minor update included."""
    return released[0].at if released else post.last_published_at


def _undo(post: PostPage, released: list[Release], at: datetime) -> Undo | None:
    if not post.live or not released or at >= released[0].undo_until:
        return None
    last = released[0]
    seconds = int((last.undo_until - at).total_seconds())
    return Undo(last.pk, last.undo_until, max(seconds, 1), last.previous_revision_id is None)


def _previews(post: PostPage, newest: Revision, at: datetime) -> tuple[PreviewLine, ...]:
    rows = SharedPreview.objects.filter(post=post, revoked_at=None, expires_at__gt=at)
    return tuple(
        PreviewLine(
            row.pk,
            row.guest,
            lines.name_of(row.by),
            row.expires_at,
            row.opened,
            row.revision_id == newest.pk,
            row.takes_remarks,
        )
        for row in rows.select_related("by").order_by("expires_at")
    )


def _earlier(post: PostPage, released: list[Release]) -> tuple[Earlier, ...]:
    seen = {post.live_revision_id}
    found = []
    for row in released:
        if row.revision_id not in seen:
            seen.add(row.revision_id)
            found.append(
                Earlier(
                    row.revision_id, row.at, lines.name_of(row.by), str(Change(row.change).label)
                )
            )
    oldest = released[-1] if released else None
    if oldest and oldest.previous_revision_id and oldest.previous_revision_id not in seen:
        at = oldest.previous_last_published_at or oldest.at
        found.append(Earlier(oldest.previous_revision_id, at, "", str(Change.FIRST.label)))
    return tuple(found)
