"""A real site, signed-in people, and a page that fails its test when the browser complains."""

import os

import pytest
from playwright.sync_api import expect

from e2e.support import axe
from e2e.support.site import PASSWORD, Site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the browser that bin/test found."""
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet.append("--no-sandbox")
    found = {"executable_path": os.environ["CHROMIUM"]} if os.environ.get("CHROMIUM") else {}
    return {**browser_type_launch_args, **found, "args": quiet}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site, started once."""
    running = Site(tmp_path_factory.mktemp("site"))
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _as_it_was(site):
    site.reset()


@pytest.fixture(scope="session")
def base_url(site):
    """Let ``page.goto("/")`` mean this site."""
    return site.url


@pytest.fixture
def complaints(context):
    """What the browser complained about: script errors, console errors, policy violations, other hosts."""
    found = []
    context.add_init_script(
        """addEventListener("securitypolicyviolation", (event) =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""
    )
    context.on("weberror", lambda error: found.append(f"script: {error.error}"))
    context.on("console", lambda message: _note(found, message))
    return found


def _note(found, message):
    # A page that answers 4xx or 5xx on purpose makes Chromium say so; the tests check the status.
    if message.type == "error" and not message.text.startswith(
        "Failed to load resource: the server responded"
    ):
        found.append(f"console: {message.text}")


@pytest.fixture
def page(context, complaints, site):
    """A page that must give the browser no reason to complain."""
    page = context.new_page()
    page.on(
        "request",
        lambda request: (
            complaints.append(f"another host: {request.url}")
            if not request.url.startswith((site.url, "data:", "blob:"))
            else None
        ),
    )
    yield page
    assert complaints == []


@pytest.fixture
def sign_in(page):
    """Sign in through the one door: ``sign_in("editor")``."""

    def through_the_door(name, then="/"):
        page.goto(f"/accounts/login/?next={then}")
        page.get_by_label("E-mail").fill(f"{name}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page).not_to_have_url(lambda url: "/accounts/login" in url)
        return page

    return through_the_door


@pytest.fixture
def assert_accessible():
    """Check a page as it stands with axe: no violation, no rule left out."""

    def check(page):
        found = axe.violations(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check
