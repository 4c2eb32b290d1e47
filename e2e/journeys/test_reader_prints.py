"""On paper: the words and their pictures, the addresses of links, and nothing to press."""

import pytest
from playwright.sync_api import expect

ADDRESS = """() => getComputedStyle(document.querySelector('.prose a[href^="http"]'), "::after").content"""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/posts/every-shape-a-page-can-take/",
        "/about/",
        "/tags/revision/",
        "/series/marks-in-the-margin/",
        "/archive/",
        "/search/?q=proof",
        "/no-such-page/",
    ],
)
def test_paper_has_the_words_and_nothing_to_press(page, path):
    page.goto(path)
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for things in ("nav", "button", "form", ".skip-link"):
        assert page.locator(f"{things}:visible").count() == 0, things


def test_links_say_where_they_lead(page):
    page.goto("/posts/every-shape-a-page-can-take/")
    page.emulate_media(media="print")

    assert "http" in page.evaluate(ADDRESS)
