"""In which months posts came out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import CharField, Count, Min
from django.db.models.functions import Cast, Substr
from django.urls import reverse

from blog.content.rules import cache_tags
from blog.content.selectors.cards import readable_later, readable_now, readable_posts
from blog.content.selectors.totals import Number, sum_of, under_one_name
from blog.web.memory import remember_each
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows

END = datetime(9999, 1, 1, tzinfo=UTC)  # the last year that has one after it
MOST_YEARS = 100  # that are counted by months


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


type _Month = tuple[str, int, int]


def get_archive() -> tuple[Year, ...]:
    """Return the years and months in which posts came out (UTC), latest first.

    Which years there are is asked anew. How many posts a month has is remembered by its own tag, so
    a publication has one month counted, and not all.
    """
    with under_one_name(cache_tags.ALL_POSTS):
        years = [_year(number) for number in _years()]
    return tuple(year for year in years if year.months)


def count_posts() -> int:
    """Return how many posts readers have, by the months of the archive.

    Three queries, and one for a month that is not remembered.
    """
    with under_one_name(cache_tags.ALL_POSTS):
        newest = _newest_before.first(before=END, **readable_now())
        oldest = _oldest_before.first(before=END, **readable_now())
        years = range(oldest.year, newest.year + 1) if newest and oldest else range(0)
        if len(years) > MOST_YEARS:
            return sum_of(readable_posts().totals())
        dated = sum(sum(_numbers(year).values()) for year in years)
        return dated + sum_of(_undated(end=END, **readable_now()))


def _years() -> Iterable[int]:
    before = END
    while newest := _newest_before.first(before=before, **readable_now()):
        year = newest.astimezone(UTC).year
        yield year
        before = datetime(year, 1, 1, tzinfo=UTC)


@Prepared
def _oldest_before() -> Any:
    posts = readable_later().filter(first_published_at__lt=Later.moment("before"))
    return posts.oldest_first().values_list("first_published_at", flat=True)[:1]


@Prepared
def _undated() -> Any:
    """Posts that stand in no month of the archive: two rows, each found by the index."""
    never = readable_later().filter(first_published_at__isnull=True)
    too_late = readable_later().filter(first_published_at__gte=Later.moment("end"))
    return never.totals().union(too_late.totals(), all=True)


@Prepared
def _newest_before() -> Any:
    posts = readable_later().filter(first_published_at__lt=Later.moment("before"))
    return posts.newest_first().values_list("first_published_at", flat=True)[:1]


def _year(year: int) -> Year:
    months = tuple(
        Month(date(year, month, 1), reverse("content:archive_month", args=[year, month]), number)
        for (_, _, month), number in _numbers(year).items()
        if number
    )
    return Year(year, reverse("content:archive_year", args=[year]), months)


def _numbers(year: int) -> dict[_Month, Number]:
    """Return how many posts each month of a year has, the last first."""
    months: list[_Month] = [("archive", year, month) for month in range(12, 0, -1)]
    return remember_each(months, _count, _as_remembered)


def _count(missing: list[_Month]) -> dict[_Month, tuple[_Month, int, datetime | None]]:
    """Count the posts of some months of a year, and find when the first of them expires."""
    _, year, month = missing[0]
    if len(missing) == 1:
        begins, ends = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
        [(posts, until)] = _in_month(begins=_moment(begins), ends=_moment(ends), **readable_now())
        return {missing[0]: (missing[0], posts, until)}
    # As the database writes a moment, it begins with year and month: cut by the database itself,
    # where SQLite would call Python for each row to extract them.
    written = Cast("first_published_at", CharField())
    rows = (
        readable_posts()
        .published_in(year)
        .order_by()
        .values(month=Substr(written, len("2026-") + 1, len("11")))
        .annotate(posts=Count("pk"), until=Min("expire_at"))
        .values_list("month", "posts", "until")
    )
    found = {int(month): (posts, until) for month, posts, until in rows}
    return {key: (key, *found.get(key[2], (0, None))) for key in missing}


@Prepared
def _in_month() -> Any:
    """How many posts came out in a month, and when the first of them expires."""
    after = readable_later().filter(first_published_at__gte=Later.moment("begins"))
    return after.filter(first_published_at__lt=Later.moment("ends")).totals()


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _as_remembered(found: tuple[_Month, int, datetime | None]) -> Number:
    (_, year, month), posts, until = found
    shows(cache_tags.posts_of("month", year * 100 + month), until=until)
    return Number(posts)
