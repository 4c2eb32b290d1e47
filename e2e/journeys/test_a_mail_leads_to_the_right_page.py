"""What a mail from the site leads to: an invitation to the staff, and the end of a kind of mail.

Programs that look at mail open every link in it: only a press of a button does anything.
"""

import re

import pytest
from playwright.sync_api import expect

from e2e.support.post_box import mails_to
from e2e.support.site import PASSWORD

INVITATION = re.compile(r"^https?://\S+(/accounts/invitation/\S+)$", re.MULTILINE)
STOP = re.compile(r"https?://\S+(/accounts/unsubscribe/[^\s/]+/)")


@pytest.fixture
def step(assert_accessible):
    """Say which page should be there now; it must be accessible."""

    def check(page, heading):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert_accessible(page)

    return check


@pytest.fixture
def stranger(new_context, complaints):
    """A page of somebody who has never been here."""

    def come(*, scripts):
        context = new_context(java_script_enabled=scripts)
        complaints.watch(context)
        return context.new_page()

    yield come
    assert complaints == []


def sign_in_as(page, name):
    page.get_by_label("E-mail address").fill(f"{name}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")


@pytest.fixture
def invitation(sign_in, site):
    """The address of an invitation that the admin sent to the reader."""
    page = sign_in("admin", then="/desk/people/invite/")
    page.get_by_label("E-mail address").fill("reader@demo.example")
    page.get_by_label("Moderator").check()
    page.get_by_role("button", name="Send the invitation").press("Enter")
    expect(page.get_by_text("reader@demo.example").first).to_be_visible()
    return INVITATION.search(mails_to(site, "reader@demo.example")[-1]["text"])[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_invitation_is_accepted_with_a_press_and_once(stranger, invitation, step, scripts):
    page = stranger(scripts=scripts)
    page.goto(invitation)
    step(page, "You are invited")
    page.get_by_role("main").get_by_role("link", name="Sign in").press("Enter")
    sign_in_as(page, "reader")
    step(page, "You are invited")
    page.get_by_role("button", name="Accept the invitation").press("Enter")
    expect(page.get_by_text("Welcome to the staff.")).to_be_visible()
    assert page.goto("/desk/moderation/").status == 200

    assert page.goto(invitation).status == 410
    step(page, "This invitation is closed")


def test_an_invitation_is_for_one_address(stranger, invitation, step):
    page = stranger(scripts=True)
    page.goto(f"/accounts/login/?next={invitation}")
    sign_in_as(page, "author2")
    expect(page.get_by_role("main")).to_contain_text("You are signed in as author2@demo.example.")
    step(page, "You are invited")
    expect(page.get_by_role("button", name="Accept the invitation")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_kind_of_mail_is_stopped_without_signing_in(stranger, sign_in, site, step, scripts):
    page = sign_in("editor", then="/comments/on/9/reply/")
    page.get_by_role("textbox", name="Your comment").fill("Yes, and then I put it back.")
    page.get_by_role("button", name="Post reply").press("Enter")
    expect(page.get_by_text("Yes, and then I put it back.").first).to_be_visible()
    site.work("telling")
    [*_, mail] = [one for one in mails_to(site, "reader@demo.example") if STOP.search(one["text"])]

    out = stranger(scripts=scripts)
    out.goto(STOP.search(mail["text"])[1])
    step(out, "Stop these e-mails?")
    out.get_by_role("button", name="Stop these e-mails").press("Enter")
    step(out, "These e-mails have stopped")
