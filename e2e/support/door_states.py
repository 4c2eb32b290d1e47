"""How the pages of the doors get into the states that places.py names."""

import re

from playwright.sync_api import expect

from e2e.support.authenticators import app_code, plug_in
from e2e.support.site import PASSWORD
from e2e.support.states import show_who_it_is


def _refused(page) -> None:
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error"))


def sign_up_with_a_known_password(page) -> None:
    """A password that everybody knows is refused; the address stays."""
    page.get_by_label("E-mail").fill("nora@example.com")
    page.get_by_label("Password", exact=True).fill("password12")
    page.get_by_role("button", name="Create an account").press("Enter")
    _refused(page)
    expect(page.get_by_label("E-mail")).to_have_value("nora@example.com")


def sign_up(page) -> None:
    """The address has to be confirmed."""
    page.get_by_label("E-mail").fill("nora@example.com")
    page.get_by_label("Password", exact=True).fill("kettle moss arithmetic")
    page.get_by_role("button", name="Create an account").press("Enter")
    expect(page).to_have_url(re.compile("/accounts/confirm-email/"))


def ask_for_a_code(page) -> None:
    """The next page takes the code; it is the same for an address without an account."""
    page.get_by_role("main").get_by_label("E-mail").fill("nobody@example.com")
    page.get_by_role("main").get_by_label("E-mail").press("Enter")
    expect(page.get_by_label("Code", exact=False).first).to_be_visible()


def enter_a_wrong_code(page) -> None:
    """What is wrong has the focus."""
    ask_for_a_code(page)
    page.get_by_role("textbox", name="Code").fill("AAAA-AAAA")
    page.get_by_role("textbox", name="Code").press("Enter")
    _refused(page)


def show_a_wrong_password(page) -> None:
    """It is asked for again, and nothing is changed."""
    page.get_by_label("Password", exact=True).fill("not-the-password")
    page.get_by_label("Password", exact=True).press("Enter")
    _refused(page)


def change_to_a_short_password(page) -> None:
    """It is said what a password needs."""
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password", exact=True).press("Enter")
    _refused(page)


def enter_a_wrong_app_code(page) -> None:
    """The key stays the same, so that the app does not have to read it once more."""
    show_who_it_is(page)
    key = page.get_by_label("Key for the app").input_value()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_label("Code from the app").press("Enter")
    _refused(page)
    expect(page.get_by_role("link", name="enter the newest")).to_be_visible()
    expect(page.get_by_label("Key for the app")).to_have_value(key)


def add_what_is_no_address(page) -> None:
    """It is said what is wrong; what was typed stays."""
    page.get_by_label("E-mail").fill("reader at demo")
    page.get_by_label("E-mail").press("Enter")
    if page.get_by_role("heading", level=1).inner_text() == "Is it you?":
        show_who_it_is(page)
    _refused(page)


def sign_in_after_somebody_who_wrote(page) -> None:
    """A session ends, its form is sent, and another person signs in: the text is not shown to them."""
    page.get_by_label("Text").fill("Three days of rye.")
    page.context.clear_cookies(name="sessionid")
    page.evaluate("document.querySelector('main form').submit()")
    page.get_by_label("E-mail").fill("moderator@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("This text is somebody else’s")


def send_too_often(page) -> None:
    """Too often in a short time, without htmx: a page that gives the text back."""
    page.get_by_label("Text").fill("Three days of rye, too often.")
    page.evaluate("document.querySelector('main form').submit()")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Text")).to_have_value("Three days of rye, too often.")


def write_too_many_comments(page) -> None:
    """The fifth comment within two minutes waits, in its form."""
    number = page.locator("#discussion").get_attribute("data-post")
    page.goto(f"/comments/{number}/write/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    for text in ("One.", "Two.", "Three.", "Four."):
        page.request.post(
            f"/comments/{number}/write/",
            form={"text": text, "csrfmiddlewaretoken": token},
            headers={"Referer": page.url},
        )
    page.get_by_label("Your comment").fill("Five.")
    page.get_by_role("button", name="Post comment").press("Enter")
    expect(page.get_by_text("That is many comments in a short time.").first).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Five.")


def have_a_copy_ready(page) -> None:
    """The worker's round has put the copy together."""
    page.get_by_role("button", name="Ask for a copy").press("Enter")
    expect(page.get_by_text("On its way")).to_be_visible()
    page.request.post("/e2e/rounds/exports/")
    page.reload()
    expect(page.get_by_role("main").get_by_role("link", name="Fetch")).to_be_visible()


def switch_an_app_on(page) -> None:
    """An app is the second step from now on; the codes for the day that it is lost are shown."""
    show_who_it_is(page)
    secret = page.get_by_label("Key for the app").input_value()
    page.get_by_label("Code from the app").fill(app_code(secret))
    page.get_by_role("button", name="Switch the app on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def be_asked_for_the_second_step(page) -> None:
    """The password was right; the code is asked for."""
    switch_an_app_on(page)
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").press("Enter")
    page.get_by_label("E-mail").fill("reader@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")


def enter_a_wrong_second_step(page) -> None:
    """What is wrong has the focus."""
    be_asked_for_the_second_step(page)
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_label("Code", exact=True).press("Enter")
    _refused(page)


def add_a_key(page) -> None:
    """A key stands in the list, with what can be done with it."""
    plug_in(page)
    show_who_it_is(page)
    page.get_by_label("Name of the key, for yourself").fill("Laptop")
    page.get_by_role("button", name="Add the key").press("Enter")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    page.goto("/accounts/2fa/webauthn/")
    expect(
        page.get_by_role("main").get_by_role("listitem").filter(has_text="Laptop")
    ).to_be_visible()


def rename_a_key(page) -> None:
    """Its name can be changed."""
    add_a_key(page)
    page.get_by_role("link", name="Rename Laptop").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rename a key")


def remove_a_key(page) -> None:
    """Before it is removed it is asked once more."""
    add_a_key(page)
    page.get_by_role("link", name="Remove Laptop").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove a key")


def _be_asked(page, path) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")


def be_asked_for_the_app(page) -> None:
    """Who has an app can show by it who they are."""
    switch_an_app_on(page)
    _be_asked(page, "/accounts/2fa/reauthenticate/")


def be_asked_for_the_key(page) -> None:
    """Who has a key can show by it who they are."""
    add_a_key(page)
    _be_asked(page, "/accounts/2fa/webauthn/reauthenticate/")


def switch_the_app_off(page) -> None:
    """Before it is switched off it is asked once more."""
    switch_an_app_on(page)
    page.goto("/accounts/2fa/totp/deactivate/")
    expect(
        page.get_by_role("main").get_by_role("button", name="Switch the app off")
    ).to_be_visible()


def make_new_recovery_codes(page) -> None:
    """The old ones end with it, and that is said first."""
    switch_an_app_on(page)
    page.goto("/accounts/2fa/recovery-codes/generate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make new recovery codes")


def have_no_password(page) -> None:
    """Who came by a code alone can set a password."""
    page.request.post("/e2e/without-a-password/")
    page.goto("/accounts/password/set/")
    expect(page.get_by_label("New password once more")).to_be_visible()


def be_asked_to_sign_in_anew(page) -> None:
    """Somebody without a password cannot be asked for it: the way leads out and in again."""
    page.request.post("/e2e/without-a-password/?long-ago=yes")
    page.goto("/accounts/password/set/")
    expect(page.get_by_role("button", name="Sign out and in again")).to_be_visible()


def send_more_than_is_kept(page) -> None:
    """Signed out, without scripts, with a text of a whole book: it is given back to be copied."""
    page.get_by_label("Text").fill("Three days of rye. " * 27_000)
    page.context.clear_cookies(name="sessionid")
    page.evaluate("document.querySelector('main form').submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    expect(page.get_by_role("alert")).to_be_focused()
