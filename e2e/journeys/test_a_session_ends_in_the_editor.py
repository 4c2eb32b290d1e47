"""An author's session ends in Wagtail's editor: they sign in on the spot, and the text is saved once. By keyboard alone."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from e2e.support.announcements import announced
from e2e.support.door import come_in, sign_in_there
from e2e.support.inspection import PHONE, assert_usable, resize
from e2e.support.keyboard import go_to, press, walk_from_here

TITLE = "The verb is the motor"
KEPT = "Nothing has been sent. Your text is still in the form."
MORE = ", and the noun is the cart"


def titles(site):
    """Return the titles of the post's versions, newest first."""
    with closing(sqlite3.connect(site.database)) as database:
        asked = """SELECT json_extract(content, '$.title') FROM wagtailcore_revision
                   WHERE object_id = ? ORDER BY id DESC"""
        post = site.filled("{the-verb-is-the-engine}")
        return [title for (title,) in database.execute(asked, [post])]


def end_sessions(site):
    """No session is left, as after a night."""
    with closing(sqlite3.connect(site.database)) as database:
        database.execute("DELETE FROM django_session")
        database.commit()


@pytest.fixture
def author(site, page, complaints):
    """Rosa, who has typed a title by the time that her session ends."""
    complaints.mean("broken: 40[13]")  # what asks by itself is answered so
    complaints.mean("console: Error fetching .*/editing-sessions/ping/.* 403")  # every ten seconds
    address = site.filled("/admin/pages/{the-verb-is-the-engine}/edit/")
    come_in(page, "editor@demo.example", then=address)
    go_to(page, "textbox", re.compile("^Title"))
    page.keyboard.press("Control+a")
    return page


def asked_to_sign_in(page):
    """The dialog has come, and its heading has the focus."""
    dialog = page.get_by_role("dialog", name="Sign in")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    return dialog


def test_what_was_typed_is_saved_once_after_signing_in_on_the_spot(site, author):
    end_sessions(site)
    before = titles(site)
    with author.expect_response(lambda answer: answer.status == 401) as told:
        author.keyboard.type(TITLE, delay=200)  # Wagtail looks for changes after two seconds
    assert "You are signed out" in told.value.json()["error_message"]
    expect(author.get_by_role("dialog")).to_have_count(0)  # nobody is interrupted
    author.keyboard.type(MORE)
    assert titles(site) == before

    author.keyboard.press("Control+s")
    dialog = asked_to_sign_in(author)
    assert_usable(author)
    sign_in_there(author, dialog, "editor@demo.example")

    expect(author.get_by_text("has been updated")).to_be_visible()
    expect(author.get_by_role("textbox", name=re.compile("^Title"))).to_have_value(TITLE + MORE)
    assert titles(site) == [TITLE + MORE, *before]


def test_not_now_keeps_the_text_and_the_place(site, author):
    resize(author, PHONE)
    author.keyboard.type(TITLE)
    end_sessions(site)
    author.keyboard.press("Control+s")
    dialog = asked_to_sign_in(author)
    assert walk_from_here(author, within=".sign-in-dialog") == []
    press(author, "Not now", within=dialog)

    expect(author.get_by_role("dialog")).to_have_count(0)
    title = author.get_by_role("textbox", name=re.compile("^Title"))
    expect(title).to_be_focused()
    expect(title).to_have_value(TITLE)
    author.wait_for_function(f"() => window.announced.includes('{KEPT}')")
    assert announced(author).count(KEPT) == 1
