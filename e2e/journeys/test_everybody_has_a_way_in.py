"""Every way in, without a mouse; each with scripts, and without where it needs none; axe at every step."""

import re
import time

import pytest
from playwright.sync_api import expect

from e2e.support.authenticators import app_code, plug_in
from e2e.support.door import come_in, confirm, go_out
from e2e.support.keyboard import follow, press, send, tick, type_into
from e2e.support.post_box import last_code, last_link, mails_to

READER = "reader@demo.example"
NEW_PASSWORD = "kettle moss arithmetic"


@pytest.fixture(params=["scripts", "no scripts"])
def visitor(request):
    """A page of a stranger, with scripts and without."""
    name = "page" if request.param == "scripts" else "page_without_scripts"
    return request.getfixturevalue(name)


@pytest.fixture
def step(assert_accessible):
    """Say which page should be there now; it must be accessible."""

    def check(page, heading):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert_accessible(page)

    return check


def signed_in_as(page, email):
    page.goto("/accounts/")
    expect(page.get_by_role("main")).to_contain_text(email)


def test_join_with_a_passkey_and_come_back_with_it(page, site, step):
    plug_in(page)
    page.goto("/accounts/signup/")
    follow(page, "Create an account with a passkey")
    step(page, "Create an account with a passkey")
    type_into(page, "E-mail address", "nora@example.com")
    send(page, "Send the code")
    step(page, "Confirm your address")
    type_into(page, "Code from the message", last_code(site, "nora@example.com"))
    send(page, "Continue")
    step(page, "Make your passkey")
    type_into(page, "Name of the key, for yourself", "Laptop")
    send(page, "Make the passkey")
    page.wait_for_url(lambda url: "webauthn" not in url)
    signed_in_as(page, "nora@example.com")
    go_out(page)

    send(page, "Sign in with a passkey")
    expect(page).to_have_url(re.compile("/accounts/$"))
    step(page, "Your account")
    signed_in_as(page, "nora@example.com")


def test_an_editor_adds_a_passkey_and_opens_the_editors_pages_with_it(page, sign_in, step):
    plug_in(page)
    sign_in("editor", then="/accounts/2fa/webauthn/add/")
    step(page, "Is it you?")
    confirm(page)
    step(page, "Add a key")
    type_into(page, "Name of the key, for yourself", "Desk")
    tick(page, "Sign in with this key alone, without a password")
    send(page, "Add the key")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    go_out(page)

    page.goto("/admin/")
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/admin/"))
    send(page, "Sign in with a passkey")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_passkey_that_is_not_there_is_said_on_the_page(page, complaints, assert_accessible):
    page.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto("/accounts/login/")
    press(page, "Sign in with a passkey")

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    assert_accessible(page)


def test_an_app_and_recovery_codes_are_the_second_step(visitor, step):
    page = visitor
    come_in(page, READER)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.goto("/accounts/2fa/totp/activate/")
    step(page, "Is it you?")
    confirm(page)
    step(page, "Set up an authenticator app")
    secret = page.get_by_label("Key for the app").input_value()
    type_into(page, "Code from the app", "000000")
    send(page, "Switch the app on")
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    step(page, "Set up an authenticator app")
    secret = page.get_by_label("Key for the app").input_value()
    type_into(page, "Code from the app", app_code(secret))
    send(page, "Switch the app on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/accounts/2fa/recovery-codes/")
    step(page, "Recovery codes")
    recovery = (
        page.get_by_role("list", name="Unused codes").get_by_role("listitem").first.inner_text()
    )
    go_out(page)

    # The code that the app shows next counts already; the one of before is used up.
    come_in(page, READER)
    step(page, "Second step")
    type_into(page, "Code", app_code(secret, at=time.time() + 30))
    send(page, "Sign in")
    signed_in_as(page, READER)
    go_out(page)

    come_in(page, READER)
    step(page, "Second step")
    type_into(page, "Code", recovery)
    send(page, "Sign in")
    signed_in_as(page, READER)
    go_out(page)

    come_in(page, READER)
    type_into(page, "Code", recovery)
    send(page, "Sign in")
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    step(page, "Second step")


def test_a_code_by_mail(visitor, site, step):
    page = visitor
    page.goto("/accounts/login/?next=/archive/")
    follow(page, "Send me a sign-in code")
    step(page, "Send me a sign-in code")
    type_into(page, "E-mail address", READER)
    send(page)
    step(page, "Enter your sign-in code")
    type_into(page, "Code from the message", "AAAA-AAAA")
    send(page)
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    step(page, "Enter your sign-in code")
    type_into(page, "Code from the message", last_code(site, READER))
    send(page)
    page.wait_for_url(lambda url: "login" not in url)
    signed_in_as(page, READER)


def test_a_link_in_the_mail_works_in_another_browser_and_once(visitor, site, step, new_context):
    visitor.goto("/accounts/login/code/")
    type_into(visitor, "E-mail address", READER)
    send(visitor, "Send the code")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Enter your sign-in code")

    page = new_context(java_script_enabled=False).new_page()
    link = last_link(site, READER)
    page.goto(link)
    step(page, "Sign in")
    page.goto("/accounts/")
    expect(page).to_have_url(re.compile("/accounts/login/"))  # looking signs nobody in
    page.goto(link)
    send(page, "Sign in", within=page.get_by_role("main"))
    signed_in_as(page, READER)

    visitor.goto(link)
    step(visitor, "This link is over")


def test_a_forgotten_password(visitor, site, step):
    page = visitor
    page.goto("/accounts/login/")
    follow(page, "Forgotten your password?")
    step(page, "Reset your password")
    type_into(page, "E-mail address", READER)
    send(page, "Send the code")
    step(page, "Enter the code for a new password")
    type_into(page, "Code from the message", last_code(site, READER))
    send(page, "Continue")
    step(page, "Choose a new password")
    type_into(page, "New password", "password1234")
    type_into(page, "New password once more", "password1234")
    send(page, "Save the password")
    expect(page.get_by_role("alert", name="There is a problem")).to_contain_text("stolen")
    step(page, "Choose a new password")
    type_into(page, "New password", NEW_PASSWORD)
    type_into(page, "New password once more", NEW_PASSWORD)
    send(page, "Save the password")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is changed")

    assert "has been reset" in mails_to(site, READER)[-1]["text"]
    come_in(page, READER, NEW_PASSWORD)
    signed_in_as(page, READER)


def test_signing_out_the_other_browsers(visitor, new_context, step):
    other = new_context(java_script_enabled=False).new_page()
    come_in(other, READER)
    signed_in_as(other, READER)
    come_in(visitor, READER)
    visitor.goto("/accounts/sessions/")
    step(visitor, "Where you are signed in")
    send(visitor, "Sign out the other browsers")
    step(visitor, "Where you are signed in")

    other.goto("/accounts/")
    expect(other).to_have_url(re.compile("/accounts/login/"))
    signed_in_as(visitor, READER)


def test_another_address_is_confirmed_and_its_owner_told(visitor, site, step):
    page = visitor
    come_in(page, READER)
    page.goto("/accounts/email/")
    type_into(page, "E-mail address", "rosa@home.example")
    send(page, "Add the address")
    step(page, "Is it you?")
    confirm(page)
    step(page, "Confirm your address")
    type_into(page, "Code from the message", last_code(site, "rosa@home.example"))
    send(page, "Continue")
    step(page, "Your account")
    page.goto("/accounts/email/")
    send(page, re.compile("^Make it the main address"))
    step(page, "Your e-mail addresses")

    assert any("has been changed from" in mail["text"] for mail in mails_to(site, READER))


def test_too_many_wrong_passwords(visitor, step):
    come_in(visitor, READER, "not this one")
    for _ in range(10):
        expect(visitor.get_by_role("alert", name="There is a problem")).to_be_focused()
        type_into(visitor, "Password", "not this one")
        send(visitor)

    expect(visitor.get_by_role("alert")).to_contain_text("You can try again in 15 minutes")
    expect(visitor.get_by_label("E-mail address")).to_have_value(READER)
    step(visitor, "Sign in")


def test_every_field_says_what_it_is_for_and_takes_what_is_pasted(page):
    wanted = {
        "/accounts/login/": {"login": "email", "password": "current-password"},
        "/accounts/signup/": {"email": "email", "password1": "new-password"},
        "/accounts/login/code/": {"email": "email"},
        "/accounts/password/reset/": {"email": "email"},
    }
    for path, fields in wanted.items():
        page.goto(path)
        for name, token in fields.items():
            field = page.locator(f"main input[name={name}]:visible")
            assert field.get_attribute("autocomplete") == token, (path, name)
            assert field.evaluate(
                "(field) => field.dispatchEvent(new ClipboardEvent('paste', {cancelable: true, bubbles: true}))"
            ), (path, name)
