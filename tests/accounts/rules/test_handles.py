"""What a handle may be, and when it may change."""

from datetime import timedelta

import pytest

from blog.accounts.rules import handles
from blog.accounts.rules.handles import Refusal


@pytest.mark.parametrize("handle", ["rosa", "rosa-l", "r2d2", "a-b-c", "x" * 30])
def test_takes(handle):
    assert handles.refusal_of(handle) is None


@pytest.mark.parametrize(
    ("handle", "refusal"),
    [
        ("ab", Refusal.TOO_SHORT),
        ("x" * 31, Refusal.TOO_LONG),
        ("rosa lindqvist", Refusal.FORM),
        ("2fast", Refusal.FORM),
        ("-rosa", Refusal.FORM),
        ("rosa-", Refusal.FORM),
        ("ro--sa", Refusal.FORM),
        ("ro_sa", Refusal.FORM),
        ("rosé", Refusal.FORM),
        ("rоsa", Refusal.FORM),  # a Cyrillic o
        ("rosa\n", Refusal.FORM),
        ("admin", Refusal.RESERVED),
        ("adm1n", Refusal.RESERVED),
        ("adrnin", Refusal.RESERVED),
        ("ad-min", Refusal.RESERVED),
        ("m0derator", Refusal.RESERVED),
        ("edltor", Refusal.RESERVED),
    ],
)
def test_refuses(handle, refusal):
    assert handles.refusal_of(handle) is refusal


def test_tidies_what_people_type():
    assert handles.tidy(" @Rosa ") == "rosa"


def test_changes_once_in_fourteen_days(noon):
    assert handles.may_change(None, at=noon)
    assert not handles.may_change(noon, at=noon + timedelta(days=13, hours=23))
    assert handles.may_change(noon, at=noon + timedelta(days=14))
    assert handles.next_change(noon) == noon + timedelta(days=14)


def test_an_old_handle_is_kept_for_its_owner(noon):
    assert handles.is_kept(noon, at=noon + timedelta(days=179))
    assert not handles.is_kept(noon, at=noon + timedelta(days=180))
