"""A real site, signed-in people, and a page that fails its test when the browser complains."""

import os
from shutil import which

import pytest
from playwright.sync_api import expect

from e2e.support import announcements, axe
from e2e.support.complaints import Complaints
from e2e.support.site import PASSWORD, Site

# Milliseconds. Playwright's five seconds are too few for a page that waits for two busy cores; what is
# expected ends the wait, so this costs a passing test nothing.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the browser that bin/test found."""
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet.append("--no-sandbox")
    named = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or which("chromium")
    found = {"executable_path": named} if named else {}
    return {**browser_type_launch_args, **found, "args": quiet}


@pytest.fixture(scope="session")
def main_site(tmp_path_factory, pytestconfig):
    """The site, started once. What it says while it is built is shown."""
    with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        running = Site(tmp_path_factory.mktemp("site"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def site(main_site):
    """The site that a test is about: a module may have another one."""
    return main_site


@pytest.fixture(autouse=True)
def _as_it_was(site):
    site.reset()


@pytest.fixture(scope="session")
def base_url(main_site):
    """Let ``page.goto("/")`` mean this site, in every module: it is settled by the first test."""
    return main_site.url


@pytest.fixture
def complaints(site):
    """What the browser complained about; a test lets through what it causes with ``mean``."""
    return Complaints(site.url)


@pytest.fixture
def page(context, complaints):
    """A page that must give the browser no reason to complain, and whose announcements are noted."""
    complaints.watch(context)
    announcements.listen(context)
    yield context.new_page()
    assert complaints == []


@pytest.fixture
def page_without_scripts(new_context, complaints):
    """A page in a browser that runs no scripts."""
    context = new_context(java_script_enabled=False)
    complaints.watch(context)
    yield context.new_page()
    assert complaints == []


@pytest.fixture
def sign_in(page):
    """Sign in through the one door: ``sign_in("editor")``."""

    def through_the_door(name, then="/"):
        page.goto(f"/accounts/login/?next={then}")
        page.get_by_label("E-mail").fill(f"{name}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    return through_the_door


@pytest.fixture
def assert_accessible():
    """Check a page as it stands with axe: no violation, no rule left out."""

    def check(page):
        found = axe.violations(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check
