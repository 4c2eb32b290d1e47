"""The pages and states of Wagtail's own that authors and editors meet. Checked as WCAG 2.2 A and AA ask."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect


def insert_a_block(page) -> None:
    """The list of blocks is open."""
    page.get_by_role("button", name="Insert a block").first.press("Enter")
    expect(page.get_by_role("option", name="Callout").first).to_be_visible()


def choose_a_picture(page) -> None:
    """The pictures are offered in a dialog."""
    page.get_by_role("button", name="Choose an image").first.press("Enter")
    expect(page.get_by_role("dialog").locator("[data-chooser-modal-choice]").first).to_be_visible()


def upload_in_the_dialog(page) -> None:
    """A new picture can be added in the dialog."""
    expect(page.get_by_role("dialog")).to_have_count(0)
    choose_a_picture(page)
    page.get_by_role("dialog").get_by_role("tab", name="Upload").press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Title")).to_be_visible()


def choose_a_page(page) -> None:
    """The pages are offered in a dialog, for a link in the text."""
    start_a_link(page)
    expect(page.get_by_role("dialog").get_by_role("link", name="External link")).to_be_visible()


def type_an_address(page) -> None:
    """An address elsewhere is asked for."""
    start_a_link(page)
    page.get_by_role("dialog").get_by_role("link", name="External link").press("Enter")
    expect(page.get_by_role("dialog").get_by_label("URL")).to_be_visible()


def start_a_link(page) -> None:
    """A word of the text is chosen, and Ctrl+K pressed."""
    page.get_by_role("textbox", name="Text", exact=True).first.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+k")


def mark_a_language(page) -> None:
    """The language of a few words is asked for."""
    page.get_by_role("textbox", name="Text", exact=True).first.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator('button[name="LANGUAGE"]').first).to_be_visible()
    page.keyboard.press("Control+Alt+l")
    expect(page.get_by_label("Language, such as")).to_be_focused()


def set_a_time(page) -> None:
    """The times are asked for in a dialog."""
    _open_panel(page, "status")
    page.get_by_role("button", name=re.compile("schedule", re.IGNORECASE)).first.press("Enter")
    expect(page.get_by_label("Go live date/time")).to_be_visible()


def _open_panel(page, name) -> None:
    panel = page.locator(f'[data-side-panel="{name}"]')
    if not panel.is_visible():
        page.get_by_role("button", name=re.compile(f"^Toggle {name}")).press("Enter")
    expect(panel).to_be_visible()


def open_status(page) -> None:
    """What state the post is in stands beside it."""
    _open_panel(page, "status")


def open_checklist(page) -> None:
    """What must be done before readers can have it stands beside it."""
    _open_panel(page, "checklist")
    panel = page.locator('[data-side-panel="checklist"]')
    expect(panel.get_by_role("status")).to_have_text("All is done.")


def open_checks(page) -> None:
    """What the checks found stands beside it."""
    _open_panel(page, "checks")


def open_preview(page) -> None:
    """The post as readers would get it stands beside it."""
    _open_panel(page, "preview")


def send_nothing(page) -> None:
    """What is missing is said."""
    page.get_by_role("button", name="Save draft").press("Enter")
    expect(page.get_by_text("This field is required").first).to_be_visible()


def write_a_remark(page) -> None:
    """A remark on a field is begun."""
    _open_panel(page, "comments")
    page.locator("[data-comment-add]:visible").first.press("Enter")
    expect(page.get_by_placeholder("Enter your comments").first).to_be_visible()


POST = "/admin/pages/{the-verb-is-the-engine}/"
NEW = "/admin/pages/add/content/postpage/{posts}/"


@dataclass(frozen=True)
class AdminPlace:
    """A page and the states it is brought into one after the other, Escape in between."""

    name: str
    path: str
    states: tuple[Callable[[Any], None], ...] = ()
    is_long: bool = False  # more stops of the keyboard than anybody walks through
    is_list_of_files: bool = False
    walk_narrow: bool = False  # what has little room there, such as a bar of search and acts


PLACES = [
    AdminPlace("dashboard", "/admin/"),
    AdminPlace("sections of the site", "/admin/pages/"),
    AdminPlace("section", "/admin/pages/{writing}/edit/"),
    AdminPlace("list of posts", "/admin/pages/{posts}/", walk_narrow=True),
    AdminPlace("search", "/admin/pages/search/?q=verb"),
    AdminPlace("new post, as it comes", NEW),
    AdminPlace("new post", NEW, (choose_a_picture, upload_in_the_dialog)),
    AdminPlace("new post, blocks to insert", NEW, (insert_a_block,)),
    AdminPlace("new post, refused", NEW, (send_nothing,)),
    AdminPlace(
        "post with every block", "/admin/pages/{every-shape-a-page-can-take}/edit/", is_long=True
    ),
    AdminPlace("post", f"{POST}edit/", (choose_a_page, type_an_address, mark_a_language)),
    AdminPlace(
        "post with what is beside it",
        f"{POST}edit/",
        (open_status, set_a_time, open_checklist, open_checks, open_preview, write_a_remark),
    ),
    AdminPlace("history", f"{POST}history/", walk_narrow=True),
    AdminPlace("usage", f"{POST}usage/"),
    AdminPlace("copy", f"{POST}copy/"),
    AdminPlace("unpublish", f"{POST}unpublish/", walk_narrow=True),
    AdminPlace("trash", f"{POST}delete/", walk_narrow=True),
    AdminPlace("pictures", "/admin/images/", is_list_of_files=True, walk_narrow=True),
    AdminPlace("picture", "/admin/images/1/"),
    AdminPlace("new picture", "/admin/images/add/"),
    AdminPlace("many new pictures", "/admin/images/multiple/add/"),
    AdminPlace("files", "/admin/documents/", is_list_of_files=True, walk_narrow=True),
    AdminPlace("new files", "/admin/documents/multiple/add/"),
    AdminPlace("tags", "/admin/snippets/content/tag/"),
    AdminPlace("tag", "/admin/snippets/content/tag/edit/1/"),
    AdminPlace("account", "/admin/account/"),
    AdminPlace("report on what was done", "/admin/reports/site-history/"),
    AdminPlace("report on old pages", "/admin/reports/aging-pages/"),
]
