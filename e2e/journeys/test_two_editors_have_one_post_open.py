"""Two people change one post at once: each is told of the other, and no word is lost."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from e2e.support.site import PASSWORD

POST = "the-verb-is-the-engine"


@pytest.fixture
def post(site):
    """The number of a published post."""
    with closing(sqlite3.connect(site.database)) as database:
        asked = "SELECT id FROM wagtailcore_page WHERE slug = ?"
        return database.execute(asked, [POST]).fetchone()[0]


@pytest.fixture
def at_the_editor(new_context, complaints, post):
    """Open the post in Wagtail's editor, in a browser of one's own: ``at_the_editor("editor")``."""

    def open_as(name):
        context = new_context()
        complaints.watch(context)
        page = context.new_page()
        page.goto(f"/accounts/login/?next=/admin/pages/{post}/edit/")
        page.get_by_label("E-mail").fill(f"{name}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("#id_title")).to_be_visible()
        return page

    return open_as


def save(page):
    """Press the button that saves, by keyboard."""
    button = page.get_by_role("button", name=re.compile("^Save draft"))
    button.focus()
    page.keyboard.press("Enter")


def titles(site, post):
    """Return the titles of the post's versions, newest first."""
    with closing(sqlite3.connect(site.database)) as database:
        asked = """SELECT json_extract(content, '$.title') FROM wagtailcore_revision
                   WHERE object_id = ? ORDER BY id DESC"""
        return [title for (title,) in database.execute(asked, [str(post)])]


def test_who_comes_second_is_told_reads_both_and_decides(at_the_editor, site, post, complaints):
    complaints.mean(r"\b409\b")
    rosa, tomas = at_the_editor("editor"), at_the_editor("admin")
    rosa.locator("#id_title").fill("The verb, says Rosa")
    save(rosa)
    expect(rosa.get_by_text("has been updated").or_(rosa.get_by_text("Saved"))).not_to_have_count(0)

    tomas.locator("#id_title").fill("The verb, says Tomás")
    save(tomas)

    told = tomas.get_by_text("The text has changed since you read it: Rosa Lindqvist saved it")
    expect(told).to_be_visible()
    expect(tomas.locator("#id_title")).to_have_value("The verb, says Tomás")
    assert "The verb, says Tomás" not in titles(site, post)
    with tomas.expect_popup() as opened:
        tomas.get_by_role("link", name="See what was changed (in a new tab)").press("Enter")
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    expect(opened.value.get_by_text("says Rosa").first).to_be_visible()
    opened.value.close()

    save(tomas)
    expect(told).to_have_count(0)
    expect(tomas.locator("#id_title")).to_have_value("The verb, says Tomás")
    kept = titles(site, post)
    assert kept[0] == "The verb, says Tomás"
    assert "The verb, says Rosa" in kept
