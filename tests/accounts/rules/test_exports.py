"""One copy a day, ready for a week."""

from datetime import timedelta

from blog.accounts.rules import exports


def test_the_next_copy_is_a_day_away(noon):
    assert exports.next_export(None, at=noon) is None
    assert exports.next_export(noon, at=noon + timedelta(hours=23)) == noon + timedelta(days=1)
    assert exports.next_export(noon, at=noon + timedelta(days=1)) is None


def test_a_copy_is_ready_for_a_week(noon):
    assert exports.expires_at(noon) == noon + timedelta(days=7)
