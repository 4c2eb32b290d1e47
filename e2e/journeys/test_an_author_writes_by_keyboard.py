"""From the door to readers in Wagtail's editor without a mouse: nothing but keys after the address of the door."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support.door import come_in
from e2e.support.inspection import assert_usable
from e2e.support.keyboard import follow, go_to, go_to_element, opened_dialog, press

TITLE = "Six words for snow"
SUMMARY = "A short walk through a dictionary, in a winter without snow."
ALT = "Two columns of a dictionary, the left one empty"
FAR = 120  # Wagtail's forms are long


@pytest.fixture
def keys(page):
    """The keyboard."""
    return page.keyboard


def insert(page, name):
    """Insert a block from the list below the last one."""
    button = page.get_by_role("button", name="Insert a block").and_(
        page.locator(".c-sf-add-button")
    )
    go_to_element(page, button.last, "“Insert a block”", FAR)
    page.keyboard.press("Enter")
    search = page.get_by_role("combobox", name="Search options")
    expect(search).to_be_visible()
    go_to_element(page, search, "the list of blocks", 3)
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def write_text(page, keys):
    """Write a sentence and a list; a bold word, a link and a word in French, by toolbar and by shortcut."""
    insert(page, "Text")
    text = page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_be_focused()
    keys.type("They call it neige")

    # The toolbar: one stop of Tab, or Alt+F10; then arrows, and Escape back.
    keys.press("Control+Shift+ArrowLeft")
    bold = page.get_by_role("toolbar").get_by_role("button", name=re.compile("^Bold"))
    keys.press("Alt+F10")
    expect(bold).to_be_focused()
    assert_usable(page)
    keys.press("Space")
    expect(text).to_be_focused()
    expect(bold).to_have_attribute("aria-pressed", "true")
    keys.press("Shift+Tab")
    expect(bold).to_be_focused()
    keys.press("ArrowRight")
    expect(page.get_by_role("button", name=re.compile("^Italic"))).to_be_focused()
    keys.press("Escape")
    expect(text).to_be_focused()

    # A language, by the shortcut.
    keys.press("Control+Alt+l")
    expect(page.get_by_label("Language, such as")).to_be_focused()
    assert_usable(page)
    keys.type("fr")
    keys.press("Enter")
    expect(page.locator('.language-mark[lang="fr"]')).to_have_text(re.compile("neige"))
    expect(text).to_be_focused()
    keys.press("End")

    # A list, out of which Tab leads.
    keys.press("Enter")
    keys.type("- old snow")
    keys.press("Enter")
    keys.type("new snow")
    expect(text.get_by_role("listitem")).to_have_count(2)

    # A link: the button of the toolbar, the dialog, and back in the text.
    keys.press("Control+Shift+ArrowLeft")
    keys.press("Alt+F10")
    link = page.get_by_role("button", name=re.compile("^Link"))
    while not link.evaluate("button => button === document.activeElement"):
        keys.press("ArrowRight")
    keys.press("Enter")
    dialog = opened_dialog(page)
    press(page, "External link", role="link", within=dialog)
    url = dialog.get_by_label("URL")
    expect(url).to_be_visible()
    assert_usable(page)
    go_to_element(page, url, "the address")
    keys.type("https://example.org/snow")
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    expect(text).to_be_focused()
    keys.press("Tab")
    expect(text).not_to_be_focused()
    expect(text.get_by_role("listitem")).to_have_text(["old snow", "new snow"])


def choose_picture(page, keys):
    """Choose a picture in the dialog and say what it shows."""
    insert(page, "Picture")
    text = page.locator("#panel-child-content-body-section")
    expect(text.locator(":focus")).to_be_visible()
    press(page, "Choose an image", within=text)
    dialog = opened_dialog(page)
    picture = dialog.locator("[data-chooser-modal-choice]").first
    expect(picture).to_be_visible()
    assert_usable(page)
    go_to_element(page, picture, "a picture")
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Actions").and_(page.locator(":focus"))).to_be_visible()
    go_to(page, "textbox", "Alt text", within=text)
    keys.type(ALT)


def choose_section(page, name):
    """Choose a page in the dialog, one level down, and be where one was."""
    go_to(page, "button", re.compile("^Choose .*section", re.IGNORECASE), most=FAR)
    page.keyboard.press("Enter")
    dialog = opened_dialog(page)
    for step in ("Explore", name):
        link = dialog.get_by_role("link", name=step, exact=True).first
        expect(link).to_be_visible()
        page.wait_for_load_state("networkidle")  # the dialog may bring its list anew
        go_to_element(page, link, step)
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def test_from_the_door_to_readers(site, page, keys, assert_accessible, complaints):
    complaints.mean("broken: 400")  # Wagtail saves by script, and says so when it cannot
    site.let_one_person_publish()
    come_in(page, "editor@demo.example", then="/desk/")
    follow(page, "Write a post")
    for name, words in {"Title": TITLE, "Summary": SUMMARY}.items():
        go_to(page, "textbox", re.compile(f"^{name}"))
        keys.type(words)
    write_text(page, keys)
    choose_picture(page, keys)
    choose_section(page, "Writing")
    assert_usable(page)

    press(page, "More actions", most=FAR)
    press(page, "Publish")
    expect(page.get_by_text(f"“{TITLE}” is published.")).to_be_visible()
    assert_usable(page)

    page.context.clear_cookies()
    page.goto("/posts/six-words-for-snow/")
    expect(page.locator('.prose span[lang="fr"]')).to_have_text("neige")
    expect(
        page.locator('.prose b [lang="fr"], .prose [lang="fr"] b, .prose strong')
    ).not_to_have_count(0)
    expect(page.get_by_role("link", name="snow", exact=True)).to_have_attribute(
        "href", "https://example.org/snow"
    )
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    assert_accessible(page)
