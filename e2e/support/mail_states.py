"""How a page gets into the states that begin with a mail: a code or a link that only it holds."""

import re

from playwright.sync_api import expect

from e2e.support.authenticators import plug_in
from e2e.support.post_box import last_code, last_link, mails_to

READER = "reader@demo.example"
INVITATION = re.compile(r"^https?://\S+(/accounts/invitation/\S+)$", re.MULTILINE)
STOP = re.compile(r"https?://\S+(/accounts/unsubscribe/[^\s/]+/)")
STOP_FOLLOWING = re.compile(r"https?://\S+(/comments/stop-following/[^\s/]+/)")


def _ask_as(page, address) -> None:
    field = page.get_by_role("main").get_by_label("E-mail")
    field.fill(address)
    field.press("Enter")
    expect(page.get_by_label("Code from the message")).to_be_visible()


def _enter_code(page, site, address) -> None:
    page.get_by_label("Code from the message").fill(last_code(site, address))
    page.get_by_label("Code from the message").press("Enter")


def open_the_link(page, site) -> None:
    """Looking signs nobody in: there is a button."""
    _ask_as(page, READER)
    page.goto(last_link(site, READER))
    expect(page.get_by_role("main").get_by_role("button", name="Sign in")).to_be_visible()


def choose_a_new_password(page, site) -> None:
    """The code was right."""
    _ask_as(page, READER)
    _enter_code(page, site, READER)
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")


def choose_a_known_password(page, site) -> None:
    """What is wrong has the focus."""
    choose_a_new_password(page, site)
    page.get_by_label("New password", exact=True).fill("password1234")
    page.get_by_label("New password once more").fill("password1234")
    page.get_by_role("button", name="Save the password").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()


def have_a_new_password(page, site) -> None:
    """It is said that it is changed."""
    choose_a_new_password(page, site)
    page.get_by_label("New password", exact=True).fill("kettle moss arithmetic")
    page.get_by_label("New password once more").fill("kettle moss arithmetic")
    page.get_by_role("button", name="Save the password").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is changed")


def make_the_first_passkey(page, site) -> None:
    """The address is confirmed; the key is next."""
    plug_in(page)
    _ask_as(page, "nora@example.com")
    _enter_code(page, site, "nora@example.com")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make your passkey")


def open_an_invitation(page, site) -> None:
    """Whoever is invited sees to what, and accepts with a press; somebody else is told so."""
    page.get_by_label("E-mail address").fill(READER)
    page.get_by_label("Moderator").check()
    page.get_by_role("button", name="Send the invitation").press("Enter")
    expect(page.get_by_text(READER).first).to_be_visible()
    page.goto(INVITATION.search(mails_to(site, READER)[-1]["text"])[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("You are invited")


def _answer_and_open(page, site, link) -> None:
    page.get_by_role("textbox", name="Your comment").fill("Yes, and then I put it back.")
    page.get_by_role("button", name="Post reply").press("Enter")
    expect(page.get_by_text("Yes, and then I put it back.").first).to_be_visible()
    site.work("telling")
    [*_, mail] = [one for one in mails_to(site, READER) if link.search(one["text"])]
    page.goto(link.search(mail["text"])[1])


def ask_to_stop_mail(page, site) -> None:
    """Looking stops nothing: there is a button."""
    _answer_and_open(page, site, STOP)
    expect(page.get_by_role("button", name="Stop these e-mails")).to_be_visible()


def ask_to_stop_following(page, site) -> None:
    """The same, for one thread."""
    _answer_and_open(page, site, STOP_FOLLOWING)
    expect(page.get_by_role("button", name="Stop following this thread")).to_be_visible()
