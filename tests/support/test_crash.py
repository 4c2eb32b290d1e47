"""The script that kills the worker still knows the site: what it prepares, and what it would find damaged."""

import pytest
from django.utils import timezone

from blog.delivery.services import outbox
from blog.publishing.services import due
from tests.support import crash


@pytest.fixture
def server():
    return crash.MailServer()


@pytest.fixture
def hooks(settings):
    settings.WEBHOOKS_TO_THIS_MACHINE = True
    settings.GRACE_SECONDS = 0
    with crash.HookServer() as running:
        yield running


@pytest.mark.django_db
def test_a_round_in_which_nobody_is_killed_does_no_damage(server, hooks, mailoutbox):
    newsroom = crash.Newsroom(hooks.url)
    posts = newsroom.prepare_round(1)
    newsroom.note_events()
    assert not newsroom.is_first_public(posts)()
    assert len(newsroom.find_damage(server, hooks)) > len(posts)

    due.run_due(at=timezone.now())
    while not newsroom.is_all_done():
        outbox.send_due(at=timezone.now())
    newsroom.note_events()
    server.taken.update(mail.message()["Message-ID"] for mail in mailoutbox)

    assert newsroom.is_first_public(posts)()
    assert newsroom.find_damage(server, hooks) == []
    assert set(hooks.taken.values()) == {1}
