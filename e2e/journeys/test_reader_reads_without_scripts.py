"""Everything that reading needs works with scripts switched off; htmx only saves the round trip."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False}


def test_older_posts_are_a_link_away(page):
    page.goto("/posts/")
    page.get_by_role("link", name="Older posts").click()

    expect(page).to_have_url(re.compile(r"/posts/\?page=2$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("page 2 of")


def test_a_search_is_a_plain_form(page):
    page.goto("/search/")
    page.get_by_role("searchbox").fill("proofs")
    page.get_by_role("button", name="Search posts").click()

    expect(page).to_have_url(re.compile(r"q=proofs"))
    expect(page.get_by_role("status").first).to_contain_text("for “proofs”")
    expect(page.locator("mark").first).to_be_visible()


def test_a_video_is_a_link(page):
    page.goto("/posts/every-shape-a-page-can-take/")

    expect(page.get_by_role("link", name=re.compile("Watch on .+: "))).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)


def test_nothing_is_offered_that_does_nothing(page):
    page.goto("/posts/every-shape-a-page-can-take/")

    expect(page.get_by_role("button", name="Copy code")).to_have_count(0)
    expect(page.get_by_role("button", name="Copy the link to this post")).to_have_count(0)
    expect(page.get_by_text("Aa", exact=True)).not_to_be_visible()
