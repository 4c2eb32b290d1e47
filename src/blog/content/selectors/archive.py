"""In which months posts came out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.urls import reverse

from blog.content.rules import cache_tags
from blog.content.selectors.cards import readable_posts
from blog.web.shown import shows


@dataclass(frozen=True)
class Month:
    """A month of the archive, with the number of its posts."""

    first_day: date
    url: str
    posts: int


@dataclass(frozen=True)
class Year:
    """A year of the archive, its months latest first."""

    year: int
    url: str
    months: tuple[Month, ...]

    @property
    def posts(self) -> int:
        """The number of posts of the year."""
        return sum(month.posts for month in self.months)


def get_archive(user: Any = None) -> tuple[Year, ...]:
    """Return the years and months in which posts came out (UTC), latest first."""
    shows(cache_tags.ALL_POSTS)
    # As the database writes a moment, it begins with year and month: cut by the database itself,
    # where SQLite would call Python for each row to extract them.
    written = Cast("first_published_at", CharField())
    rows = (
        readable_posts(user)
        .filter(first_published_at__isnull=False)
        .order_by()
        .values(year_and_month=Substr(written, 1, len("2026-11")))
        .annotate(posts=Count("pk"))
        .order_by("-year_and_month")
    )
    years: dict[int, list[Month]] = {}
    for row in rows:
        year, month = (int(part) for part in row["year_and_month"].split("-"))
        url = reverse("content:archive_month", args=[year, month])
        years.setdefault(year, []).append(Month(date(year, month, 1), url, row["posts"]))
    return tuple(
        Year(year, reverse("content:archive_year", args=[year]), tuple(months))
        for year, months in years.items()
    )
