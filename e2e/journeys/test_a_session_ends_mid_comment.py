"""A reader's session ends while they write a comment or an answer: not a word of it is lost. Without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support.authenticators import app_code
from e2e.support.door import come_in, confirm, sign_in_here, sign_in_there
from e2e.support.keyboard import follow, press, send, type_into

READER = "reader@demo.example"
POST = "/posts/cut-the-first-paragraph/"
WORDS = "I read it standing, and sat down halfway."


def end_session(page):
    page.context.clear_cookies(name="sessionid")


def mine(page):
    return page.locator("#thread li").filter(has_text=WORDS).last


@pytest.fixture
def writer(page, sign_in, complaints):
    """Ravi, who has typed a comment by the time that his session ends."""
    complaints.mean("broken: 401")
    sign_in("reader", then=POST)
    press(page, "Join in", role="link")
    expect(page.get_by_role("textbox", name="Your comment")).to_be_focused()
    page.keyboard.type(WORDS)
    return page


def test_the_comment_is_posted_once_after_signing_in_on_the_spot(writer, assert_accessible):
    end_session(writer)
    press(writer, "Post comment")
    dialog = writer.get_by_role("dialog", name="Sign in")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    assert_accessible(writer)
    sign_in_there(writer, dialog, READER)

    expect(mine(writer)).to_be_focused()
    expect(writer.get_by_role("textbox", name="Your comment")).to_have_value("")
    expect(writer).to_have_url(re.compile(POST))
    writer.reload()
    expect(writer.locator(".comment__text", has_text=WORDS)).to_have_count(1)


def test_the_second_step_is_asked_for_in_the_same_dialog(writer, assert_accessible):
    tab = writer.context.new_page()
    tab.goto("/accounts/2fa/totp/activate/")
    confirm(tab)
    key = tab.get_by_label("Key for the app").input_value()
    type_into(tab, "Code from the app", app_code(key))
    send(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    tab.goto("/accounts/2fa/recovery-codes/")
    codes = tab.get_by_role("list", name="Unused codes").get_by_role("listitem")
    recovery = codes.first.inner_text()
    tab.close()

    end_session(writer)
    press(writer, "Post comment")
    dialog = writer.get_by_role("dialog")
    sign_in_there(writer, dialog, READER)
    expect(dialog.get_by_role("heading", name="Second step")).to_be_visible()
    assert_accessible(writer)
    type_into(writer, "Code", recovery, within=dialog)
    writer.keyboard.press("Enter")

    expect(mine(writer)).to_be_focused()
    writer.reload()
    expect(writer.locator(".comment__text", has_text=WORDS)).to_have_count(1)


def test_an_answer_is_posted_where_it_was_written(writer):
    first = writer.locator("#thread > li").first
    press(writer, re.compile("^Reply"), role="link", within=first)
    form = first.get_by_role("form", name=re.compile("^Reply to"))
    type_into(writer, "Your comment", WORDS, within=form)
    end_session(writer)
    press(writer, "Post reply", within=form)
    sign_in_there(writer, writer.get_by_role("dialog", name="Sign in"), READER)

    expect(mine(writer)).to_contain_text("in reply to")
    expect(form).to_have_count(0)
    # What stood in the other form was not sent, and stays.
    expect(writer.get_by_role("textbox", name="Your comment")).to_have_value(WORDS)


def test_without_scripts_the_comment_waits_behind_the_door(page_without_scripts, assert_accessible):
    page = page_without_scripts
    come_in(page, READER, then=POST)
    follow(page, "Write a comment", within=page.locator("#write"))
    type_into(page, "Your comment", WORDS)
    end_session(page)
    send(page, "Post comment")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    sign_in_here(page, READER)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    assert_accessible(page)
    send(page, "Send it now")
    expect(page.locator(".comment__text", has_text=WORDS)).to_have_count(1)
