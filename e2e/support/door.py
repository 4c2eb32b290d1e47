"""Through the door and out again, without a mouse."""

import re

from playwright.sync_api import expect

from e2e.support.keyboard import send, type_into
from e2e.support.site import PASSWORD


def say_who_one_is(page, email, password=PASSWORD, *, within=None) -> None:
    """Type address and password where they are asked for."""
    type_into(page, "E-mail address", email, within=within)
    type_into(page, "Password", password, within=within)


def sign_in_there(page, dialog, email, password=PASSWORD) -> None:
    """Sign in in a dialog over the page."""
    say_who_one_is(page, email, password, within=dialog)
    page.keyboard.press("Enter")


def sign_in_here(page, email, password=PASSWORD) -> None:
    """Sign in on a page that asks for it, and wait for the page that comes."""
    say_who_one_is(page, email, password)
    send(page)


def come_in(page, email, password=PASSWORD, *, then=None, site="") -> None:
    """Go to the door and sign in."""
    page.goto(f"{site}/accounts/login/" + (f"?next={then}" if then else ""))
    sign_in_here(page, email, password)


def confirm(page) -> None:
    """Type the password once more, before something that keeps the account safe is changed."""
    type_into(page, "Password", PASSWORD)
    send(page)


def go_out(page, site="") -> None:
    """Sign out on the page for it."""
    page.goto(f"{site}/accounts/logout/")
    send(page, "Sign out", within=page.get_by_role("main"))
    expect(page).to_have_url(re.compile("/accounts/login/"))
