"""The last parts of imported texts' addresses: none that another page has."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from blog.content.models import PostPage
from blog.portability.formats import ImportedText


class Slugs:
    """The slugs under a page: those that are there when they are first asked for, and new ones."""

    def __init__(self, parent: Page) -> None:
        self._parent = parent
        self._taken = set(self._there())

    def _there(self) -> Any:
        return Page.objects.child_of(self._parent).values_list("slug", flat=True)

    def take(self, text: ImportedText) -> str:
        """Return a slug for a text that no page has, and keep it for that."""
        slug = free_slug(text=text, is_free=lambda slug: slug not in self._taken)
        self._taken.add(slug)
        return slug

    def give_way(self, posts: Sequence[tuple[ImportedText, PostPage]]) -> None:
        """Give posts another slug that somebody's page has got since theirs was taken."""
        gone = set(self._there().filter(slug__in=[post.slug for _text, post in posts]))
        if gone:
            self._taken.update(self._there())
        for text, post in posts:
            if post.slug in gone:
                post.slug = self.take(text)


def free_slug(*, text: ImportedText, is_free: Callable[[str], bool]) -> str:
    """Return the slug that a text had, or one made of its title; with a number, if it is taken."""
    wanted = (
        slugify(text.slug, allow_unicode=True)
        or slugify(text.title, allow_unicode=True)
        or f"text-{text.source_id}"
    )
    slug, number = wanted[:240], 2
    while not is_free(slug):
        slug, number = f"{wanted[:240]}-{number}", number + 1
    return slug
