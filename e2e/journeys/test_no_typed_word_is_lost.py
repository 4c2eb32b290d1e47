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


def copies(page):
    """Return all that is kept in the browser, as text."""
    return page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('kept:')).map(k => localStorage[k]).join()"
    )


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


def sign_in_there(dialog, name="reader"):
    dialog.get_by_label("E-mail address").fill(f"{name}@demo.example")
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
    expect(note.get_by_role("dialog").locator(":focus")).to_have_count(1)
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
    until(lambda: "rye" in copies(page))
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
    until(lambda: "rye" in copies(page))
    page.goto("/accounts/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")

    assert copies(page) == ""


def test_the_next_person_does_not_get_what_somebody_else_typed(page, sign_in, assert_accessible):
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    until(lambda: "rye" in copies(page))
    end_session(page)

    sign_in("moderator", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value("")
    page.get_by_label("Text").fill("Something of my own.")
    until(lambda: "of my own" in copies(page))
    page.goto("/accounts/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")
    assert "of my own" not in copies(page)

    sign_in("reader", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value(WORDS)


def test_what_was_typed_before_signing_in_goes_to_who_signs_in(page, sign_in):
    page.goto("/e2e/note/")
    page.get_by_label("Text").fill(WORDS)
    until(lambda: "rye" in copies(page))

    sign_in("reader", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    end_session(page)
    sign_in("moderator", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value("")


def test_nothing_is_sent_in_the_name_of_somebody_else(note, assert_accessible):
    note.get_by_role("button", name="Send the note").click()
    dialog = note.get_by_role("dialog")
    sign_in_there(dialog, "moderator")

    dialog = note.get_by_role("dialog", name="Somebody else is signed in now")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    assert_accessible(note)
    dialog.get_by_role("button", name="Close").press("Enter")
    expect(note.get_by_role("dialog")).to_have_count(0)
    expect(note.get_by_label("Text")).to_have_value(WORDS)
    expect(note.get_by_text("Taken:")).to_have_count(0)


def test_a_text_sent_twice_is_not_taken_for_the_first(page, sign_in, complaints):
    """The first was taken; the second was on its way when the browser failed."""
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill("The first note.")
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_text("Taken: The first note.")).to_be_visible()
    page.get_by_label("Text").fill(WORDS)
    complaints.mean("ERR_FAILED|Failed to fetch")
    page.route(
        "**/e2e/note/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name="Send the note").click()
    until(lambda: "rye" in copies(page))
    page.unroute("**/e2e/note/")
    page.goto("/e2e/note/")

    expect(page.get_by_label("Text")).to_have_value(WORDS)


def test_too_often_is_said_before_the_form_which_stays(
    page, sign_in, complaints, assert_accessible
):
    complaints.mean("broken: 429")
    sign_in("reader", then="/e2e/note/")
    page.get_by_label("Text").fill("Three days of rye, too often.")
    page.get_by_role("button", name="Send the note").press("Enter")

    notice = page.get_by_role("alert").filter(has_text="You can try again in 40 seconds.")
    expect(notice).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("Three days of rye, too often.")
    assert_accessible(page)


def test_remarks_at_places_of_a_text_survive_a_closed_tab(page, sign_in, site):
    address = site.filled("/desk/posts/{notes-from-a-cold-composing-room}/review/")
    sign_in("editor", then=address)
    remark = page.locator("textarea[form=changes-form]").first
    page.locator(".diff__remark summary").first.press("Enter")
    remark.fill(WORDS)
    until(lambda: "rye" in copies(page))
    page.reload()

    expect(page.locator("textarea[form=changes-form]").first).to_have_value(WORDS)
    expect(page.locator("textarea[form=changes-form]").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="We kept what you typed.")).to_be_visible()


def test_without_scripts_the_next_person_does_not_get_the_text(
    page_without_scripts, assert_accessible
):
    page = page_without_scripts
    page.goto("/accounts/login/?next=/e2e/note/")
    sign_in_there(page.locator("main"))
    page.get_by_label("Text").fill(WORDS)
    end_session(page)
    page.get_by_role("button", name="Send the note").click()
    sign_in_there(page.locator("main"), "moderator")

    expect(page.get_by_role("heading", level=1)).to_have_text("This text is somebody else’s")
    expect(page.get_by_text("rye")).to_have_count(0)


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
