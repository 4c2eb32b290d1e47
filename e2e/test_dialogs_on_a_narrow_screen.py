"""What opens in Wagtail's editor at 320 px, by keyboard: the focus goes in, stays, is seen, and comes back with Escape."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.admin_places import NEW, POST
from e2e.support import axe, keyboard
from e2e.support.inspection import PHONE, SETTLE, sideways

MODAL, DIALOG, OURS = ".modal", ".w-dialog:not([aria-hidden=true])", "dialog"
MENU, CRUMBS, SITE = "[data-tippy-root]", "[data-controller~=w-breadcrumbs]", ".sidebar"
KEPT = (MODAL, DIALOG, OURS)  # the focus does not get out; from all else Tab leads on


@dataclass(frozen=True)
class Opened:
    """A part of the page that opens: what has the focus before, the keys that open it, what is seen then.

    ``then`` brings it into a later state.
    """

    name: str
    opener: Callable[[Any], Any]
    part: str
    seen: str
    keys: tuple[str, ...] = ("Enter",)
    then: Callable[[Any], None] | None = None
    stops: int = 40

    def is_there(self, page):
        """Expect it to be seen, and to move no more."""
        expect(page.locator(self.part).locator(self.seen).first, self.name).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.evaluate(SETTLE)


def button(name, **more):
    return lambda page: page.get_by_role("button", name=name, **more).first


def text(page):
    """The first rich text, its first word chosen."""
    field = page.get_by_role("textbox", name="Text", exact=True).first
    field.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator('button[name="LANGUAGE"]').first).to_be_visible()
    return field


def in_status(name):
    """A button of the panel at the side."""

    def find(page):
        toggle = page.get_by_role("button", name="Toggle status")
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.press("Enter")
        return page.get_by_role("button", name=name)

    return find


def ask_for_e_mail(page):
    dialog = keyboard.opened_dialog(page)
    dialog.get_by_role("link", name="Email link").press("Enter")
    expect(dialog.get_by_label("Email address")).to_be_visible()


def search_in_vain(page):
    keyboard.opened_dialog(page).get_by_label("Search term").press_sequentially("zzz")
    expect(page.get_by_role("dialog").get_by_text("no matches")).to_be_visible()


def send_nothing(page):
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").press("Enter")
    dialog.get_by_role("button", name="Upload").press("Enter")
    expect(dialog.locator("[aria-invalid=true]").first).to_be_focused()


def choose(page):
    """Choose the first picture, and ask for another from the menu beside it."""
    page.get_by_role("dialog").locator("[data-chooser-modal-choice]").first.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chosen(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Change image").press("Enter")
    expect(page.get_by_role("dialog").locator(CHOICE).first).to_be_visible()


def chosen(page):
    return page.locator(".image-chooser:not(.blank)").get_by_role("button", name="Actions").first


CHOICE = "[data-chooser-modal-choice]"
LINK = ("Control+k",)
FILES = ("Alt+F10", *["ArrowRight"] * 10, "Enter")
PICTURE = button("Choose an image")
IN_A_POST = [
    Opened("site's menu", button("Toggle sidebar"), SITE, "text=Images", stops=18),
    Opened("where one is", button("Toggle breadcrumbs"), CRUMBS, "text=Posts", stops=6),
    Opened("acts", button("Actions", exact=True), MENU, "text=Copy", stops=10),
    Opened("blocks", button("Insert a block"), MENU, "text=Callout", stops=5),
    Opened("link to a page", text, MODAL, ".listing", LINK),
    Opened("link to write", text, MODAL, ".listing", LINK, ask_for_e_mail),
    Opened("files", text, MODAL, "text=Latest documents", FILES),
    Opened("language", text, OURS, "input", ("Control+Alt+l",)),
    Opened("more acts", button("More actions"), MENU, "text=Unpublish", stops=5),
    *[
        Opened(
            f"panel {name}",
            button(re.compile(f"^Toggle {name}")),
            f'[data-side-panel="{name}"]',
            "visible=true",
            stops=18,
        )
        for name in ("status", "checks", "comments", "checklist")
    ],
    Opened("schedule", in_status("Set schedule"), DIALOG, "[name=go_live_at]", stops=18),
    Opened("privacy", in_status("Change privacy"), DIALOG, "[type=radio]"),
]
IN_A_NEW_POST = [
    Opened("no pictures", PICTURE, MODAL, CHOICE, then=search_in_vain),
    Opened("no picture sent", PICTURE, MODAL, CHOICE, then=send_nothing),
    Opened("section", button(re.compile("^Choose .*section", re.I)), MODAL, ".listing"),
    Opened("pictures", PICTURE, MODAL, CHOICE, then=choose),
]


def come_back(page, opener) -> list[str]:
    """Escape; what opened it has the focus."""
    page.keyboard.press("Escape")
    try:
        expect(opener).to_be_focused()
    except AssertionError:
        return ["the focus does not come back"]
    return []


def try_out(page, opened: Opened) -> list[str]:
    """Open, look, walk, and come back; return what was wrong."""
    opener = opened.opener(page)
    opener.focus()
    for key in opened.keys:
        page.keyboard.press(key)
    opened.is_there(page)
    if opened.then:
        opened.then(page)
        page.wait_for_load_state("networkidle")
        page.evaluate(SETTLE)
    found = axe.violations(page, axe.NEEDED, part=opened.part)
    problems = [line for line in found if "partially obscured" not in line]
    problems += sideways(page, PHONE["width"])
    if opened.part in KEPT:
        problems += keyboard.walk_from_here(page, within=opened.part, only=opened.stops)
        problems += come_back(page, chosen(page) if opened.then is choose else opener)
    else:
        problems += come_back(page, opener)
        expect(page.locator("[data-side-panel]:not([hidden])")).to_have_count(0)  # a panel lingers
        page.keyboard.press("Enter")
        opened.is_there(page)
        # What lies over the page has gone when the focus is on what it lay over.
        problems += keyboard.walk_from_here(page, only=opened.stops)
    return [f"{opened.name}: {line}" for line in problems]


TOO_WIDE = """() => [...document.querySelectorAll("main :is(label, input, select, textarea)")]
  .filter((one) => one.checkVisibility() && !one.closest("table, .w-sticky") && one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def narrow(site, page, sign_in, complaints):
    """Open a page of the editor at 320 px."""
    complaints.mean("broken: 400")  # Wagtail saves by script, and says so when it cannot
    page.set_viewport_size(PHONE)

    def go_to(path):
        sign_in("editor", then="/accounts/")
        page.goto(site.filled(path), wait_until="networkidle")
        return page

    return go_to


def end_a_list_in_the_text(page):
    """Open the list of blocks by a slash, and leave it by Escape."""
    field = text(page)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    options = page.locator(".Draftail-Tooltip").get_by_role("option", name="Callout")
    expect(options.first).to_be_visible()
    found = axe.violations(page, axe.NEEDED, part=".Draftail-Tooltip")
    assert not found, "\n".join(found)
    page.keyboard.press("Escape")
    expect(options.filter(visible=True)).to_have_count(0)
    expect(field).to_be_focused()


def begin_a_remark(page):
    """Begin a remark, and cancel it."""
    page.locator("[data-comment-add]:visible").first.press("Enter")
    remark = page.get_by_placeholder("Enter your comments").first
    expect(remark).to_be_focused()
    page.evaluate(SETTLE)
    assert remark.bounding_box()["x"] >= 0
    assert keyboard.walk_from_here(page, within=".comment", only=3) == []
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(remark).to_have_count(0)


def be_led_to_an_error(page):
    """Send nothing; go on from the first error."""
    page.get_by_role("button", name="Save draft").press("Enter")
    expect(page.get_by_text("This field is required").first).to_be_visible()
    page.get_by_role("button", name="Go to the first error").press("Enter")
    expect(page.locator(".error-message:focus")).to_be_in_viewport()
    assert keyboard.walk_from_here(page, only=10) == []


def test_in_a_post(narrow):
    page = narrow(f"{POST}edit/")
    assert page.evaluate(TOO_WIDE) == []
    problems = [line for opened in IN_A_POST for line in try_out(page, opened)]
    assert not problems, "\n".join(problems)
    end_a_list_in_the_text(page)


def test_in_a_new_post(narrow):
    page = narrow(NEW)
    problems = [line for opened in IN_A_NEW_POST for line in try_out(page, opened)]
    assert not problems, "\n".join(problems)
    begin_a_remark(page)
    be_led_to_an_error(page)


def test_in_a_list(narrow):
    page = narrow("/admin/documents/")
    filters = Opened("filters", button("Show filters"), MENU, "text=Filter by", stops=8)
    assert try_out(page, filters) == []

    page.get_by_role("checkbox", name="Select", exact=True).first.press("Space")
    acts = page.locator(".bulk-actions-choices")
    expect(acts.get_by_role("link", name="Delete")).to_be_visible()
    page.evaluate(SETTLE)
    assert axe.violations(page, axe.NEEDED, part=".bulk-actions-choices") == []
    assert keyboard.walk_from_here(page, only=20) == []
