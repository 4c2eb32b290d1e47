"""Posts on their way, as the desk lists them: many at once, in a handful of questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.content.models import PostIndexPage, PostPage, SectionPage
from blog.publishing.models import Decision, Submission
from blog.publishing.rules import four_eyes
from blog.publishing.rules.four_eyes import EyesRefusal, Reading
from blog.publishing.selectors import lines, states
from blog.publishing.selectors.lines import Line
from blog.web.prepared import Prepared

PAGE_SIZE = 30
# More than this of one kind is more than anybody works on; what is left out is said.
MOST = 200


@dataclass(frozen=True)
class Lines:
    """Some posts, and the number of the next page of them."""

    lines: tuple[Line, ...]
    older: int | None = None


@dataclass(frozen=True)
class QueueLine:
    """A text that waits for a review. ``refusal`` says why this person may not approve it."""

    post_id: int
    title: str
    authors: str
    section: str
    by: str
    at: datetime
    note: str
    needs_two: bool
    refusal: EyesRefusal | None
    is_stale: bool
    is_public: bool


@dataclass(frozen=True)
class InFlight:
    """Posts that are not at rest, and how many more there are of them."""

    lines: tuple[Line, ...]
    left_out: int = 0


def get_in_flight(*, user: Any, everybody: bool = False) -> InFlight:
    """Return the posts that are not at rest, those that were changed last first.

    Only the person's own, unless ``everybody`` is asked for by somebody who may see all drafts.
    """
    keys = states.on_their_way(decisions=[Decision.OPEN, Decision.RETURNED])
    posts = within_reach(user, everybody, one_by_one=True).filter(pk__in=keys, trashed__isnull=True)
    order = ("-latest_revision_created_at", "-pk")
    found = lines.lines_of(lines.some_of(posts, order, end=MOST))
    return InFlight(found, posts.count() - MOST if len(found) == MOST else 0)


def get_published(*, user: Any, everybody: bool = False, page: int = 1) -> Lines:
    """Return posts that readers have, the one published last first."""
    posts = within_reach(user, everybody).filter(live=True, trashed__isnull=True)
    return _page(posts, ("-last_published_at", "-pk"), page)


def get_trash(*, user: Any, everybody: bool = False, page: int = 1) -> Lines:
    """Return posts in the trash, the one put there last first."""
    posts = within_reach(user, everybody).filter(trashed__isnull=False)
    return _page(posts, ("-trashed__at",), page)


def get_queue(*, by: Any) -> tuple[QueueLine, ...]:
    """Return what waits for a review, what waits longest first, as this person sees it."""
    rows: list[Submission] = _waiting()
    ids = {row.revision.content.get("section") for row in rows}
    sections = {section.pk: section for section in SectionPage.objects.filter(pk__in=ids)}
    return tuple(_queue_line(row, sections, by) for row in rows)


@Prepared
def _waiting() -> Any:
    return (
        Submission.objects.filter(decision=Decision.OPEN)
        .select_related("by", "revision", "post")
        .prefetch_related("post__bylines__author")
        .order_by("at", "pk")
    )


def get_next(*, by: Any, after: int) -> QueueLine | None:
    """Return the text that waits behind a post and that this person can decide on, or None.

    Behind the last of the queue comes its beginning.
    """
    queue = get_queue(by=by)
    place = next((i for i, line in enumerate(queue) if line.post_id == after), -1)
    others = (*queue[place + 1 :], *queue[: max(place, 0)])
    return next((line for line in others if not line.refusal and not line.is_stale), None)


def count_queue(*, by: Any) -> int:
    """Return how many texts wait for a review; none for whoever may not give one."""
    if not permissions.may(by, Act.REVIEW):
        return 0
    return Submission.objects.filter(decision=Decision.OPEN).count()


def get_list_of_posts(*, language: str) -> int:
    """Return the id of the page under which posts of a language are written.

    Where a language has none, posts are written in the site's own.
    """
    own = Locale.get_default().language_code
    found = dict(PostIndexPage.objects.values_list("locale__language_code", "pk"))
    return int(found.get(language) or found[own])


def may_write(user: Any) -> bool:
    """Return whether a person may write posts of their own."""
    return permissions.may(user, Act.WRITE, owns=True)


def may_see_all(user: Any) -> bool:
    """Return whether a person may see everybody's drafts."""
    return permissions.may(user, Act.SEE_DRAFT)


def _queue_line(row: Submission, sections: dict[int, SectionPage], by: Any) -> QueueLine:
    section = sections.get(row.revision.content.get("section") or 0)
    reading = Reading(
        policy=section.four_eyes if section else True,
        by=by.pk,
        last_editor=row.revision.user_id,
        submitter=row.by_id,
        may_review=True,
    )
    return QueueLine(
        post_id=row.post_id,
        title=row.revision.content.get("title") or row.post.draft_title,
        authors=lines.authors_of(row.post),
        section=section.title if section else "",
        by=lines.name_of(row.by),
        at=row.at,
        note=row.note,
        needs_two=reading.policy,
        refusal=four_eyes.refuse_approval(reading),
        is_stale=row.revision_id != row.post.latest_revision_id,
        is_public=bool(row.post.live),
    )


def within_reach(
    user: Any, everybody: bool, *, among: QuerySet[PostPage] | None = None, one_by_one: bool = False
) -> Any:
    """Return a person's own posts, or all, where that is asked for and they may see all drafts.

    ``one_by_one``: few posts are looked at, whosever they are.
    """
    posts: Any = PostPage.objects.all() if among is None else among
    if everybody and may_see_all(user):
        return posts
    return posts.of(user, one_by_one=one_by_one)


def _page(posts: QuerySet[PostPage], order: tuple[str, ...], page: int) -> Lines:
    start = (max(page, 1) - 1) * PAGE_SIZE
    shown = lines.some_of(posts, order, start=start, end=start + PAGE_SIZE + 1)
    found = lines.lines_of(shown)
    more = len(found) > PAGE_SIZE
    return Lines(found[:PAGE_SIZE], max(page, 1) + 1 if more else None)
