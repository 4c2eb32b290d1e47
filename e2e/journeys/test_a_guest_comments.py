"""Somebody without an account answers under a post, by keyboard alone: with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support.keyboard import follow, send, type_into
from e2e.support.post_box import last_code

POST = "/posts/cut-the-first-paragraph/"
NORA = "nora@example.com"


@pytest.fixture(params=["scripts", "no scripts"])
def guest(request):
    """A stranger's page."""
    name = "page" if request.param == "scripts" else "page_without_scripts"
    return request.getfixturevalue(name)


def test_a_guest_writes_and_shows_the_code_and_the_comment_is_there(guest, site, assert_accessible):
    site.take_guests()
    guest.goto(POST)
    follow(guest, "Write a comment")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Write a comment")
    assert_accessible(guest)
    type_into(guest, "Your comment", "I kept the *crust*.")
    type_into(guest, "Your name", "Nora")
    type_into(guest, "E-mail address", NORA)
    send(guest, "Send me the code")
    expect(guest.get_by_role("heading", level=1)).to_have_text(
        "Enter the code to post your comment"
    )
    assert_accessible(guest)
    type_into(guest, "Code from the message", last_code(site, NORA))
    send(guest)

    # A new person's comment waits; its author sees it, and is signed in for it.
    expect(guest).to_have_url(re.compile(r"/comments/\d+/write/#"))
    expect(
        guest.get_by_text("Waiting for a moderator. Until then only you see it.")
    ).to_be_visible()
    assert_accessible(guest)
    guest.goto("/accounts/")
    expect(guest.get_by_role("main")).to_contain_text(NORA)


def test_what_a_guest_wrote_is_there_when_they_go_back(guest, site):
    site.take_guests()
    guest.goto(POST)
    follow(guest, "Write a comment")
    type_into(guest, "Your comment", "I kept the crust.")
    type_into(guest, "Your name", "Nora")
    type_into(guest, "E-mail address", "nora@exmaple.com")
    send(guest, "Send me the code")
    follow(guest, "Cancel")

    expect(guest.get_by_label("Your comment")).to_have_value("I kept the crust.")
    expect(guest.get_by_label("E-mail address")).to_have_value("nora@exmaple.com")
