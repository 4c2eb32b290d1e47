"""The arithmetic of the reports."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from blog.publishing.rules import figures

HOUR = timedelta(hours=1)


def test_the_median_is_in_whole_hours():
    assert figures.median_hours([2 * HOUR, 90 * HOUR, 4 * HOUR]) == 4
    assert figures.median_hours([2 * HOUR, 4 * HOUR]) == 3
    assert figures.median_hours([]) is None


def test_weeks_begin_on_monday_and_end_with_this_one():
    assert figures.mondays(date(2026, 1, 1), 2) == (date(2025, 12, 22), date(2025, 12, 29))


@given(st.lists(st.integers(0, 10_000)))
def test_bars_fit_and_what_is_there_can_be_seen(values):
    for value, share in zip(values, figures.shares(values), strict=True):
        assert 0 <= share <= 100
        assert bool(share) == bool(value)


def test_an_age_has_one_place():
    assert [figures.age_of(days) for days in (0, 6, 7, 13, 14, 29, 30, 999)] == [
        0, 0, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip
