"""Two people change one post at once: each is told of the other, and no word is lost."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from e2e.support.door import come_in
from e2e.support.inspection import DESK, PHONE, assert_usable, sideways
from e2e.support.keyboard import go_to, press

POST = "the-verb-is-the-engine"
TITLE = re.compile("^Title")


@pytest.fixture
def post(site):
    """The number of a published post."""
    with closing(sqlite3.connect(site.database)) as database:
        asked = "SELECT id FROM wagtailcore_page WHERE slug = ?"
        return database.execute(asked, [POST]).fetchone()[0]


@pytest.fixture
def at_the_editor(new_context, complaints, post):
    """Open the post in Wagtail's editor, in a browser of one's own: ``at_the_editor("editor")``."""

    def open_as(name, size=DESK):
        context = new_context(viewport=size)
        complaints.watch(context)
        page = context.new_page()
        come_in(page, f"{name}@demo.example", then=f"/admin/pages/{post}/edit/")
        go_to(page, "textbox", TITLE)
        return page

    return open_as


def type_over(page, words):
    """Type another title, where the focus is."""
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def save(page):
    """Save, and when Wagtail asks first because somebody else has the post open, say so again."""
    page.keyboard.press("ControlOrMeta+s")
    question = page.get_by_role("dialog").filter(visible=True)
    answer = page.get_by_text(re.compile("The text has changed since you read it|has been updated"))
    expect(question.or_(answer).first).to_be_visible()
    if question.count():
        press(page, re.compile("^Save"), within=question)
    expect(answer).to_be_visible()


def titles(site, post):
    """Return the titles of the post's versions, newest first."""
    with closing(sqlite3.connect(site.database)) as database:
        asked = """SELECT json_extract(content, '$.title') FROM wagtailcore_revision
                   WHERE object_id = ? ORDER BY id DESC"""
        return [title for (title,) in database.execute(asked, [str(post)])]


def test_who_comes_second_is_told_reads_both_and_decides(
    at_the_editor, site, post, complaints, assert_accessible
):
    complaints.mean(r"\b4(00|09)\b")  # saved by itself, and saved: neither is taken
    rosa, tomas = at_the_editor("editor"), at_the_editor("admin", PHONE)
    type_over(rosa, "The verb, says Rosa")
    save(rosa)
    assert_usable(rosa)

    type_over(tomas, "The verb, says Tomás")
    save(tomas)

    told = tomas.get_by_text("The text has changed since you read it: Rosa Lindqvist saved it")
    title = tomas.get_by_role("textbox", name=TITLE)
    expect(told).to_be_visible()
    expect(title).to_have_value("The verb, says Tomás")
    assert_usable(tomas)
    assert sideways(tomas, PHONE["width"]) == []
    assert "The verb, says Tomás" not in titles(site, post)
    with tomas.expect_popup() as opened:
        press(tomas, "See what was changed (in a new tab)", role="link")
    other = opened.value
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    expect(other.get_by_text("says Rosa").first).to_be_visible()
    assert_accessible(other)
    other.close()

    save(tomas)
    expect(told).to_have_count(0)
    expect(title).to_have_value("The verb, says Tomás")
    assert_usable(tomas)
    kept = titles(site, post)
    assert kept[0] == "The verb, says Tomás"
    assert "The verb, says Rosa" in kept
