"""Staff on a site that asks them for a second step, as every site does unless it says otherwise."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support import inspection
from e2e.support.authenticators import plug_in
from e2e.support.site import PASSWORD, Site

CLOSED = ["/admin/", "/admin/pages/", "/admin/reports/site-history/", "/desk/", "/desk/posts/"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A site of its own; its addresses are written out, because the browser knows the other one."""
    running = Site(tmp_path_factory.mktemp("with-the-gate"), STAFF_SECOND_STEP="required")
    yield running
    running.stop()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def enter(page, site, name, then):
    """Sign in with a password, by keyboard alone."""
    page.goto(f"{site.url}/accounts/login/?next={then}")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(f"{name}@demo.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def leave(page, site):
    page.goto(f"{site.url}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").press("Enter")
    expect(page).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", ["author", "moderator", "admin"])
def test_without_a_second_step_nothing_opens(scripts, name, request, site):
    page = request.getfixturevalue("page" if scripts else "page_without_scripts")
    enter(page, site, name, "/admin/")
    heading(page, "Make your account safe first")

    for path in CLOSED:
        page.goto(site.url + path)
        expect(page).to_have_url(re.compile("/accounts/second-step/$"))


def test_an_editor_makes_a_passkey_and_comes_in_with_it(page, site):
    plug_in(page)
    enter(page, site, "editor", "/admin/")
    heading(page, "Make your account safe first")
    assert inspection.inspect(page) == []

    page.get_by_role("link", name="Add a passkey").press("Enter")
    heading(page, "Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").press("Enter")
    heading(page, "Add a key")
    page.get_by_label("Name of the key, for yourself").fill("Desk")
    page.get_by_label("Sign in with this key alone, without a password").check()
    page.get_by_role("button", name="Add the key").press("Enter")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    page.goto(f"{site.url}/accounts/second-step/")
    heading(page, "Your account is safe")
    assert inspection.inspect(page) == []
    page.get_by_role("link", name="Go to the editors’ pages").first.press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))
    leave(page, site)

    page.goto(f"{site.url}/admin/")
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/admin/"))
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.wait_for_load_state("networkidle")
    assert page.goto(f"{site.url}/desk/").status == 200
    expect(page).to_have_url(re.compile("/desk/$"))
    leave(page, site)

    # The password alone is half of it: nobody is signed in yet.
    enter(page, site, "editor", "/desk/")
    heading(page, "Second step")
    assert inspection.inspect(page) == []
    page.goto(f"{site.url}/desk/")
    heading(page, "Second step")
