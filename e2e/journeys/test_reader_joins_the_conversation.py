"""Comment, answer, edit, delete and undo, recommend, report: with scripts and without them."""

import re

import pytest
from playwright.sync_api import expect

POST = "/posts/cut-the-first-paragraph/"


def open_form(page):
    page.goto(POST)
    page.locator("#write").scroll_into_view_if_needed()
    expect(page.get_by_role("textbox", name="Your comment")).to_be_visible()


def voice(page, words):
    return page.locator("#thread > li").filter(has=page.locator(".comment__text", has_text=words))


@pytest.fixture
def reader(sign_in):
    """Ravi, under the post."""
    page = sign_in("reader", then=POST)
    open_form(page)
    return page


def test_a_comment_appears_without_leaving_the_post(reader, complaints, assert_accessible):
    complaints.mean("ERR_INTERNET_DISCONNECTED|htmx:error")
    box = reader.get_by_role("textbox", name="Your comment")
    box.fill("I *kept* the plank.")
    reader.context.set_offline(True)
    reader.keyboard.press("Control+Enter")
    expect(reader.locator("#live")).to_contain_text("Check your connection")
    expect(box).to_be_focused()
    expect(box).to_have_value("I *kept* the plank.")
    reader.context.set_offline(False)
    reader.keyboard.press("Control+Enter")

    mine = voice(reader, "I kept the plank.")
    expect(mine).to_be_focused()
    expect(reader.locator("#live")).to_have_text("Posted.")
    expect(reader.get_by_role("textbox", name="Your comment")).to_have_value("")
    expect(reader).to_have_url(re.compile(POST))
    expect(reader.locator("#thread > li", has_text="I kept the plank.")).to_have_count(1)
    assert_accessible(reader)


def test_one_press_leads_to_the_field_before_the_form_has_come(sign_in):
    page = sign_in("reader", then=POST)
    page.get_by_role("link", name="Join in").press("Enter")

    expect(page.get_by_role("textbox", name="Your comment")).to_be_focused()


def test_a_preview_comes_into_the_form_and_loses_nothing(reader, assert_accessible):
    reader.get_by_role("textbox", name="Your comment").fill("I *kept* the plank.")
    reader.locator("#write").get_by_role("button", name="Preview").press("Enter")

    expect(reader.locator(".comment-preview")).to_be_focused()
    expect(reader.get_by_role("textbox", name="Your comment")).to_have_value("I *kept* the plank.")
    assert_accessible(reader)
    reader.get_by_role("link", name="Newest first").press("Enter")
    expect(reader.locator("#discussion-title")).to_be_focused()
    expect(reader.get_by_role("textbox", name="Your comment")).to_have_value("I *kept* the plank.")


def test_an_answer_is_previewed_in_its_place(reader, assert_accessible):
    first = voice(reader, "A small defence")
    first.get_by_role("link", name="Reply").press("Enter")
    form = first.get_by_role("form", name="Reply to Samuel Adeyemi")
    form.get_by_role("textbox", name="Your comment").fill("Mine hold *both* sleeves.")
    form.get_by_role("button", name="Preview").press("Enter")

    expect(form.locator(".comment-preview")).to_be_focused()
    expect(reader.get_by_role("form", name="Reply to Samuel Adeyemi")).to_have_count(1)
    assert_accessible(reader)


def test_what_is_marked_in_a_comment_is_quoted_before_what_was_typed(reader, assert_accessible):
    first = voice(reader, "A small defence")
    first.get_by_role("link", name="Reply").first.press("Enter")
    form = first.get_by_role("form", name="Reply to Samuel Adeyemi")
    form.get_by_role("textbox", name="Your comment").fill("Mine hold both.")
    first.locator(".comment__text").first.evaluate(
        "text => getSelection().setBaseAndExtent(text.firstElementChild.firstChild, 2, text.firstElementChild.firstChild, 15)"
    )
    form.get_by_role("button", name="Quote").press("Enter")

    box = form.get_by_role("textbox", name="Your comment")
    expect(box).to_be_focused()
    expect(box).to_have_value("> small defence\n\nMine hold both.")
    assert_accessible(reader)


def test_an_answer_is_cancelled_in_place(reader):
    first = voice(reader, "A small defence")
    opener = first.get_by_role("link", name="Reply")
    opener.press("Enter")
    form = first.get_by_role("form", name="Reply to Samuel Adeyemi")
    form.get_by_role("link", name="Cancel").press("Enter")

    expect(form).to_have_count(0)
    expect(opener).to_be_focused()
    expect(reader).to_have_url(re.compile(f"{POST}$"))


def test_an_answer_is_written_below_what_it_answers(reader, assert_accessible):
    first = voice(reader, "A small defence")
    first.get_by_role("link", name="Reply").click()
    form = first.get_by_role("form", name="Reply to Samuel Adeyemi")
    expect(form.get_by_role("textbox", name="Your comment")).to_be_focused()
    assert_accessible(reader)
    form.get_by_role("textbox", name="Your comment").fill("Mine hold both sleeves.")
    form.get_by_role("button", name="Post reply").click()

    mine = voice(reader, "Mine hold both sleeves.")
    expect(mine).to_be_focused()
    expect(mine).to_contain_text("in reply to Samuel Adeyemi")
    expect(form).to_have_count(0)


def test_what_was_typed_stays_when_it_cannot_be_posted(reader, complaints, assert_accessible):
    complaints.mean("422")
    reader.get_by_role("textbox", name="Your comment").fill("x" * 5001)
    reader.get_by_role("button", name="Post comment").click()

    expect(reader.locator(".error-summary")).to_be_focused()
    expect(reader.locator(".error-summary")).to_contain_text("1 character too long")
    expect(reader.get_by_role("textbox", name="Your comment")).to_have_value("x" * 5001)
    assert_accessible(reader)


def test_a_comment_is_edited_deleted_and_restored(reader, assert_accessible):
    reader.get_by_role("textbox", name="Your comment").fill("Folded once.")
    reader.get_by_role("button", name="Post comment").click()
    mine = voice(reader, "Folded once.")
    mine.get_by_role("link", name="Edit").click()
    box = mine.get_by_role("textbox", name="Your comment")
    expect(box).to_be_focused()
    box.fill("Folded twice.")
    mine.get_by_role("button", name="Save changes").click()

    mine = voice(reader, "Folded twice.")
    expect(mine).to_be_focused()
    expect(mine).to_contain_text("edited")
    mine.get_by_role("link", name="Delete").click()
    expect(mine.get_by_role("button", name="Delete comment")).to_be_focused()
    assert_accessible(reader)
    mine.get_by_role("button", name="Delete comment").click()

    gone = reader.locator("#thread > li", has_text="You deleted this comment.")
    expect(gone).to_be_focused()
    gone.get_by_role("button", name="Undo").click()
    expect(voice(reader, "Folded twice.")).to_be_focused()


def test_a_comment_is_recommended_and_reported(reader, assert_accessible):
    other = voice(reader, "For anybody who teaches this")
    other.get_by_role("link", name="Recommend").click()
    expect(other.get_by_role("link", name="Recommended by you (3)")).to_be_focused()
    expect(reader.locator("#live")).to_have_text("Recommended.")

    open_form(reader)  # the page comes as it comes to everybody, and is marked again
    reader.get_by_role("link", name="Newest first").press("Enter")
    other.get_by_role("link", name="Recommended by you (3)").press("Enter")
    expect(other.get_by_role("link", name="Recommend (2)")).to_be_focused()
    expect(reader.locator("#live")).to_have_text("Your recommendation is taken back.")

    other.get_by_role("link", name="Report").click()
    form = other.get_by_role("form", name="Report the comment by Hanna Vogt")
    expect(form.get_by_label("What is wrong with it?")).to_be_focused()
    form.get_by_label("What is wrong with it?").select_option("It is offensive")
    form.get_by_role("button", name="Send report").click()
    expect(other.locator(".notice", has_text="Thank you")).to_be_focused()
    assert_accessible(reader)


def go_near_the_conversation(page):
    """Open a post as a stranger, and wait for the scripts that come when they are near to be of use."""
    page.goto(POST)
    with page.expect_response(re.compile(r"/comments/\d+/write/")) as answer:
        page.locator("#write").scroll_into_view_if_needed()
    assert answer.value.status == 204


def test_the_order_changes_in_place(page):
    go_near_the_conversation(page)
    page.get_by_role("link", name="Newest first").click()

    expect(page.get_by_role("link", name="Newest first")).to_have_attribute("aria-current", "true")
    expect(page.locator("#discussion-title")).to_be_focused()
    expect(page.locator("#thread > li").first).to_contain_text("For anybody who teaches this")


class TestWithoutScripts:
    @pytest.fixture
    def plain(self, page_without_scripts):
        page = page_without_scripts
        page.goto(f"/accounts/login/?next={POST}")
        page.get_by_label("E-mail").fill("reader@demo.example")
        page.get_by_label("Password", exact=True).fill("correct-horse-battery")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page).to_have_url(re.compile(POST))
        return page

    def test_a_comment_returns_to_its_place(self, plain):
        plain.locator("#write").get_by_role("link", name="Write a comment").click()
        plain.get_by_role("textbox", name="Your comment").fill("Plain *and* good.")
        plain.get_by_role("button", name="Preview").click()
        expect(plain.get_by_text("Preview: not posted yet")).to_be_visible()
        plain.get_by_role("button", name="Post comment").click()

        expect(plain).to_have_url(re.compile(r"#comment-\d+$"))
        expect(voice(plain, "Plain and good.")).to_be_visible()

    def test_an_answer_an_edit_and_a_report(self, plain):
        voice(plain, "A small defence").get_by_role("link", name="Reply").click()
        expect(plain.get_by_role("heading", level=1)).to_have_text("Reply to Samuel Adeyemi")
        plain.get_by_role("textbox", name="Your comment").fill("By foot, then.")
        plain.get_by_role("button", name="Post reply").click()
        expect(voice(plain, "By foot, then.")).to_contain_text("in reply to Samuel Adeyemi")

        plain.goto(POST)
        plain.locator("#write").get_by_role("link", name="Write a comment").click()
        plain.get_by_text("Your comments here").click()
        plain.get_by_role("link", name="Edit “By foot, then.”").click()
        plain.get_by_role("textbox", name="Your comment").fill("By tram, then.")
        plain.get_by_role("button", name="Save changes").click()
        expect(voice(plain, "By tram, then.")).to_be_visible()

        plain.goto(POST)
        voice(plain, "For anybody").get_by_role("link", name="Report").click()
        plain.get_by_role("button", name="Send report").click()
        expect(plain.get_by_text("Thank you. A moderator will read it")).to_be_visible()


def test_a_stranger_is_asked_in_and_comes_to_the_form(page):
    go_near_the_conversation(page)
    page.get_by_role("link", name="Write a comment").click()

    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.get_by_label("E-mail").fill("reader@demo.example")
    page.get_by_label("Password", exact=True).fill("correct-horse-battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("textbox", name="Your comment")).to_be_visible()
