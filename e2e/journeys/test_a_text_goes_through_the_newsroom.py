"""From a draft to readers and back: two people at the desk, by keyboard alone, with scripts and without."""

import pytest
from playwright.sync_api import expect

from e2e.support.door import come_in
from e2e.support.keyboard import follow, go_to, open_step, press, type_into

DRAFT = "/desk/posts/{a-ruler-for-the-margin}/"
TITLE = "A ruler for the margin"
ADDRESS = "/posts/a-ruler-for-the-margin/"


@pytest.fixture(params=["scripts", "no scripts"])
def desk(request):
    """A browser at the desk, with scripts or without."""
    name = "page" if request.param == "scripts" else "page_without_scripts"
    return request.getfixturevalue(name)


def said(page, words):
    """What was done is said, and has the focus."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_focused()


def decide(page, key, step):
    """Open the form of a decision: by its key, or without scripts by going there."""
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        page.keyboard.press(key)
        page.keyboard.press("Enter")
    else:
        open_step(page, step)


def test_from_a_draft_to_readers_and_back(site, desk, assert_accessible):
    page, draft = desk, site.filled(DRAFT)

    def enters(name, where):
        page.context.clear_cookies(name="sessionid")  # what was sent stays known to the browser
        come_in(page, f"{name}@demo.example", then=where)

    # The author submits.
    enters("author", "/desk/")
    assert_accessible(page)
    follow(page, TITLE)
    open_step(page, "Submit for review")
    assert_accessible(page)
    type_into(page, "Note to the reviewer (optional)", "Measured twice.")
    press(page, "Submit for review")
    said(page, "waits for a review")
    assert_accessible(page)

    # The editor reads it from the queue, and asks for a change: first without saying which.
    enters("editor", "/desk/review/")
    assert_accessible(page)
    follow(page, TITLE)
    expect(page.get_by_text("Measured twice.")).to_be_visible()
    assert_accessible(page)
    decide(page, "r", "Request changes")
    press(page, "Request changes")
    expect(page.get_by_role("alert")).to_contain_text("Say what should change")
    assert_accessible(page)
    type_into(page, "What should change", "Say whose thumb.")
    press(page, "Request changes")
    said(page, "back with its author")
    assert_accessible(page)

    # The author reads why, and submits again.
    enters("author", "/desk/")
    expect(page.get_by_text("Say whose thumb.")).to_be_visible()
    follow(page, TITLE)
    expect(page.get_by_role("heading", name="Checklist")).to_be_visible()
    assert_accessible(page)
    open_step(page, "Submit for review")
    press(page, "Submit for review")
    said(page, "waits for a review")

    # The editor approves and sets a time.
    enters("editor", f"{draft}review/")
    decide(page, "a", "Approve the text")
    assert_accessible(page)
    press(page, "Approve the text")
    said(page, "approved")
    assert_accessible(page)
    open_step(page, "Schedule")
    go_to(page, "textbox", "Day")
    page.keyboard.type("05022031")  # month, day and year are fields of their own
    type_into(page, "Time", "09:30")
    press(page, "Schedule")
    said(page, "at the time you set")
    expect(page.get_by_text("2 May 2031, 09:30 UTC")).to_be_visible()
    assert_accessible(page)

    # The time comes; readers have it, and it is undone.
    site.later("publishing_schedule", "due_at", 3650)
    site.later("publishing_schedule", "next_try_at", 3650)
    site.work("schedule")
    assert page.request.get(ADDRESS).status == 200
    page.reload()
    assert_accessible(page)
    press(page, "Undo the publication")
    said(page, "It is undone")
    assert page.request.get(ADDRESS).status == 404
    assert_accessible(page)
