"""A session ends while somebody writes, a tab is closed, a token grows old: the words stay."""

import re
import time

import pytest
from playwright.sync_api import expect

from e2e.support.announcements import announced
from e2e.support.site import PASSWORD

WORDS = "Three days of rye, and a long thought about it."
TAKEN = f"Taken: {WORDS} (reader@demo.example, 1)"


def until(condition):
    """Ask again and again until it is so: the browser's own waiting is forbidden by the policy."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.02)


def end_session(page):
    """Take the session away, as time or another browser would."""
    page.context.clear_cookies(name="sessionid")


@pytest.fixture
def note(page, sign_in, complaints):
    """The form, filled in by somebody whose session has ended meanwhile."""
    complaints.mean("broken: 4(01|22)")
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    end_session(page)
    return page


def sign_in_there(dialog):
    dialog.get_by_label("E-mail address").fill("reader@demo.example")
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_label("Password", exact=True).press("Enter")


def test_signing_in_again_happens_on_the_spot_and_the_form_is_sent_once(note, assert_accessible):
    note.get_by_role("button", name="Send the note").click()
    dialog = note.get_by_role("dialog", name="Sign in")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    assert_accessible(note)

    dialog.get_by_label("Password", exact=True).fill("not this one")
    dialog.get_by_label("Password", exact=True).press("Enter")
    expect(dialog.get_by_role("alert", name="There is a problem")).to_be_focused()
    assert_accessible(note)
    sign_in_there(dialog)

    expect(note.get_by_text(TAKEN)).to_be_focused()
    expect(note.get_by_label("Text")).to_have_value("")
    expect(dialog).to_have_count(0)
    expect(note).to_have_url(re.compile("/e2e/note/$"))


def test_not_now_leaves_the_form_as_it_was(note):
    note.get_by_role("button", name="Send the note").click()
    note.get_by_role("dialog").get_by_role("button", name="Not now").click()

    expect(note.get_by_role("dialog")).to_have_count(0)
    expect(note.get_by_label("Text")).to_have_value(WORDS)
    expect(note.get_by_role("button", name="Send the note")).to_be_focused()
    note.wait_for_function(
        "() => window.announced.includes('Nothing has been sent. Your text is still in the form.')"
    )
    assert announced(note).count("Nothing has been sent. Your text is still in the form.") == 1

    note.get_by_role("button", name="Send the note").click()
    sign_in_there(note.get_by_role("dialog"))
    expect(note.get_by_text(TAKEN)).to_be_visible()


def test_escape_closes_the_dialog(note):
    note.get_by_role("button", name="Send the note").press("Enter")
    expect(note.get_by_role("dialog")).to_be_visible()
    note.keyboard.press("Escape")

    expect(note.get_by_role("dialog")).to_have_count(0)
    expect(note.get_by_label("Text")).to_have_value(WORDS)


def test_signing_in_in_another_tab_is_noticed(note):
    note.get_by_role("button", name="Send the note").click()
    expect(note.get_by_role("dialog")).to_be_visible()
    other = note.context.new_page()
    other.goto("/accounts/login/")
    sign_in_there(other.locator("main"))
    expect(other).to_have_url(re.compile("/accounts/$"))
    note.evaluate("dispatchEvent(new Event('focus'))")

    expect(note.get_by_text(TAKEN)).to_be_visible()


def test_an_old_token_is_renewed_without_a_question(page, sign_in, complaints):
    complaints.mean("broken: 401")
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Send the note").click()

    expect(page.get_by_text(TAKEN)).to_be_visible()


def test_words_survive_a_closed_tab(page, sign_in, assert_accessible):
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    until(lambda: "rye" in (page.evaluate("localStorage.getItem('kept:note')") or ""))
    page.close()

    page = page.context.new_page()
    page.goto("/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    expect(page.get_by_role("status").filter(has_text="We kept what you typed.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("Text")).to_have_value("")
    expect(page.get_by_label("Text")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Text")).to_have_value("")


def test_what_was_sent_does_not_come_back(page, sign_in):
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_text(TAKEN)).to_be_visible()

    page.goto("/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value("")


def test_signing_out_takes_the_copies_along(page, sign_in):
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    until(lambda: "rye" in (page.evaluate("localStorage.getItem('kept:note')") or ""))
    page.goto("/accounts/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")

    assert page.evaluate("localStorage.getItem('kept:note')") is None


def test_without_scripts_the_text_waits_behind_the_sign_in_page(
    page_without_scripts, assert_accessible
):
    page = page_without_scripts
    page.goto("/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    page.get_by_role("button", name="Send the note").click()
    sign_in_there(page.locator("main"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text(TAKEN)).to_be_visible()


def test_without_scripts_an_old_token_costs_one_more_press(page_without_scripts):
    page = page_without_scripts
    page.goto("/accounts/login/?next=/e2e/note/")
    sign_in_there(page.locator("main"))
    page.get_by_label("Text").fill(WORDS)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Send the note").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The form had expired")
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text(TAKEN)).to_be_visible()
