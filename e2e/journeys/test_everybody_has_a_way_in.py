"""Every way in, each with scripts and without where it needs none; axe at every step."""

import re
import time

import pytest
from playwright.sync_api import expect

from e2e.support.authenticators import app_code, plug_in
from e2e.support.post_box import last_code, last_link, mails_to
from e2e.support.site import PASSWORD

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


def enter(page, email=READER, password=PASSWORD):
    """Sign in with a password, by keyboard alone."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    page.keyboard.type(password)
    with page.expect_event("framenavigated"):
        page.keyboard.press("Enter")


def confirm(page, step):
    """Show once more who it is, before something that keeps the account safe is changed."""
    step(page, "Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").press("Enter")


def leave(page):
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").press("Enter")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def signed_in_as(page, email):
    page.goto("/accounts/")
    expect(page.get_by_role("main")).to_contain_text(email)


def test_join_with_a_passkey_and_come_back_with_it(page, site, step):
    plug_in(page)
    page.goto("/accounts/signup/")
    page.get_by_role("link", name="Create an account with a passkey").press("Enter")
    step(page, "Create an account with a passkey")
    page.get_by_label("E-mail address").fill("nora@example.com")
    page.get_by_role("button", name="Send the code").press("Enter")
    step(page, "Confirm your address")
    page.get_by_label("Code from the message").fill(last_code(site, "nora@example.com"))
    page.get_by_role("button", name="Continue").press("Enter")
    step(page, "Make your passkey")
    page.get_by_label("Name of the key, for yourself").fill("Laptop")
    page.get_by_role("button", name="Make the passkey").press("Enter")
    page.wait_for_url(lambda url: "webauthn" not in url)
    signed_in_as(page, "nora@example.com")
    leave(page)

    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    expect(page).to_have_url(re.compile("/accounts/$"))
    step(page, "Your account")
    signed_in_as(page, "nora@example.com")


def test_an_editor_adds_a_passkey_and_opens_the_editors_pages_with_it(page, sign_in, step):
    plug_in(page)
    sign_in("editor", then="/accounts/2fa/webauthn/add/")
    confirm(page, step)
    step(page, "Add a key")
    page.get_by_label("Name of the key, for yourself").fill("Desk")
    page.get_by_label("Sign in with this key alone, without a password").check()
    page.get_by_role("button", name="Add the key").press("Enter")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    leave(page)

    page.goto("/admin/")
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/admin/"))
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_passkey_that_is_not_there_is_said_on_the_page(page, complaints, assert_accessible):
    page.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    assert_accessible(page)


def test_an_app_and_recovery_codes_are_the_second_step(visitor, step):
    page = visitor
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.goto("/accounts/2fa/totp/activate/")
    confirm(page, step)
    step(page, "Set up an authenticator app")
    secret = page.get_by_label("Key for the app").input_value()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Switch the app on").press("Enter")
    expect(page.get_by_role("alert", name="There is a problem")).to_be_visible()
    secret = page.get_by_label("Key for the app").input_value()
    page.get_by_label("Code from the app").fill(app_code(secret))
    page.get_by_role("button", name="Switch the app on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/accounts/2fa/recovery-codes/")
    step(page, "Recovery codes")
    recovery = (
        page.get_by_role("list", name="Unused codes").get_by_role("listitem").first.inner_text()
    )
    leave(page)

    # The code that the app shows next counts already; the one of before is used up.
    enter(page)
    step(page, "Second step")
    page.get_by_label("Code", exact=True).fill(app_code(secret, at=time.time() + 30))
    page.get_by_role("button", name="Sign in").press("Enter")
    signed_in_as(page, READER)
    leave(page)

    enter(page)
    step(page, "Second step")
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Sign in").press("Enter")
    signed_in_as(page, READER)
    leave(page)

    enter(page)
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Sign in").press("Enter")
    expect(page.get_by_role("alert", name="There is a problem")).to_be_visible()


def test_a_code_by_mail(visitor, site, step):
    page = visitor
    page.goto("/accounts/login/?next=/archive/")
    page.get_by_role("link", name="Send me a sign-in code").press("Enter")
    step(page, "Send me a sign-in code")
    page.get_by_label("E-mail address").fill(READER)
    page.get_by_label("E-mail address").press("Enter")
    step(page, "Enter your sign-in code")
    page.get_by_label("Code from the message").fill("AAAA-AAAA")
    page.get_by_label("Code from the message").press("Enter")
    expect(page.get_by_role("alert", name="There is a problem")).to_be_visible()
    step(page, "Enter your sign-in code")
    page.get_by_label("Code from the message").fill(last_code(site, READER))
    page.get_by_label("Code from the message").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    signed_in_as(page, READER)


def test_a_link_in_the_mail_works_in_another_browser_and_once(visitor, site, step, new_context):
    visitor.goto("/accounts/login/code/")
    visitor.get_by_label("E-mail address").fill(READER)
    visitor.get_by_role("button", name="Send the code").press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Enter your sign-in code")

    page = new_context(java_script_enabled=False).new_page()
    link = last_link(site, READER)
    page.goto(link)
    step(page, "Sign in")
    page.goto("/accounts/")
    expect(page).to_have_url(re.compile("/accounts/login/"))  # looking signs nobody in
    page.goto(link)
    page.get_by_role("main").get_by_role("button", name="Sign in").press("Enter")
    signed_in_as(page, READER)

    visitor.goto(link)
    step(visitor, "This link is over")


def test_a_forgotten_password(visitor, site, step):
    page = visitor
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgotten your password?").press("Enter")
    step(page, "Reset your password")
    page.get_by_label("E-mail address").fill(READER)
    page.get_by_role("button", name="Send the code").press("Enter")
    step(page, "Enter the code for a new password")
    page.get_by_label("Code from the message").fill(last_code(site, READER))
    page.get_by_role("button", name="Continue").press("Enter")
    step(page, "Choose a new password")
    page.get_by_label("New password", exact=True).fill("password1234")
    page.get_by_label("New password once more").fill("password1234")
    page.get_by_role("button", name="Save the password").press("Enter")
    expect(page.get_by_role("alert", name="There is a problem")).to_contain_text("stolen")
    step(page, "Choose a new password")
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("New password once more").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Save the password").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is changed")

    assert "has been reset" in mails_to(site, READER)[-1]["text"]
    enter(page, password=NEW_PASSWORD)
    signed_in_as(page, READER)


def test_signing_out_the_other_browsers(visitor, new_context, step):
    other = new_context(java_script_enabled=False).new_page()
    enter(other)
    signed_in_as(other, READER)
    enter(visitor)
    visitor.goto("/accounts/sessions/")
    step(visitor, "Where you are signed in")
    visitor.get_by_role("button", name="Sign out the other browsers").press("Enter")
    step(visitor, "Where you are signed in")

    other.goto("/accounts/")
    expect(other).to_have_url(re.compile("/accounts/login/"))
    signed_in_as(visitor, READER)


def test_another_address_is_confirmed_and_its_owner_told(visitor, site, step):
    page = visitor
    enter(page)
    page.goto("/accounts/email/")
    page.get_by_label("E-mail address").fill("rosa@home.example")
    page.get_by_role("button", name="Add the address").press("Enter")
    confirm(page, step)
    step(page, "Confirm your address")
    page.get_by_label("Code from the message").fill(last_code(site, "rosa@home.example"))
    page.get_by_role("button", name="Continue").press("Enter")
    step(page, "Your account")
    page.goto("/accounts/email/")
    page.get_by_role("button", name="Make it the main address").press("Enter")
    step(page, "Your e-mail addresses")

    assert any("has been changed from" in mail["text"] for mail in mails_to(site, READER))


def test_too_many_wrong_passwords(visitor, step):
    for _ in range(11):
        enter(visitor, password="not this one")
        expect(visitor.get_by_role("alert", name="There is a problem")).to_be_visible()

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
