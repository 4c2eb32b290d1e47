"""Thirty comments by keyboard alone, the same without scripts, and two moderators at one comment."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from e2e.support.site import PASSWORD, PROJECT, _environment

QUEUE = "/desk/moderation/"
NEWCOMERS = """
import django
django.setup()
from django.utils import timezone
from blog.accounts.models import User
from blog.comments.services import posting
from blog.content.models import PostPage
post = PostPage.objects.visible_to(None).get(slug="cut-the-first-paragraph")
for number in range(30):
    name = f"Newcomer {number}"
    by = User.objects.create_user(f"new{number}@demo.example", None, first_name=name)
    posting.post_comment(post=post, by=by, at=timezone.now(), source=f"{name} says hello.")
"""


@pytest.fixture
def newcomers(site):
    """Thirty people write their first comment, which waits."""
    environment = _environment(site.data_dir, BASE_URL=site.url)
    subprocess.run([sys.executable, "-c", NEWCOMERS], cwd=PROJECT, env=environment, check=True)


def sign_in_by_hand(page, name):
    page.goto(f"/accounts/login/?next={QUEUE}")
    page.get_by_label("E-mail").fill(f"{name}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: QUEUE in url and "login" not in url)
    return page


def is_wired(page, card):
    """Wait for htmx to have taken up a card's form; before, a key sends it as a plain one."""
    expect(page.locator(f"{card} form[data-htmx-powered]").first).to_be_attached()


def waiting(page):
    return int(page.get_by_role("link", name="Pending").locator(".desk-aside").inner_text())


def test_thirty_comments_by_keyboard_alone(newcomers, sign_in, assert_accessible):
    page = sign_in("moderator", then=QUEUE)
    is_wired(page, ".item")
    before, keys = waiting(page), 0

    def press(key):
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    press("j")
    for number in range(30):
        expect(page.locator(".item:focus:not(.item--closed)")).to_have_count(1)
        if number % 3 == 0:
            press("d")
            expect(page.locator("[data-reason='6']:visible").first).to_be_visible()
            if number == 0:
                assert_accessible(page)
            press("6")
        else:
            press("f")
        expect(page.locator(".item--closed")).to_have_count(number + 1)
        if number == 0:
            assert_accessible(page)
    assert waiting(page) == before - 30
    assert keys == 1 + 10 * 2 + 20, "one key to approve, two to reject"
    press("u")
    expect(page.locator(".item--closed")).to_have_count(29)
    expect(page.locator(".item:focus")).to_have_count(1)
    assert waiting(page) == before - 29
    assert_accessible(page)


def test_a_ban_takes_two_keys_and_one_to_undo(newcomers, sign_in):
    page = sign_in("moderator", then=QUEUE + "?text=Newcomer+3+says")
    is_wired(page, ".item")
    page.keyboard.press("j")
    page.keyboard.press("b")
    page.keyboard.press("6")
    expect(page.locator("#live")).to_contain_text("Banned: Newcomer 3. The comment is rejected.")
    is_wired(page, ".item--closed:focus")
    page.keyboard.press("u")
    expect(page.locator("#live")).to_contain_text("stands as before")


def test_keys_are_changed_and_switched_off(sign_in):
    page = sign_in("moderator", then=QUEUE)
    page.keyboard.press("?")
    page.get_by_label("Next comment").fill("n")
    page.get_by_label("Next comment").press("Tab")
    page.reload()
    page.keyboard.press("n")
    expect(page.locator(".item:focus")).to_have_count(1)
    page.locator("#keys summary").click()
    page.get_by_label("Use single keys").uncheck()
    page.locator("#keys summary").focus()
    page.keyboard.press("n")
    expect(page.locator("#keys summary")).to_be_focused()


def test_without_scripts(newcomers, page_without_scripts):
    page = sign_in_by_hand(page_without_scripts, "moderator")
    before = waiting(page)
    first = page.locator(".item").first
    name = first.locator(".item__name").inner_text()
    first.locator("summary", has_text="Reject").click()
    first.get_by_role("button", name="It is advertising or spam").first.click()

    assert waiting(page) == before - 1
    decided = page.locator(".item--closed")
    expect(decided).to_contain_text(name)
    decided.get_by_role("button", name="Undo").click()
    assert waiting(page) == before


def test_two_moderators_at_one_comment(newcomers, sign_in, new_context, complaints):
    ana = sign_in("moderator", then=QUEUE)
    other = new_context()
    complaints.watch(other)
    tomas = sign_in_by_hand(other.new_page(), "admin")

    with ana.expect_response("**/hold/"):
        ana.keyboard.press("j")
    tomas.keyboard.press("j")
    expect(tomas.locator(".item").first.locator("[data-held]")).to_contain_text(
        "has this comment open."
    )
    ana.keyboard.press("f")
    expect(ana.locator(".item--closed")).to_have_count(1)
    complaints.mean("409")
    tomas.keyboard.press("f")

    first = tomas.locator(".item").first
    expect(first.get_by_role("alert")).to_contain_text("Another moderator has decided")
    expect(first.locator(".item__last")).to_contain_text("Approved")
