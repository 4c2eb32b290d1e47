"""Versions of one sitting are one entry of the history."""

from datetime import UTC, datetime, timedelta

from blog.publishing.rules.sessions import Saved, sittings

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def saved(number, minutes, by="Ada", **more):
    return Saved(number, by, NOON - timedelta(minutes=minutes), **more)


def entries(*newest_first):
    return [(one.last.revision_id, one.versions) for one in sittings(newest_first)]


def test_what_somebody_saves_on_and_on_is_one_sitting():
    assert entries(saved(3, 0), saved(2, 20), saved(1, 45)) == [(3, 3)]


def test_a_pause_or_another_person_begins_a_new_one():
    assert entries(saved(3, 0), saved(2, 31)) == [(3, 1), (2, 1)]
    assert entries(saved(3, 0), saved(2, 1, by="Ed"), saved(1, 2)) == [(3, 1), (2, 1), (1, 1)]


def test_a_version_with_a_name_stands_for_itself():
    assert entries(saved(3, 0), saved(2, 1, names=("approved",)), saved(1, 2)) == [
        (3, 1),
        (2, 2),
    ]
    assert entries(saved(2, 0), saved(1, 1, is_public=True)) == [(2, 1), (1, 1)]
