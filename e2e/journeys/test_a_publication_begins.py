"""The first days: a front page with nothing on it, then with one post."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from e2e.support import inspection

ONLY = """UPDATE wagtailcore_page SET live = 0 WHERE slug <> ?
  AND id IN (SELECT page_ptr_id FROM content_postpage)"""


@pytest.fixture
def leave_only(site):
    """Withdraw every post but one."""

    def withdraw(slug):
        with closing(sqlite3.connect(site.database)) as database, database:
            database.execute(ONLY, [slug])

    return withdraw


def test_before_the_first_post(page, leave_only):
    leave_only("no post")
    page.goto("/?first=none")

    expect(page.get_by_role("heading", name="Nothing has been published yet.")).to_be_visible()
    problems = inspection.inspect(page)
    assert not problems, "\n".join(problems)


def test_one_post_leads_and_nothing_says_it_again(page, leave_only):
    leave_only("the-verb-is-the-engine")
    page.goto("/?first=one")

    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("link", name="The verb is the engine")).to_have_count(1)
    problems = inspection.inspect(page)
    assert not problems, "\n".join(problems)
