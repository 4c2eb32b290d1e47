"""How a page gets into the states that places.py names. Each says what must be true when it is there."""

import re

from playwright.sync_api import expect

from e2e.support.announcements import announced


def bring_more_posts(page) -> None:
    """Older posts come in place: the first of them has the focus, and their page is announced once."""
    titles = page.locator(".river .post-card__title")
    before = titles.count()
    page.get_by_role("link", name="Older posts").press("Enter")
    expect(titles.nth(before).get_by_role("link")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    assert [words for words in announced(page) if "page 2 of" in words] == announced(page)


def open_reading_settings(page) -> None:
    """The settings lie over the page, beside their button."""
    page.get_by_role("button", name="reading settings").press("Enter")
    expect(page.get_by_role("dialog", name="Reading settings")).to_be_visible()


def copy_code(page) -> None:
    """The code is copied: the button says so, and it is announced."""
    page.get_by_role("button", name=re.compile("^Copy code")).first.press("Enter")
    expect(page.locator("#live")).to_have_text(re.compile("copied", re.IGNORECASE))


def type_a_search(page) -> None:
    """Results come while somebody types, and how many there are is announced; the focus stays."""
    field = page.get_by_role("searchbox")
    field.press_sequentially("proof")
    expect(page.get_by_role("status").filter(has_text="posts for “proof”")).to_be_visible()
    expect(field).to_be_focused()


def open_search_dates(page) -> None:
    """The fields for dates and order can be reached."""
    page.get_by_text("Dates and order").press("Enter")
    expect(page.get_by_label("Order")).to_be_visible()


def sign_in_with_a_wrong_password(page) -> None:
    """The form comes back: what is wrong has the focus, and the address is still there."""
    page.get_by_label("E-mail").fill("reader@demo.example")
    page.get_by_label("Password", exact=True).fill("not-the-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error"))
    expect(page.get_by_label("E-mail")).to_have_value("reader@demo.example")


def let_the_form_expire(page) -> None:
    """The token is gone: nothing is sent, and what was typed is given back."""
    page.get_by_label("E-mail").fill("reader@demo.example")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="The form had expired")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Login")).to_have_value("reader@demo.example")
