"""Something was wrong in a post: it is put right, and readers see what and when. By keyboard alone, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support.door import come_in
from e2e.support.keyboard import follow, go_to, open_step, press, send, type_into

POST = "/desk/posts/{the-verb-is-the-engine}/"
ADDRESS = "/posts/the-verb-is-the-engine/"
TITLE = "The verb is the motor"
NOTE = "The paper closed at ten, not at nine."


@pytest.fixture
def _newer_text(site, page, complaints):
    """An editor has put something right in Wagtail's editor; readers do not have it yet."""
    complaints.mean("broken: 400")  # Wagtail saves by script, and says so when it cannot
    site.let_one_person_publish()
    edit = site.filled("/admin/pages/{the-verb-is-the-engine}/edit/")
    come_in(page, "editor@demo.example", then=edit)
    go_to(page, "textbox", re.compile("^Title"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(TITLE)
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_text("has been updated")).to_be_visible()


def readers_see_it(page):
    note = page.get_by_role("region", name="Corrected")
    expect(note.get_by_text(NOTE)).to_be_visible()
    expect(note.get_by_role("time")).to_be_visible()


def correct(site, page, assert_accessible):
    """Publish the newer text as a correction, and read it as readers do."""
    page.goto(site.filled(POST))
    open_step(page, "Publish as a correction")
    assert_accessible(page)
    press(page, "Publish as a correction")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Say in a sentence what was corrected")
    expect(problem).to_be_focused()
    assert_accessible(page)
    type_into(page, "What was corrected", NOTE)
    press(page, "Publish as a correction")
    expect(page.get_by_role("status").filter(has_text="Readers see what was")).to_be_focused()
    assert_accessible(page)

    page.context.clear_cookies()
    page.goto(ADDRESS)
    readers_see_it(page)
    assert_accessible(page)
    follow(page, "All corrections")
    expect(page.get_by_role("heading", name="Corrections", level=1)).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    assert_accessible(page)
    send(page, TITLE, role="link")
    readers_see_it(page)
    assert NOTE in page.request.get("/corrections/atom.xml").text()


@pytest.mark.usefixtures("_newer_text")
def test_by_keyboard_alone(site, page, assert_accessible):
    correct(site, page, assert_accessible)


@pytest.mark.usefixtures("_newer_text")
def test_without_scripts(site, page_without_scripts, assert_accessible):
    come_in(page_without_scripts, "editor@demo.example", then=site.filled(POST))
    correct(site, page_without_scripts, assert_accessible)
