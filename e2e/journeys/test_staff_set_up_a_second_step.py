"""Staff on a site that asks them for a second step, as every site does unless it says otherwise. Without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support import inspection
from e2e.support.authenticators import plug_in
from e2e.support.door import come_in, confirm, go_out
from e2e.support.keyboard import follow, send, tick, type_into
from e2e.support.site import Site

CLOSED = ["/admin/", "/admin/pages/", "/admin/reports/site-history/", "/desk/", "/desk/posts/"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A site of its own; its addresses are written out, because the browser knows the other one."""
    running = Site(tmp_path_factory.mktemp("with-the-gate"), STAFF_SECOND_STEP="required")
    yield running
    running.stop()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", ["author", "moderator", "admin"])
def test_without_a_second_step_nothing_opens(scripts, name, request, site):
    page = request.getfixturevalue("page" if scripts else "page_without_scripts")
    come_in(page, f"{name}@demo.example", then="/admin/", site=site.url)
    heading(page, "Make your account safe first")

    for path in CLOSED:
        page.goto(site.url + path)
        expect(page).to_have_url(re.compile("/accounts/second-step/$"))


def test_an_editor_makes_a_passkey_and_comes_in_with_it(page, site):
    plug_in(page)
    come_in(page, "editor@demo.example", then="/admin/", site=site.url)
    heading(page, "Make your account safe first")
    assert inspection.inspect(page) == []

    follow(page, "Add a passkey")
    heading(page, "Is it you?")
    confirm(page)
    heading(page, "Add a key")
    type_into(page, "Name of the key, for yourself", "Desk")
    tick(page, "Sign in with this key alone, without a password")
    send(page, "Add the key")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    page.goto(f"{site.url}/accounts/second-step/")
    heading(page, "Your account is safe")
    assert inspection.inspect(page) == []
    follow(page, "Go to the editors’ pages")
    expect(page).to_have_url(re.compile("/admin/$"))
    go_out(page, site.url)

    page.goto(f"{site.url}/admin/")
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/admin/"))
    send(page, "Sign in with a passkey")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.wait_for_load_state("networkidle")
    assert page.goto(f"{site.url}/desk/").status == 200
    expect(page).to_have_url(re.compile("/desk/$"))
    go_out(page, site.url)

    # The password alone is half of it: nobody is signed in yet.
    come_in(page, "editor@demo.example", then="/desk/", site=site.url)
    heading(page, "Second step")
    assert inspection.inspect(page) == []
    page.goto(f"{site.url}/desk/")
    heading(page, "Second step")
