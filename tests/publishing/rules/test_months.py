"""A month on a calendar: its weeks, its days in a zone, and clocks that change in it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.publishing.rules import months
from blog.publishing.rules.months import Month

BERLIN = "Europe/Berlin"
ANY_MONTH = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))


@pytest.mark.parametrize("text", ["2026-11", " 2026-11 "])
def test_reads_a_month(text):
    assert months.month_of(text) == Month(2026, 11)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-0", "11/2026", "1066-10", "99999-01", "", "2026-11-01", "٢٠٢٦-11x"]
)
def test_does_not_guess(text):
    assert months.month_of(text) is None


@given(ANY_MONTH)
def test_months_follow_each_other(month):
    assert month.next.previous == month
    assert month.last + timedelta(days=1) == month.next.first
    assert months.month_of(str(month)) == month


@given(ANY_MONTH)
def test_weeks_begin_on_monday_and_hold_the_month_once(month):
    weeks = months.weeks_of(month)
    days = [day for week in weeks for day in week]

    assert {len(week) for week in weeks} == {7}
    assert {week[0].weekday() for week in weeks} == {0}
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert any(month.first in week for week in weeks[:1])
    assert any(month.last in week for week in weeks[-1:])


def test_a_day_with_a_change_of_clocks_is_shorter_or_longer():
    def hours(day):
        begin = months.begin_of(day, BERLIN)
        return (months.begin_of(day + timedelta(days=1), BERLIN) - begin) / timedelta(hours=1)

    assert hours(date(2026, 3, 28)) == 24
    assert hours(date(2026, 3, 29)) == 23
    assert hours(date(2026, 10, 25)) == 25


def test_a_day_whose_midnight_is_left_out_begins_after_the_gap():
    # In Beirut clocks went from 00:00 to 01:00.
    assert months.begin_of(date(2024, 3, 31), "Asia/Beirut") == datetime(
        2024, 3, 30, 22, tzinfo=UTC
    )


def test_says_when_the_clocks_change():
    assert months.offsets_in(Month(2026, 2), BERLIN) == ((date(2026, 2, 1), "UTC+1"),)
    assert months.offsets_in(Month(2026, 3), BERLIN) == (
        (date(2026, 3, 1), "UTC+1"),
        (date(2026, 3, 29), "UTC+2"),
    )
    assert months.offsets_in(Month(2026, 1), "Asia/Kolkata")[0][1] == "UTC+5:30"
    assert months.offsets_in(Month(2026, 1), "America/New_York")[0][1] == "UTC−5"
