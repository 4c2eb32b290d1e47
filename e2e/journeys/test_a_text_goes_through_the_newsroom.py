"""From a draft to readers and back: two people, the desk, once by keyboard alone and once without scripts."""

from playwright.sync_api import expect

from e2e.support.keyboard import go_to, open_step
from e2e.support.site import PASSWORD

DRAFT = "/desk/posts/{a-ruler-for-the-margin}/"
TITLE = "A ruler for the margin"
ADDRESS = "/posts/a-ruler-for-the-margin/"


def said(page, words):
    """What was done is said, and has the focus."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_focused()


def test_by_keyboard_alone(site, page, sign_in, assert_accessible):
    draft = site.filled(DRAFT)

    def enters(name, where):
        page.context.clear_cookies(name="sessionid")  # what was sent stays known to the browser
        sign_in(name, then=where)

    # The author submits.
    enters("author", "/desk/")
    go_to(page, "link", TITLE)
    page.keyboard.press("Enter")
    open_step(page, "Submit for review")
    go_to(page, "textbox", "Note to the reviewer (optional)")
    page.keyboard.type("Measured twice.")
    go_to(page, "button", "Submit for review")
    page.keyboard.press("Enter")
    said(page, "waits for a review")
    assert_accessible(page)

    # The editor reads it from the queue, and asks for a change.
    enters("editor", "/desk/review/")
    go_to(page, "link", TITLE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Measured twice.")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    go_to(page, "textbox", "What should change")
    page.keyboard.type("Say whose thumb.")
    go_to(page, "button", "Request changes")
    page.keyboard.press("Enter")
    said(page, "back with its author")

    # The author reads why, and submits again.
    enters("author", "/desk/")
    expect(page.get_by_text("Say whose thumb.")).to_be_visible()
    go_to(page, "link", TITLE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Checklist")).to_be_visible()
    assert_accessible(page)
    open_step(page, "Submit for review")
    go_to(page, "button", "Submit for review")
    page.keyboard.press("Enter")
    said(page, "waits for a review")

    # The editor approves and sets a time.
    enters("editor", f"{draft}review/")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    go_to(page, "button", "Approve the text")
    page.keyboard.press("Enter")
    said(page, "approved")
    open_step(page, "Schedule")
    go_to(page, "textbox", "Day")
    page.get_by_label("Day").fill("2031-05-02")
    go_to(page, "textbox", "Time")
    page.keyboard.type("09:30")
    go_to(page, "button", "Schedule")
    page.keyboard.press("Enter")
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
    go_to(page, "button", "Undo the publication")
    page.keyboard.press("Enter")
    said(page, "It is undone")
    assert page.request.get(ADDRESS).status == 404
    assert_accessible(page)


def test_without_scripts(site, page_without_scripts):
    page, draft = page_without_scripts, site.filled(DRAFT)

    def enters(name, where):
        page.context.clear_cookies(name="sessionid")  # what was sent stays known to the browser
        page.goto(f"/accounts/login/?next={where}")
        page.get_by_label("E-mail").fill(f"{name}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()

    enters("author", draft)
    page.get_by_text("Submit for review…").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("The text waits for a review.")).to_be_visible()

    enters("editor", f"{draft}review/")
    page.get_by_text("Request changes…").click()
    page.get_by_role("button", name="Request changes").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what should change")
    page.get_by_label("What should change").fill("Say whose thumb.")
    page.get_by_role("button", name="Request changes").click()
    expect(page.get_by_text("The text is back with its author.")).to_be_visible()

    enters("author", draft)
    expect(page.get_by_text("Say whose thumb.")).to_be_visible()
    page.get_by_text("Submit for review…").click()
    page.get_by_role("button", name="Submit for review").click()

    enters("editor", f"{draft}review/")
    page.get_by_text("Approve the text…").click()
    page.get_by_role("button", name="Approve the text").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Readers have it now.")).to_be_visible()
    assert page.request.get(ADDRESS).status == 200
    page.get_by_role("button", name="Undo the publication").click()
    expect(page.get_by_text("It is undone.")).to_be_visible()
    assert page.request.get(ADDRESS).status == 404
