"""Hubs are told of feeds: once for what changes together, again where it fails, never what is undone."""

import itertools
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from blog.delivery.models import OutboxMessage, State
from blog.delivery.services import outbox, outgoing, websub
from tests.support.receiver import receiver

pytestmark = pytest.mark.django_db

FEED, OTHER = "https://example.com/feeds/atom.xml", "https://example.com/feeds/rss.xml"


@pytest.fixture
def hub(settings):
    with receiver() as state:
        settings.WEBSUB_HUB = [state.url]
        yield state


def now():
    return timezone.now()


def send():
    """Gather what is due, let the seconds pass, and send."""
    outbox.send_due(at=now())
    OutboxMessage.objects.filter(kind="ping", state=State.WAITING).update(due_at=now())
    return outbox.send_due(at=now())


def told(hub):
    return [parse_qs(body.decode()) for body in hub.bodies]


def test_a_hub_is_told_of_each_feed(hub):
    websub.feeds_changed(feeds=[OTHER, FEED, FEED])
    send()

    assert told(hub) == [
        {"hub.mode": ["publish"], "hub.url": [feed], "hub.topic": [feed]} for feed in (FEED, OTHER)
    ]
    assert hub.headers[0]["content-type"] == "application/x-www-form-urlencoded"


def test_without_a_hub_nothing_is_noted(settings):
    settings.WEBSUB_HUB = []
    websub.feeds_changed(feeds=[FEED])
    assert OutboxMessage.objects.count() == 0


def test_what_changes_together_is_told_once(hub, settings):
    for number in range(20):
        websub.feeds_changed(feeds=[FEED, f"https://example.com/feeds/tag/{number % 2}/atom.xml"])
    send()

    assert len(told(hub)) <= 2 * 3  # the seconds may turn while it runs
    assert {one["hub.url"][0] for one in told(hub)} == {
        FEED,
        "https://example.com/feeds/tag/0/atom.xml",
        "https://example.com/feeds/tag/1/atom.xml",
    }


def test_what_is_undone_is_never_told(hub):
    websub.feeds_changed(feeds=[FEED], group="post:1:1", due_at=now() + timedelta(minutes=1))
    outbox.cancel_group(group="post:1:1", at=now())
    OutboxMessage.objects.update(due_at=now())
    send()
    assert told(hub) == []


def test_every_hub_is_told_and_one_that_fails_holds_up_no_other(hub, settings):
    with receiver() as second:
        settings.WEBSUB_HUB = [second.url, hub.url]
        second.answers = [500, 200]
        websub.feeds_changed(feeds=[FEED])
        send()
        send()
    assert len(hub.bodies) == 1
    assert len(second.bodies) == 2
    assert {one.state for one in OutboxMessage.objects.all()} == {State.SENT}


def test_one_feed_that_is_refused_does_not_keep_the_others(hub):
    hub.answers = [400, 204]
    websub.feeds_changed(feeds=[FEED, OTHER])
    send()
    assert len(hub.bodies) == 2
    assert (
        f"did not take {FEED} (answered 400)" in OutboxMessage.objects.get(kind="ping").last_error
    )


def test_a_slow_hub_is_left_after_half_a_minute_for_who_waits_behind_it(hub, monkeypatch):
    clock = itertools.count(step=20)
    monkeypatch.setattr(
        websub, "time", SimpleNamespace(monotonic=lambda: next(clock)), raising=False
    )
    monkeypatch.setattr(websub.outgoing, "ask", lambda **asked: outgoing.Answer(204, b"", True))
    feeds = [f"https://example.com/feeds/tag/{number}/atom.xml" for number in range(4)]
    first = outbox.put(kind="ping", payload={"hub": hub.url, "addresses": feeds})

    assert outbox.send_due(at=now(), most=1).sent == (first.pk,)

    rest = OutboxMessage.objects.get(state=State.WAITING)
    assert rest.payload == {"hub": hub.url, "addresses": feeds[2:]}
    assert outbox.send_due(at=now()).sent == (rest.pk,)


def test_who_comes_late_is_told_of_by_itself(hub, settings):
    at = now()
    websub.gather(feeds=[FEED], at=at)
    OutboxMessage.objects.update(state=State.SENT)
    websub.gather(feeds=[OTHER], at=at)
    waiting = OutboxMessage.objects.get(state=State.WAITING)
    assert waiting.payload["addresses"] == [OTHER]
