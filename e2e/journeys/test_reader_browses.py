"""Older posts arrive in place: the address, the focus and the announcement go along."""

import re

from playwright.sync_api import expect

from e2e.support.states import come_to_older_posts


def test_older_posts_arrive_in_place(page):
    page.goto("/posts/")
    titles = page.locator(".river .post-card__title")
    before = titles.count()

    come_to_older_posts(page).click()

    expect(titles).not_to_have_count(before)
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Posts")
    expect(page.locator("#live")).to_contain_text("page 2 of")
    first_new = titles.nth(before).get_by_role("link")
    expect(first_new).to_be_focused()


# A search field of its own, in which somebody has begun to write by the time that its element begins.
BEGUN = """() => {
  const before = document.querySelector("search"), search = before.cloneNode(true)
  const loader = search.querySelector("load-htmx"), field = search.querySelector("[type=search]")
  loader.remove()
  before.replaceWith(search)
  field.focus()
  field.value = "proof"
  search.prepend(loader)
}"""


def test_a_search_that_was_begun_before_the_scripts_came_brings_results(page):
    page.goto("/search/")
    page.evaluate(BEGUN)

    expect(page.get_by_role("status").filter(has_text="posts for “proof”")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_server_that_fails_is_announced_and_changes_nothing(page, complaints):
    page.goto("/posts/")
    before = page.locator(".river .post-card__title").count()
    page.route("**/posts/?page=2", lambda route: route.fulfill(status=500, body="<h1>Broken</h1>"))

    come_to_older_posts(page).click()

    expect(page.locator("#live")).to_contain_text("did not work")
    expect(page.locator(".river .post-card__title")).to_have_count(before)
    expect(page.get_by_role("heading", name="Broken")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/posts/$"))
    complaints[:] = [line for line in complaints if not line.startswith("broken: 500")]


def test_a_lost_connection_is_announced_and_takes_nothing_away(page, complaints, assert_accessible):
    complaints.mean("^console: ")
    page.goto("/posts/")
    before = page.locator(".river .post-card__title").count()
    page.route("**/posts/?page=2", lambda route: route.abort("internetdisconnected"))

    come_to_older_posts(page).press("Enter")

    expect(page.locator("#live")).to_contain_text("Check your connection")
    expect(page.locator(".river .post-card__title")).to_have_count(before)
    expect(page.get_by_role("link", name="Older posts")).to_be_focused()
    assert_accessible(page)
