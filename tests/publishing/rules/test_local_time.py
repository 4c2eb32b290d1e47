from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.publishing.rules.local_time import Fit, moment_of, shown

BERLIN = "Europe/Berlin"


def test_a_plain_time_means_one_instant():
    moment = moment_of(datetime(2026, 7, 1, 9, 0), BERLIN)

    assert moment.fit is Fit.ONCE
    assert moment.choices == (datetime(2026, 7, 1, 7, 0, tzinfo=UTC),)


def test_the_hour_that_comes_twice_gives_two_to_choose_from():
    moment = moment_of(datetime(2026, 10, 25, 2, 30), BERLIN)

    assert moment.fit is Fit.TWICE
    assert moment.choices == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


def test_the_hour_that_is_skipped_gives_the_times_around_it():
    moment = moment_of(datetime(2026, 3, 29, 2, 30), BERLIN)

    assert moment.fit is Fit.MISSING
    assert moment.choices == (
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    )


def test_a_time_with_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        moment_of(datetime(2026, 7, 1, 9, 0, tzinfo=UTC), BERLIN)


def test_a_moment_is_shown_with_its_zone_and_in_utc():
    words = shown(datetime(2026, 7, 1, 7, 0, tzinfo=UTC), BERLIN)

    assert words == "2026-07-01 09:00 Europe/Berlin (UTC+02:00), 2026-07-01 07:00 UTC"
    assert "(UTC−03:00)" in shown(datetime(2026, 7, 1, 7, 0, tzinfo=UTC), "America/Sao_Paulo")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
        lambda wall: wall.replace(second=0, microsecond=0)
    ),
    st.sampled_from(
        [BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"]
    ),
)
def test_what_is_not_skipped_comes_back_as_it_was_written(wall, zone):
    from zoneinfo import ZoneInfo

    moment = moment_of(wall, zone)

    assert list(moment.choices) == sorted(moment.choices)
    if moment.fit is not Fit.MISSING:
        back = {c.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for c in moment.choices}
        assert back == {wall}
