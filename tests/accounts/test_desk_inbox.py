"""The inbox at the desk: the same news as on the account's pages, in the frame of the desk."""

import re

import pytest
from django.utils.html import strip_tags

from blog.accounts.models import Notification
from blog.accounts.services.notifying import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(ada):
    facts = {"who": "Ed", "post": "Spelt, quickly"}
    return notify(user=ada, kind="post.returned", facts=facts, url="/desk/posts/1/")


def test_shows_the_news_and_how_many_are_new(client, ada, news):
    client.force_login(ada)

    page = client.get("/desk/inbox/").content.decode()

    assert "Ed asks for changes to “Spelt, quickly”." in page
    assert '<span class="desk-nav__number">1</span>' in page


@pytest.mark.parametrize(
    ("path", "words"), [("/desk/", "Menu: My work, Inbox 1"), ("/desk/inbox/", "Menu: Inbox 1")]
)
def test_the_folded_menu_says_how_many_are_new(client, ada, news, path, words):
    client.force_login(ada)

    summary = re.search(r"<summary[^>]*>(.*?)</summary>", client.get(path).content.decode(), re.S)

    assert strip_tags(summary.group(1)) == words


def test_marks_one_or_all_as_read_and_stays_at_the_desk(client, ada, news):
    client.force_login(ada)

    answer = client.post("/accounts/notifications/read/", {"notification": news.pk, "desk": "yes"})

    assert answer.headers["Location"] == "/desk/inbox/"
    assert Notification.objects.get().read_at is not None
    assert "desk-nav__number" not in client.get("/desk/inbox/").content.decode()


def test_an_empty_inbox_says_what_comes_there(client, ada):
    client.force_login(ada)

    assert "Nothing new" in client.get("/desk/inbox/").content.decode()


def test_readers_have_theirs_in_their_account(client, rosa):
    client.force_login(rosa)

    assert client.get("/desk/inbox/").status_code == 403
