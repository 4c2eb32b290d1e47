"""A reader's session ends while they write a comment or an answer: not a word of it is lost."""

import re

import pytest
from playwright.sync_api import expect

from e2e.support.authenticators import app_code
from e2e.support.site import PASSWORD
from e2e.support.states import show_who_it_is

POST = "/posts/cut-the-first-paragraph/"
WORDS = "I read it standing, and sat down halfway."


def end_session(page):
    page.context.clear_cookies(name="sessionid")


def mine(page):
    return page.locator("#thread li").filter(has_text=WORDS).last


def enter(place):
    place.get_by_label("E-mail address").fill("reader@demo.example")
    place.get_by_label("Password", exact=True).fill(PASSWORD)
    place.get_by_label("Password", exact=True).press("Enter")


@pytest.fixture
def writer(page, sign_in, complaints):
    """Ravi, who has typed a comment by the time that his session ends."""
    complaints.mean("broken: 401")
    sign_in("reader", then=POST)
    page.locator("#write").scroll_into_view_if_needed()
    page.get_by_role("textbox", name="Your comment").fill(WORDS)
    return page


def test_the_comment_is_posted_once_after_signing_in_on_the_spot(writer, assert_accessible):
    end_session(writer)
    writer.get_by_role("button", name="Post comment").press("Enter")
    dialog = writer.get_by_role("dialog", name="Sign in")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    assert_accessible(writer)
    enter(dialog)

    expect(mine(writer)).to_be_focused()
    expect(writer.get_by_role("textbox", name="Your comment")).to_have_value("")
    expect(writer).to_have_url(re.compile(POST))
    writer.reload()
    expect(writer.locator(".comment__text", has_text=WORDS)).to_have_count(1)


def test_the_second_step_is_asked_for_in_the_same_dialog(writer, assert_accessible):
    tab = writer.context.new_page()
    tab.goto("/accounts/2fa/totp/activate/")
    show_who_it_is(tab)
    key = tab.get_by_label("Key for the app").input_value()
    tab.get_by_label("Code from the app").fill(app_code(key))
    tab.get_by_label("Code from the app").press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    tab.goto("/accounts/2fa/recovery-codes/")
    codes = tab.get_by_role("list", name="Unused codes").get_by_role("listitem")
    recovery = codes.first.inner_text()
    tab.close()

    end_session(writer)
    writer.get_by_role("button", name="Post comment").press("Enter")
    dialog = writer.get_by_role("dialog")
    enter(dialog)
    expect(dialog.get_by_role("heading", name="Second step")).to_be_visible()
    assert_accessible(writer)
    dialog.get_by_label("Code", exact=True).fill(recovery)
    dialog.get_by_label("Code", exact=True).press("Enter")

    expect(mine(writer)).to_be_focused()
    writer.reload()
    expect(writer.locator(".comment__text", has_text=WORDS)).to_have_count(1)


def test_an_answer_is_posted_where_it_was_written(writer):
    first = writer.locator("#thread > li").first
    first.get_by_role("link", name="Reply").first.press("Enter")
    form = first.get_by_role("form", name=re.compile("^Reply to"))
    form.get_by_role("textbox", name="Your comment").fill(WORDS)
    end_session(writer)
    form.get_by_role("button", name="Post reply").press("Enter")
    enter(writer.get_by_role("dialog", name="Sign in"))

    expect(mine(writer)).to_contain_text("in reply to")
    expect(form).to_have_count(0)
    # What stood in the other form was not sent, and stays.
    expect(writer.get_by_role("textbox", name="Your comment")).to_have_value(WORDS)


def test_without_scripts_the_comment_waits_behind_the_door(page_without_scripts, assert_accessible):
    page = page_without_scripts
    page.goto(f"/accounts/login/?next={POST}")
    enter(page)
    page.locator("#write").get_by_role("link", name="Write a comment").press("Enter")
    page.get_by_role("textbox", name="Your comment").fill(WORDS)
    end_session(page)
    page.get_by_role("button", name="Post comment").press("Enter")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    enter(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    assert_accessible(page)
    page.get_by_role("button", name="Send it now").press("Enter")
    expect(page.locator(".comment__text", has_text=WORDS)).to_have_count(1)
