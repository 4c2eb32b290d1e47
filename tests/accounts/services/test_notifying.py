"""News goes the way that its reader chose, once, and every mail says how to stop it."""

from datetime import timedelta

import pytest
from django.core.cache import caches

from blog.accounts.models import Notification
from blog.accounts.rules import notifications as rules
from blog.accounts.rules.limits import NEWS_MAILS
from blog.accounts.rules.notifications import Kind, Way
from blog.accounts.services import notifying, preferences
from blog.delivery.models import OutboxMessage

REPLY = Kind("test.reply", "Replies to you", "%(who)s replied to you.", "Read the reply")
URGENT = Kind("test.urgent", "Your account", "Something happened.", "", must_reach=True)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    """Only these: what a test finds does not depend on which rooms have news to tell."""
    monkeypatch.setattr(rules, "KINDS", {REPLY.name: REPLY, URGENT.name: URGENT})
    for module in (notifying, preferences):
        monkeypatch.setattr(module, "KINDS", rules.KINDS)


@pytest.fixture
def tell(rosa, noon):
    def now(kind=REPLY.name, **more):
        more = {"facts": {"who": "Ed"}, "url": "/posts/rye/", "at": noon, **more}
        return notifying.notify(user=rosa, kind=kind, **more)

    return now


def choose(user, way):
    preferences.save_preferences(by=user, ways={REPLY.name: way})


def test_by_default_it_is_shown_and_mailed(rosa, tell):
    assert tell().line == "Ed replied to you."

    mail = OutboxMessage.objects.get()
    assert mail.payload["to"] == rosa.email
    assert mail.payload["subject"] == "Ed replied to you."
    assert "http://testserver/posts/rye/" in mail.payload["text"]


@pytest.mark.parametrize(
    ("way", "shown", "mails"),
    [(Way.NOW, 1, 1), (Way.DAILY, 1, 0), (Way.HERE, 1, 0), (Way.OFF, 0, 0)],
)
def test_it_goes_the_chosen_way(rosa, tell, way, shown, mails):
    choose(rosa, way)
    tell()

    assert (Notification.objects.count(), OutboxMessage.objects.count()) == (shown, mails)


def test_many_mails_in_an_hour_are_too_many_and_the_rest_comes_in_one(rosa, ed, tell, noon):
    caches["limits"].clear()
    for number in range(NEWS_MAILS.amount + 3):
        tell(facts={"who": f"Somebody {number}"})
        tell(URGENT.name)
    notifying.notify(user=ed, kind=REPLY.name, facts={"who": "Ada"})

    subjects = [mail.payload["subject"] for mail in OutboxMessage.objects.order_by("pk")]
    assert subjects.count("Something happened.") == NEWS_MAILS.amount + 3
    assert [one for one in subjects if one.startswith("Somebody")] == [
        f"Somebody {number} replied to you." for number in range(NEWS_MAILS.amount)
    ]
    assert "Ada replied to you." in subjects

    assert notifying.send_digests(at=noon + timedelta(days=1)) == 1
    assert OutboxMessage.objects.latest("pk").payload["subject"] == "3 pieces of news"


def test_what_must_reach_people_does_and_has_no_way_to_stop_it(rosa, tell):
    tell(URGENT.name)

    assert "List-Unsubscribe" not in OutboxMessage.objects.get().payload["headers"]
    with pytest.raises(preferences.CannotBeSwitchedOff):
        preferences.save_preferences(by=rosa, ways={URGENT.name: Way.OFF})


def test_the_same_news_is_told_once(tell):
    tell(key="reply:7")
    tell(key="reply:7")

    assert (Notification.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_mail_speaks_the_readers_language(rosa, tell):
    rosa.profile.language = "de"
    rosa.profile.save()
    tell()

    payload = OutboxMessage.objects.get().payload
    assert '<html lang="de">' in payload["html"]
    assert "/de/accounts/unsubscribe/" in payload["headers"]["List-Unsubscribe"]


def test_a_closed_account_hears_nothing(rosa, tell):
    rosa.is_active = False

    assert tell() is None


def test_the_digest_gathers_what_is_unread_and_goes_once(rosa, tell, noon):
    choose(rosa, Way.DAILY)
    tell()
    read = tell(facts={"who": "Ada"})
    notifying.mark_read(by=rosa, at=noon, notification_id=read.pk)
    next_morning = noon + timedelta(hours=18)

    assert notifying.send_digests(at=noon + timedelta(hours=17)) == 0
    assert notifying.send_digests(at=next_morning) == 1
    assert notifying.send_digests(at=next_morning + timedelta(minutes=5)) == 0
    payload = OutboxMessage.objects.get().payload
    assert payload["subject"] == "1 piece of news"
    assert "Ed replied" in payload["text"]
    assert "Ada replied" not in payload["text"]


def stop_path(payload):
    return payload["headers"]["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")


def test_one_click_stops_a_kind_without_a_session(client, rosa, tell):
    tell()
    payload = OutboxMessage.objects.get().payload
    assert payload["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    answer = client.post(stop_path(payload), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    tell(facts={"who": "Ada"})
    assert (Notification.objects.count(), OutboxMessage.objects.count()) == (2, 1)


def test_a_get_only_asks(client, rosa, tell):
    tell()
    answer = client.get(stop_path(OutboxMessage.objects.get().payload))

    assert answer.status_code == 200
    assert "Stop these e-mails?" in answer.content.decode()
    assert not rosa.notification_choices.exists()


def test_stopping_the_digest_stops_all_that_comes_daily(client, rosa, tell, noon):
    choose(rosa, Way.DAILY)
    tell()
    notifying.send_digests(at=noon + timedelta(days=1))
    client.post(stop_path(OutboxMessage.objects.get().payload))

    assert rosa.notification_choices.get().way == Way.HERE


@pytest.mark.parametrize("token", ["nothing", "WzEsInQiXQ:1abc:def"])
def test_a_link_that_is_not_ours_is_refused(client, db, token):
    assert client.post(f"/accounts/unsubscribe/{token}/").status_code == 404


def test_the_inbox_shows_and_marks(client, rosa, ed, tell):
    tell()
    client.force_login(ed)
    client.post("/accounts/notifications/read/", {"notification": Notification.objects.get().pk})
    assert Notification.objects.get().read_at is None

    client.force_login(rosa)
    assert "Ed replied to you." in client.get("/accounts/notifications/").content.decode()
    client.post("/accounts/notifications/read/", {"all": "yes"})
    assert Notification.objects.get().read_at is not None


def test_old_news_is_thrown_away(tell, noon):
    tell()

    assert notifying.forget_old(at=noon + timedelta(days=179)) == 0
    assert notifying.forget_old(at=noon + timedelta(days=181)) == 1


def test_the_page_of_preferences_saves(client, rosa):
    client.force_login(rosa)
    answer = client.post(
        "/accounts/notifications/preferences/", {REPLY.name: "off", "language": "de"}
    )

    assert answer.status_code == 302
    assert rosa.notification_choices.get().way == Way.OFF
    rosa.profile.refresh_from_db()
    assert rosa.profile.language == "de"
    page = client.post("/accounts/notifications/preferences/", {REPLY.name: "x", "language": "de"})
    assert page.status_code == 422
