"""Something was wrong in a post: it is put right, and readers see what and when. By keyboard, and without scripts."""

import pytest
from playwright.sync_api import expect

from e2e.support.keyboard import go_to, open_step
from e2e.support.site import PASSWORD

POST = "/desk/posts/{the-verb-is-the-engine}/"
ADDRESS = "/posts/the-verb-is-the-engine/"
TITLE = "The verb is the motor"
NOTE = "The paper closed at ten, not at nine."


@pytest.fixture
def newer_text(site, page, sign_in):
    """An editor has put something right in Wagtail's editor; readers do not have it yet."""
    site.let_one_person_publish()
    sign_in("editor", then="/accounts/")
    page.goto(site.filled("/admin/pages/{the-verb-is-the-engine}/edit/"))
    title = page.locator("#id_title")
    title.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(TITLE)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Control+s")
    page.goto(site.filled(POST))
    expect(page.locator("summary").filter(has_text="Publish as a correction")).to_be_visible()


def readers_see_it(page):
    note = page.get_by_role("region", name="Corrected")
    expect(note.get_by_text(NOTE)).to_be_visible()
    expect(note.get_by_role("time")).to_be_visible()


@pytest.mark.usefixtures("newer_text")
def test_by_keyboard_alone(page, assert_accessible):
    open_step(page, "Publish as a correction")
    go_to(page, "button", "Publish as a correction")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    go_to(page, "textbox", "What was corrected", exact=False)
    page.keyboard.type(NOTE)
    go_to(page, "button", "Publish as a correction")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Readers see what was")).to_be_focused()
    assert_accessible(page)

    page.context.clear_cookies()
    page.goto(ADDRESS)
    readers_see_it(page)
    assert_accessible(page)
    go_to(page, "link", "All corrections")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Corrections", level=1)).to_be_visible()
    assert_accessible(page)
    go_to(page, "link", TITLE)
    page.keyboard.press("Enter")
    readers_see_it(page)
    assert NOTE in page.request.get("/corrections/atom.xml").text()


@pytest.mark.usefixtures("newer_text")
def test_without_scripts(site, page_without_scripts):
    page = page_without_scripts
    page.goto(f"/accounts/login/?next={site.filled(POST)}")
    page.get_by_label("E-mail").fill("editor@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("Publish as a correction…").click()
    page.get_by_role("button", name="Publish as a correction").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence what was corrected")
    page.get_by_label("What was corrected").fill(NOTE)
    page.get_by_role("button", name="Publish as a correction").click()
    expect(page.get_by_text("Readers see what was corrected.")).to_be_visible()
    page.goto(ADDRESS)
    readers_see_it(page)
    page.get_by_role("link", name="All corrections").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
