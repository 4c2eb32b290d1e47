"""The register goes on after whatever the disk refuses."""

import sqlite3

import pytest

from blog.web.page_cache.keys import Key
from blog.web.page_cache.register import Register


def test_what_cannot_be_committed_keeps_nobody_from_writing(tmp_path):
    register = Register(tmp_path)
    with pytest.raises(sqlite3.IntegrityError):
        leave_half_done(register)

    with register.writing() as ledger:
        ledger.announce(Key("testserver", "/"), ["page:1"])
    assert register.reading().marked("half") is None
    assert register.reading().has(Key("testserver", "/"))


def leave_half_done(register):
    """Write what is refused at the end only, as by a full disk."""
    with register.writing() as ledger:
        ledger.mark("half", 1)
        ledger._run("PRAGMA defer_foreign_keys = ON")
        ledger._run("INSERT INTO tags (tag, answer) VALUES ('page:1', 7)")
