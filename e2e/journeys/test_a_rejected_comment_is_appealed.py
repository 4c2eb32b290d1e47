"""A comment is rejected, its author asks for a second look, and another moderator decides."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from e2e.support.site import PASSWORD, PROJECT, _environment

POST = "/posts/cut-the-first-paragraph/"
APPEALS = "/desk/moderation/?queue=appeals"
WORDS = "Nobody keeps a plank."
REJECTED = f"""
import django
django.setup()
from django.utils import timezone
from blog.accounts.models import User
from blog.comments.models import Comment
from blog.comments.services import moderation, posting
from blog.content.models import PostPage
reader, ana = (User.objects.get(email=f"{{name}}@demo.example") for name in ("reader", "moderator"))
post = PostPage.objects.visible_to(None).get(slug="cut-the-first-paragraph")
posting.post_comment(post=post, by=reader, at=timezone.now(), source="{WORDS}")
comment = Comment.objects.get(source="{WORDS}")
moderation.decide(
    comment=comment, by=ana, at=timezone.now(), approve=False, code="off_topic",
    text="This is about paragraphs.", revision_id=comment.revision_id,
    last_decision_id=comment.decisions.latest("pk").pk,
)
"""


@pytest.fixture
def rejected(site):
    """The reader's comment, rejected by the first moderator."""
    environment = _environment(site.data_dir, BASE_URL=site.url)
    subprocess.run([sys.executable, "-c", REJECTED], cwd=PROJECT, env=environment, check=True)


def come_in(page, name, then):
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label("E-mail").fill(f"{name}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url)


@pytest.mark.parametrize("browser_of", ["page", "page_without_scripts"])
def test_a_second_look_by_another_moderator(
    rejected, request, browser_of, new_context, assert_accessible
):
    reader = request.getfixturevalue(browser_of)
    come_in(reader, "reader", POST)
    if browser_of == "page":
        reader.locator("#write").scroll_into_view_if_needed()
    else:
        reader.locator("#write").get_by_role("link", name="Write a comment").click()
    mine = reader.locator("#write details > ul > li", has_text=WORDS)
    expect(mine).to_contain_text("Rejected by a moderator")
    expect(mine).to_contain_text("This is about paragraphs.")
    appeal = mine.get_by_role("link", name=f"Appeal “{WORDS}”")
    address = appeal.get_attribute("href").removesuffix("appeal/")
    appeal.click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("Appeal against a rejection")
    reader.get_by_role("button", name="Send appeal").click()
    summary = reader.locator(".error-summary")
    expect(summary).to_be_visible()
    assert_accessible(reader)
    reader.get_by_role("textbox").fill("A plank is what the first paragraph is.")
    reader.get_by_role("button", name="Send appeal").click()
    expect(reader.locator(".notice--good")).to_be_visible()
    assert_accessible(reader)

    scripts = browser_of == "page"
    first, second = (new_context(java_script_enabled=scripts).new_page() for _ in range(2))
    come_in(first, "moderator", APPEALS)
    card = first.locator(".item", has_text=WORDS)
    expect(card).to_contain_text("You rejected this comment yourself.")
    expect(card.get_by_role("button", name=re.compile("Approve"))).to_have_count(0)

    come_in(second, "admin", APPEALS)
    card = second.locator(".item", has_text=WORDS)
    expect(card).to_contain_text("A plank is what the first paragraph is.")
    assert_accessible(second)
    card.get_by_role("button", name=re.compile("Approve")).click()
    expect(second.locator(".item--closed")).to_contain_text("Approved")

    reader.goto(address)
    expect(reader.locator("#thread > li", has_text=WORDS)).to_be_visible()
