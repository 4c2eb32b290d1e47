"""What reaches whom, how, and when the daily digest is due."""

from datetime import UTC, datetime

import pytest

from blog.accounts.rules import notifications
from blog.accounts.rules.notifications import Kind, Routing, Way

REPLY = Kind("t.reply", "Replies", "%(who)s replied", "Read", default=Way.DAILY)
ACCOUNT = Kind("t.account", "Account", "Changed", "See", must_reach=True)


def test_the_chosen_way_holds_and_else_the_default():
    assert notifications.way_of(REPLY, None) is Way.DAILY
    assert notifications.way_of(REPLY, Way.OFF) is Way.OFF


@pytest.mark.parametrize("chosen", [None, *Way])
def test_news_about_an_account_cannot_be_switched_off(chosen):
    assert notifications.way_of(ACCOUNT, chosen) is Way.NOW


@pytest.mark.parametrize(
    ("way", "routing"),
    [
        (Way.NOW, Routing(show=True, mail_now=True, mail_daily=False)),
        (Way.DAILY, Routing(show=True, mail_now=False, mail_daily=True)),
        (Way.HERE, Routing(show=True, mail_now=False, mail_daily=False)),
        (Way.OFF, Routing(show=False, mail_now=False, mail_daily=False)),
    ],
)
def test_what_a_way_means(way, routing):
    assert notifications.route(way) == routing


def test_stopping_mail_keeps_what_the_site_shows():
    assert notifications.without_mail(Way.NOW) is Way.HERE
    assert notifications.without_mail(Way.OFF) is Way.OFF


@pytest.mark.parametrize(
    ("now", "cutoff"),
    [
        (datetime(2026, 11, 20, 5, 59, tzinfo=UTC), datetime(2026, 11, 19, 6, tzinfo=UTC)),
        (datetime(2026, 11, 20, 6, 0, tzinfo=UTC), datetime(2026, 11, 20, 6, tzinfo=UTC)),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), datetime(2026, 11, 20, 6, tzinfo=UTC)),
    ],
)
def test_a_digest_is_due_once_a_day(now, cutoff):
    assert notifications.digest_cutoff(now) == cutoff


def test_a_name_is_one_kind(monkeypatch):
    monkeypatch.setattr(notifications, "KINDS", {})
    notifications.declare(REPLY)
    notifications.declare(REPLY)

    with pytest.raises(ValueError, match="reply"):
        notifications.declare(Kind("t.reply", "Other", "x", "y"))
