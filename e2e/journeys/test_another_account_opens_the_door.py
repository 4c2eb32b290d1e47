"""Somebody comes with an account from elsewhere, on a site that knows a provider."""

import pytest
from playwright.sync_api import expect

from e2e.support import inspection
from e2e.support.keyboard import follow, go_to_element, send, type_into
from e2e.support.site import Site
from tests.support.identity_provider import identity_provider


@pytest.fixture(scope="session")
def provider():
    with identity_provider(
        sub="7", email="nora@example.com", email_verified=True, name="Nora New"
    ) as running:
        yield running


@pytest.fixture(scope="session")
def site(provider, tmp_path_factory):
    """A site of its own; its addresses are written out, because the browser knows the other one."""
    running = Site(
        tmp_path_factory.mktemp("with-a-provider"),
        OIDC_SERVER_URL=provider.here,
        OIDC_CLIENT_ID="galley",
        OIDC_CLIENT_SECRET="secret",
        OIDC_NAME="Example Login",
    )
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _on_the_way_there(complaints, provider):
    complaints.mean(f"another host: {provider.here}/authorize")


@pytest.mark.parametrize("scripts", [True, False], ids=["by keyboard", "without scripts"])
def test_a_reader_comes_through_a_provider(scripts, request, site):
    page = request.getfixturevalue("page" if scripts else "page_without_scripts")
    page.goto(f"{site.url}/accounts/login/")
    if scripts:
        assert inspection.inspect(page) == []
    send(page, "Go on with Example Login")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    if scripts:  # the page was looked at last as on a telephone: the menu is closed
        menu = page.locator("summary").filter(has_text="Your account")
        go_to_element(page, menu, "the menu")
        page.keyboard.press("Enter")
    follow(page, "Other accounts")
    expect(page.get_by_text("With these you can also sign in.")).to_be_visible()
    if scripts:
        assert inspection.inspect(page) == []


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/accounts/oidc/oidc/login/", 200, "Go on with Example Login"),
        ("/accounts/3rdparty/login/cancelled/", 200, "You are not signed in"),
        ("/accounts/3rdparty/login/error/", 401, "That did not work"),
    ],
)
def test_what_is_said_on_the_way(page, site, address, status, heading):
    assert page.goto(site.url + address).status == status

    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert inspection.inspect(page) == []


def test_who_comes_without_an_address_is_asked_for_it(page, site, provider):
    kept, provider.person = provider.person, {"sub": "9"}
    page.goto(f"{site.url}/accounts/login/")
    send(page, "Go on with Example Login")
    expect(page.get_by_text("One thing is missing.")).to_be_visible()
    provider.person = kept

    assert inspection.inspect(page) == []
    type_into(page, "E-mail address", "mina@example.com")
    send(page, "Create an account")
    expect(page.get_by_label("Code from the message")).to_be_visible()
