"""Generated posts are posts like any other, and their comments are read like any other."""

import pytest
from django.core.management import CommandError, call_command

from blog.comments.models import Comment
from blog.content.models import PostPage
from blog.operations.services import demo_accounts, generated
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_has_its_page_and_its_conversation(client):
    factories.make_user("rosa@example.com", first_name="Rosa")
    factories.make_author("Ada Baker")
    factories.make_tag("bread")
    generated.add_posts(number=12)

    posts = PostPage.objects.visible_to(None)
    assert posts.count() == 12
    assert 0 < Comment.objects.count() <= 12 * 4
    busiest = Comment.objects.exclude(parent=None).order_by("pk").first().post
    page = client.get(busiest.get_url()).text
    assert page.count('<article class="stack"') == busiest.comments.count()
    assert "in reply to Rosa" in page
    assert client.get("/feeds/rss.xml").status_code == 200


def test_a_second_run_goes_on_after_the_first():
    factories.make_user("rosa@example.com", first_name="Rosa")
    generated.add_posts(number=3)
    generated.add_posts(number=2)
    slugs = set(PostPage.objects.values_list("slug", flat=True))
    assert len(slugs) == 5
    assert not Comment.objects.filter(revision=None).exists()


def test_conversations_can_be_long():
    factories.make_user("reader@example.com")
    generated.add_posts(number=30, comments=10)

    assert 200 < Comment.objects.count() < 400
    assert Comment.objects.exclude(parent=None).exists()


def test_nobody_writes_fewer_than_no_comments(monkeypatch):
    monkeypatch.setattr(demo_accounts, "allowed", lambda: True)
    with pytest.raises(CommandError, match="--comments wants a number of comments, 0 or more"):
        call_command("demo_content", "--scale", "1", "--comments", "-1")
