"""How posts are found, in the house's own words. A reader's surface begins with ``visible_to``."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from blog.content.models import Author, SectionPage, Series, Tag


class PostQuerySet(PageQuerySet):
    """Posts, found the way the house talks about them."""

    def visible_to(self, user: Any = None) -> Self:
        """Posts that this person may read now: live, not expired, in no private part of the site.

        ``user`` is None for a stranger. Drafts are never in it, not even an author's own: they are
        read in a preview.
        """
        from wagtail.models import PageViewRestriction

        posts = self.live().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
        closed = Q(pk__in=[])
        for restriction in PageViewRestriction.objects.select_related("page").prefetch_related(
            "groups"
        ):
            if not _opens(restriction, user):
                closed |= Q(path__startswith=restriction.page.path)
        return posts.exclude(closed)

    def in_language(self, code: str) -> Self:
        """Posts written in this language."""
        return self.filter(locale__language_code=code)

    def newest_first(self) -> Self:
        """By the moment of first publication, latest first; never ambiguous."""
        return self.order_by("-first_published_at", "-pk")

    def oldest_first(self) -> Self:
        """By the moment of first publication, earliest first."""
        return self.order_by("first_published_at", "pk")

    def in_section(self, section: "SectionPage") -> Self:
        """Posts of a section."""
        return self.filter(section=section)

    def tagged(self, tag: "Tag") -> Self:
        """Posts with a tag."""
        return self.filter(tag_links__tag=tag)

    def by(self, author: "Author") -> Self:
        """Posts that a person wrote, alone or with others."""
        return self.filter(bylines__author=author)

    def in_series(self, series: "Series") -> Self:
        """Posts of a series, in its order."""
        return self.filter(series=series).order_by("series_position", "first_published_at", "pk")

    def published_in(self, year: int, month: int | None = None) -> Self:
        """Posts first published in a year, or in one month of it (UTC)."""
        first = date(year, month or 1, 1)
        last = date(year + 1, 1, 1) if month is None or month == 12 else date(year, month + 1, 1)
        return self.filter(
            first_published_at__gte=_start_of(first), first_published_at__lt=_start_of(last)
        )

    def published_between(self, since: date | None, until: date | None) -> Self:
        """Posts first published from one day to another, both included (UTC); None is open."""
        posts = self
        if since:
            posts = posts.filter(first_published_at__gte=_start_of(since))
        if until and until < date.max:
            posts = posts.filter(first_published_at__lt=_start_of(until + timedelta(days=1)))
        return posts

    def for_cards(self) -> Self:
        """Load with each post what a card shows: four more queries, however many posts."""
        return self.select_related("section", "hero_image").prefetch_related(
            "bylines__author", "tag_links__tag", "hero_image__renditions"
        )

    def for_results(self) -> Self:
        """Load with each post what a search result shows, and nothing of its body's blocks."""
        return self.select_related("section", "search_entry").only(
            "title",
            "subtitle",
            "summary",
            "url_path",
            "first_published_at",
            "reading_minutes",
            "section__title",
            "section__url_path",
            "search_entry__text",
        )

    def for_index(self) -> Self:
        """Live posts, those in private parts of the site too, with what the search index reads.

        Not for readers: what is found in the index is then asked for with ``visible_to``.
        """
        return self.live().select_related("locale")


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def _opens(restriction: Any, user: Any) -> bool:
    """Return whether a private part is open to this person. A password opens no list."""
    if user is None or not user.is_authenticated:
        return False
    if restriction.restriction_type == restriction.LOGIN:
        return True
    if restriction.restriction_type == restriction.GROUPS:
        groups = {group.pk for group in restriction.groups.all()}
        return user.is_superuser or user.groups.filter(pk__in=groups).exists()
    return False


class TagQuerySet(models.QuerySet[Any]):
    """Tags, found the way the house talks about them."""

    def public(self) -> Self:
        """Tags that readers may see; internal ones are for the team."""
        return self.filter(is_internal=False)
