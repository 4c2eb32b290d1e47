"""Where a post belongs and whose it is, as its newest text says, not the one that readers have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTransform

from blog.content.indexes import unfinished_pages
from blog.content.models import Author, PostPage, SectionPage

# Of these the page's own row says what readers have; of all others it says what is newest.
CHANGED = Q(live=True, has_unpublished_changes=True)
NEWEST = "latest_revision__content"


@dataclass(frozen=True)
class Belonging:
    """The section of a text, and the names over it."""

    section: str
    authors: str


def get_belongings(*, posts: Iterable[PostPage]) -> dict[int, Belonging]:
    """Return by id what the newest text says, of posts of which readers have an older one."""
    ids = [post.pk for post in posts if post.live and post.has_unpublished_changes]
    if not ids:
        return {}
    rows = list(_said(PostPage.objects.filter(pk__in=ids)))
    sections = dict(
        SectionPage.objects.filter(pk__in={section for _pk, section, _lines in rows}).values_list(
            "pk", "title"
        )
    )
    named = {author for _pk, _section, lines in rows for author in _authors(lines)}
    authors = dict(Author.objects.filter(pk__in=named).values_list("pk", "name"))
    return {
        pk: Belonging(
            sections.get(section or 0, ""),
            ", ".join(authors[author] for author in _authors(lines) if author in authors),
        )
        for pk, section, lines in rows
    }


def in_section(section: int) -> Q:
    """Return what finds posts whose newest text is in a section."""
    moved = _changed().filter(**{f"{NEWEST}__section": section})
    return Q(pk__in=moved.order_by().values("pk")) | Q(~CHANGED, section=section)


def changed_by(author: int) -> set[int]:
    """Return the ids of posts whose newest text, which readers do not have, is an author's."""
    return {pk for pk, _section, lines in _said(_changed()) if author in _authors(lines)}


def _changed() -> QuerySet[PostPage]:
    return PostPage.objects.filter(CHANGED, pk__in=unfinished_pages().values("pk"))


def _said(posts: QuerySet[PostPage]) -> Iterable[tuple[int, int | None, Any]]:
    section, lines = KeyTransform("section", NEWEST), KeyTransform("bylines", NEWEST)
    return posts.order_by("pk").values_list("pk", section, lines)


def _authors(lines: Any) -> list[int]:
    """Return the authors of stored bylines, in their order."""
    in_order = sorted(lines or [], key=lambda line: line.get("sort_order") or 0)
    return [line["author"] for line in in_order]
