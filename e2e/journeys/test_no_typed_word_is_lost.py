"""A session ends while somebody writes, a tab is closed, a token grows old: the words stay. Without a mouse."""

import re
import time

import pytest
from playwright.sync_api import expect

from e2e.support.announcements import announced
from e2e.support.door import come_in, sign_in_here, sign_in_there
from e2e.support.keyboard import go_to_element, press, send, type_into

READER, MODERATOR = "reader@demo.example", "moderator@demo.example"
WORDS = "Three days of rye, and a long thought about it."
TAKEN = f"Taken: {WORDS} (reader@demo.example, 1)"


def until(condition):
    """Ask again and again until it is so: the browser's own waiting is forbidden by the policy."""
    end = time.monotonic() + 30
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
    type_into(page, "Text", WORDS)
    end_session(page)
    return page


def test_signing_in_again_happens_on_the_spot_and_the_form_is_sent_once(note, assert_accessible):
    press(note, "Send the note")
    dialog = note.get_by_role("dialog", name="Sign in")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    assert_accessible(note)

    sign_in_there(note, dialog, READER, "not this one")
    expect(dialog.get_by_role("alert", name="There is a problem")).to_be_focused()
    assert_accessible(note)
    sign_in_there(note, dialog, READER)

    expect(note.get_by_text(TAKEN)).to_be_focused()
    expect(note.get_by_label("Text")).to_have_value("")
    expect(dialog).to_have_count(0)
    expect(note).to_have_url(re.compile(r"/e2e/note/(#\w+)?$"))


def test_not_now_leaves_the_form_as_it_was(note):
    press(note, "Send the note")
    press(note, "Not now", within=note.get_by_role("dialog"))

    expect(note.get_by_role("dialog")).to_have_count(0)
    expect(note.get_by_label("Text")).to_have_value(WORDS)
    expect(note.get_by_role("button", name="Send the note")).to_be_focused()
    note.wait_for_function(
        "() => window.announced.includes('Nothing has been sent. Your text is still in the form.')"
    )
    assert announced(note).count("Nothing has been sent. Your text is still in the form.") == 1

    press(note, "Send the note")
    sign_in_there(note, note.get_by_role("dialog"), READER)
    expect(note.get_by_text(TAKEN)).to_be_visible()


def test_escape_closes_the_dialog(note):
    press(note, "Send the note")
    expect(note.get_by_role("dialog").locator(":focus")).to_have_count(1)
    note.keyboard.press("Escape")

    expect(note.get_by_role("dialog")).to_have_count(0)
    expect(note.get_by_label("Text")).to_have_value(WORDS)


def test_leaving_before_the_scripts_for_passkeys_came_breaks_nothing(note):
    on_their_way = []

    def hold(route):
        on_their_way.append(route)

    note.route("**/webauthn*.js", hold, times=1)
    press(note, "Send the note")
    until(lambda: note.get_by_role("dialog").count() and on_their_way)
    note.keyboard.press("Escape")
    expect(note.get_by_role("dialog")).to_have_count(0)
    on_their_way.pop().continue_()
    note.wait_for_function("() => window.allauth?.webauthn")

    # Whatever they start is done before the next question is answered; the fixture hears what breaks.
    note.evaluate("new Promise((done) => setTimeout(done))")
    expect(note.get_by_label("Text")).to_have_value(WORDS)


def test_signing_in_in_another_tab_is_noticed(note):
    press(note, "Send the note")
    expect(note.get_by_role("dialog")).to_be_visible()
    other = note.context.new_page()
    come_in(other, READER)
    expect(other).to_have_url(re.compile("/accounts/$"))
    note.evaluate("dispatchEvent(new Event('focus'))")

    expect(note.get_by_text(TAKEN)).to_be_visible()


def test_an_old_token_is_renewed_without_a_question(page, sign_in, complaints):
    complaints.mean("broken: 401")
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", WORDS)
    page.context.clear_cookies(name="csrftoken")
    press(page, "Send the note")

    expect(page.get_by_text(TAKEN)).to_be_visible()


def test_words_survive_a_closed_tab(page, sign_in, assert_accessible):
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", WORDS)
    until(lambda: "rye" in copies(page))
    page.close()

    page = page.context.new_page()
    page.goto("/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    expect(page.get_by_role("status").filter(has_text="We kept what you typed.")).to_be_visible()
    assert_accessible(page)
    press(page, "Discard it")
    expect(page.get_by_label("Text")).to_have_value("")
    expect(page.get_by_label("Text")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Text")).to_have_value("")


def test_what_was_sent_does_not_come_back(page, sign_in):
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", WORDS)
    press(page, "Send the note")
    expect(page.get_by_text(TAKEN)).to_be_visible()

    page.goto("/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value("")


def test_signing_out_takes_the_copies_along(page, sign_in):
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", WORDS)
    until(lambda: "rye" in copies(page))
    page.goto("/accounts/")
    send(page, "Sign out", within=page.get_by_role("main"))

    assert copies(page) == ""


def test_the_next_person_does_not_get_what_somebody_else_typed(page, sign_in, assert_accessible):
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", WORDS)
    until(lambda: "rye" in copies(page))
    end_session(page)

    sign_in("moderator", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value("")
    type_into(page, "Text", "Something of my own.")
    until(lambda: "of my own" in copies(page))
    page.goto("/accounts/")
    send(page, "Sign out", within=page.get_by_role("main"))
    assert "of my own" not in copies(page)

    sign_in("reader", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value(WORDS)


def test_what_was_typed_before_signing_in_goes_to_who_signs_in(page, sign_in):
    page.goto("/e2e/note/")
    type_into(page, "Text", WORDS)
    until(lambda: "rye" in copies(page))

    sign_in("reader", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    end_session(page)
    sign_in("moderator", then="/e2e/note/")
    expect(page.get_by_label("Text")).to_have_value("")


def test_nothing_is_sent_in_the_name_of_somebody_else(note, assert_accessible):
    press(note, "Send the note")
    dialog = note.get_by_role("dialog")
    sign_in_there(note, dialog, MODERATOR)

    dialog = note.get_by_role("dialog", name="Somebody else is signed in now")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    assert_accessible(note)
    press(note, "Close", within=dialog)
    expect(note.get_by_role("dialog")).to_have_count(0)
    expect(note.get_by_label("Text")).to_have_value(WORDS)
    expect(note.get_by_text("Taken:")).to_have_count(0)


def test_a_text_sent_twice_is_not_taken_for_the_first(page, sign_in, complaints):
    """The first was taken; the second was on its way when the browser failed."""
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", "The first note.")
    press(page, "Send the note")
    expect(page.get_by_text("Taken: The first note.")).to_be_visible()
    type_into(page, "Text", WORDS)
    complaints.mean("ERR_FAILED|Failed to fetch")
    page.route(
        "**/e2e/note/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    press(page, "Send the note")
    until(lambda: "rye" in copies(page))
    page.unroute("**/e2e/note/")
    page.goto("/e2e/note/")

    expect(page.get_by_label("Text")).to_have_value(WORDS)


def test_too_often_is_said_before_the_form_which_stays(
    page, sign_in, complaints, assert_accessible
):
    complaints.mean("broken: 429")
    sign_in("reader", then="/e2e/note/")
    type_into(page, "Text", "Three days of rye, too often.")
    press(page, "Send the note")

    notice = page.get_by_role("alert").filter(has_text="You can try again in 40 seconds.")
    expect(notice).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("Three days of rye, too often.")
    assert_accessible(page)


def test_remarks_at_places_of_a_text_survive_a_closed_tab(page, sign_in, site):
    address = site.filled("/desk/posts/{notes-from-a-cold-composing-room}/review/")
    sign_in("editor", then=address)
    remark = page.locator("textarea[form=changes-form]").first
    go_to_element(page, page.locator(".diff__remark summary").first, "a remark")
    page.keyboard.press("Enter")
    go_to_element(page, remark, "the words of the remark")
    page.keyboard.type(WORDS)
    until(lambda: "rye" in copies(page))
    page.reload()

    expect(page.locator("textarea[form=changes-form]").first).to_have_value(WORDS)
    expect(page.locator("textarea[form=changes-form]").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="We kept what you typed.")).to_be_visible()


def test_without_scripts_the_next_person_does_not_get_the_text(
    page_without_scripts, assert_accessible
):
    page = page_without_scripts
    come_in(page, READER, then="/e2e/note/")
    type_into(page, "Text", WORDS)
    end_session(page)
    send(page, "Send the note")
    sign_in_here(page, MODERATOR)

    expect(page.get_by_role("heading", level=1)).to_have_text("This text is somebody else’s")
    expect(page.get_by_text("rye")).to_have_count(0)


def test_without_scripts_the_text_waits_behind_the_sign_in_page(
    page_without_scripts, assert_accessible
):
    page = page_without_scripts
    page.goto("/e2e/note/")
    type_into(page, "Text", WORDS)
    send(page, "Send the note")
    sign_in_here(page, READER)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(page.get_by_label("Text")).to_have_value(WORDS)
    send(page, "Send it now")
    expect(page.get_by_text(TAKEN)).to_be_visible()


def test_without_scripts_an_old_token_costs_one_more_press(page_without_scripts):
    page = page_without_scripts
    come_in(page, READER, then="/e2e/note/")
    type_into(page, "Text", WORDS)
    page.context.clear_cookies(name="csrftoken")
    send(page, "Send the note")

    expect(page.get_by_role("heading", level=1)).to_have_text("The form had expired")
    send(page, "Send it now")
    expect(page.get_by_text(TAKEN)).to_be_visible()
