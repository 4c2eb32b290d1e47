"""What was corrected, for readers: under each post its own, and all of them together."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from wagtail.models import Revision

from blog.content import selectors
from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.errors import NotFound
from blog.publishing.models import Change, Release
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows

PAGE_SIZE = 30


@dataclass(frozen=True)
class Correction:
    """What was corrected in a post, and when. ``anchor`` is where the post says so."""

    pk: int
    at: datetime
    text: str
    title: str = ""
    url: str = ""
    has_open_texts: bool = False

    @property
    def difference_url(self) -> str | None:
        """Return where readers see the text before and after; None where they may not."""
        return reverse("corrections:difference", args=[self.pk]) if self.has_open_texts else None

    @property
    def anchor(self) -> str:
        """Return the end of this correction's address."""
        return f"correction-{self.pk}"


@dataclass(frozen=True)
class Difference:
    """A correction, and the two texts that readers had: before it and after it."""

    correction: Correction
    before: Revision
    after: Revision


@dataclass(frozen=True)
class CorrectionPage:
    """One page of all corrections. ``previous_url`` and ``next_url`` are None at the ends."""

    corrections: tuple[Correction, ...]
    number: int
    pages: int
    total: int
    previous_url: str | None
    next_url: str | None


def get_corrections_of(*, post_id: int) -> tuple[Correction, ...]:
    """Return what was corrected in a post, the newest first."""
    return tuple(
        Correction(row.pk, row.at, row.note, has_open_texts=_has_open_texts(row))
        for row in _corrections(post=post_id)
    )


@Prepared
def _corrections() -> QuerySet[Release]:
    rows = Release.objects.filter(post=Later.number("post"), change=Change.CORRECTION)
    return rows.filter(undone_at=None).order_by("-at", "-pk")


def get_difference(*, release_id: int) -> Difference:
    """Return the two texts of a correction, while everybody may read its post.

    Both were open to everybody then, not to some only: a release is of what readers got, and of
    what they had before it.

    :raises NotFound: there is no such correction for readers, or not everybody had a text before it
    """
    rows = _of_readers().filter(previous_revision__isnull=False, was_open=True)
    row = rows.select_related("revision", "previous_revision").filter(pk=release_id).first()
    if row is None:
        raise NotFound
    post = PostPage.objects.found_before({row.post_id})[0]
    shows(cache_tags.page(post.pk))
    selectors.show_post(post)
    before = cast(Revision, row.previous_revision)
    return Difference(_of_post(row, post), before=before, after=row.revision)


def get_corrections(*, number: int = 1, base_url: str = "") -> CorrectionPage:
    """Return what was corrected in the posts that everybody may read, the newest first.

    :raises NotFound: the list ends before
    """
    shows(cache_tags.ALL_POSTS)
    try:
        page = Paginator(_of_readers().order_by("-at", "-pk"), PAGE_SIZE).page(number)
    except EmptyPage as beyond:
        raise NotFound from beyond
    found = list(page.object_list)
    shown = PostPage.objects.found_before({row.post_id for row in found})
    posts = {post.pk: post for post in shown}
    for post in posts.values():
        selectors.show_post(post)
    return CorrectionPage(
        corrections=tuple(_of_post(row, posts[row.post_id]) for row in found),
        number=page.number,
        pages=page.paginator.num_pages,
        total=page.paginator.count,
        previous_url=selectors.page_url(base_url, number - 1) if page.has_previous() else None,
        next_url=selectors.page_url(base_url, number + 1) if page.has_next() else None,
    )


def _of_readers() -> QuerySet[Release]:
    """Corrections of posts that everybody may read."""
    posts = selectors.readable_posts(few=True).filter(pk=OuterRef("post")).order_by()
    return Release.objects.filter(Exists(posts), change=Change.CORRECTION, undone_at=None)


def _of_post(row: Release, post: PostPage) -> Correction:
    url = post.get_url() or ""
    return Correction(row.pk, row.at, row.note, post.title, url, _has_open_texts(row))


def _has_open_texts(row: Release) -> bool:
    return row.previous_revision_id is not None and bool(row.was_open)
