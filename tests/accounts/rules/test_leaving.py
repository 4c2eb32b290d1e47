"""A week to think it over, and a reminder before it is over."""

from datetime import timedelta

from blog.accounts.rules import leaving


def test_an_account_ends_a_week_later(noon):
    due = leaving.ends_at(noon)

    assert due == noon + timedelta(days=7)
    assert not leaving.is_over(due, at=due - timedelta(seconds=1))
    assert leaving.is_over(due, at=due)


def test_the_reminder_comes_once_on_the_last_day(noon):
    due = leaving.ends_at(noon)
    last_day = due - timedelta(hours=20)

    assert not leaving.wants_reminder(due, None, at=due - timedelta(days=2))
    assert leaving.wants_reminder(due, None, at=last_day)
    assert not leaving.wants_reminder(due, last_day, at=last_day + timedelta(hours=1))
    assert not leaving.wants_reminder(due, None, at=due)
