"""The editors' pages under their own policy: nothing inline runs, nothing is missed, no other host is asked.

``page`` fails its test at the first violation, script error or broken resource.
"""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect


@pytest.fixture
def post(site):
    """The number of a published post."""
    with closing(sqlite3.connect(site.database)) as database:
        found = database.execute(
            "SELECT id FROM wagtailcore_page WHERE slug = 'the-verb-is-the-engine'"
        )
        return found.fetchone()[0]


def test_a_post_is_changed_with_every_kind_of_field(page, sign_in, post):
    sign_in("editor", then="/admin/")
    page.goto(f"/admin/pages/{post}/edit/")
    page.locator("#id_title").fill("The verb is still the engine")
    # A block is inserted from the list.
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Callout").first.click()
    expect(page.get_by_text("Callout").first).to_be_visible()
    # A picture is chosen in the dialog.
    page.get_by_role("button", name=re.compile("Choose an(other)? image")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link").first).to_be_visible()
    dialog.locator("[data-chooser-modal-choice]").first.click()
    expect(dialog).to_have_count(0)
    # A day and a time are asked for by the browser itself, and kept.
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.get_by_label("Go live date/time").fill("2031-05-06T07:08")
    expect(page.get_by_label("Go live date/time")).to_have_attribute("type", "datetime-local")
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/{post}/",
        "/admin/pages/{post}/history/",
        "/admin/pages/{post}/usage/",
        "/admin/images/",
        "/admin/images/1/",
        "/admin/images/add/",
        "/admin/documents/",
        "/admin/snippets/",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/account/",
        "/admin/workflows/list/",
        "/admin/redirects/",
    ],
)
def test_every_screen_keeps_to_the_policy(path, page, sign_in, post):
    sign_in("admin", then="/admin/")

    answer = page.goto(path.format(post=post), wait_until="networkidle")

    assert answer.status == 200
