"""A reader asks for all that is kept of them, takes it, and goes: by keyboard, and without scripts."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from e2e.support import inspection
from e2e.support.keyboard import follow, go_to_field, send, tick, type_into
from e2e.support.post_box import mails_to
from e2e.support.site import PASSWORD

READER = "reader@demo.example"


def sign_in(page):
    page.goto("/accounts/login/?next=/accounts/data/")
    type_into(page, "E-mail", READER)
    type_into(page, "Password", PASSWORD)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your data")


def show_who_it_is(page):
    type_into(page, "Password", PASSWORD)
    send(page)


def take_the_copy(page, site):
    send(page, "Ask for a copy")
    expect(page.get_by_text("On its way")).to_be_visible()
    site.work("exports")
    page.reload()
    expect(page.get_by_text("You can fetch the copy until")).to_be_visible()
    follow(page, "Fetch the copy")
    type_into(page, "Password", PASSWORD)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {"README.md", "everything.json", "profile.md"} <= set(archive.namelist())
    assert any("copy of your data is ready" in mail["subject"] for mail in mails_to(site, READER))


def leave(page, *, expect_question):
    page.goto("/accounts/leave/")
    go_to_field(page, "Keep my comments")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Erase the text of my comments")).to_be_checked()
    tick(page, "I want my account to be deleted in 7 days")
    send(page, "Delete my account in 7 days")
    if expect_question:
        show_who_it_is(page)
    expect(page.get_by_role("button", name="Keep my account")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["by keyboard", "without scripts"])
def test_a_reader_takes_a_copy_thinks_again_and_goes(scripts, request, site):
    page = request.getfixturevalue("page" if scripts else "page_without_scripts")
    sign_in(page)
    take_the_copy(page, site)

    leave(page, expect_question=False)  # it was shown a moment ago
    page.goto("/accounts/")
    expect(page.get_by_text("Your account will be deleted on")).to_be_visible()
    send(page, "Keep my account")
    expect(page.get_by_text("Your account stays. It will not be deleted.")).to_be_visible()

    leave(page, expect_question=False)
    site.later("accounts_leaving", "due_at", days=8)
    site.work("leaving")
    answer = page.goto("/accounts/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert answer.status == 200
    subjects = [mail["subject"] for mail in mails_to(site, READER)]
    assert subjects == ["Your account has been deleted"]


def test_leaving_asks_who_it_is(page):
    sign_in(page)

    leave(page, expect_question=True)


def test_a_copy_that_is_ready_and_one_that_is_gone(page, site):
    sign_in(page)
    send(page, "Ask for a copy")
    expect(page.get_by_text("On its way")).to_be_visible()
    site.work("exports")
    page.reload()
    assert inspection.inspect(page) == []

    site.later("accounts_dataexport", "expires_at", days=8)
    site.later("accounts_dataexport", "asked_at", days=8)
    site.work("forgetting")
    page.reload()
    expect(page.get_by_text("Your last copy has been deleted")).to_be_visible()
    assert inspection.inspect(page) == []


def test_a_profile_is_seen_when_its_owner_says_so(page, sign_in_as_reader):
    type_into(page, "About you", "I read everything twice.")
    type_into(page, "Links", "https://ravi.example/notes/")
    tick(page, "Everybody may see my profile")
    send(page, "Save the profile")
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()

    answer = page.goto("/people/ravi-menon/")
    assert "public" in answer.headers["cache-control"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Ravi Menon")
    expect(page.get_by_role("link", name="ravi.example/notes")).to_have_attribute(
        "rel", "me nofollow ugc"
    )
    assert inspection.inspect(page) == []


@pytest.fixture
def sign_in_as_reader(page):
    sign_in(page)
    page.goto("/accounts/profile/")
