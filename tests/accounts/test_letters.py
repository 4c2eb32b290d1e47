"""Every mail to somebody with an account: the same words as plain text and as valid HTML."""

import re
from collections import defaultdict
from datetime import timedelta

import pytest

from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.notifications import KINDS, Way
from blog.accounts.rules.roles import Role
from blog.accounts.services import inviting, leaving, notifying, preferences
from blog.delivery.models import OutboxMessage
from tests import factories
from tests.support.mails import ensure_readable

pytestmark = pytest.mark.django_db


def last_mail():
    return OutboxMessage.objects.filter(kind="mail").latest("pk").payload


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_news(rosa, noon, kind, language):
    rosa.profile.language = language
    rosa.profile.save()
    if not KINDS[kind].must_reach:
        preferences.save_preferences(by=rosa, ways={kind: Way.NOW})
    facts = dict.fromkeys(re.findall(r"%\((\w+)\)", str(KINDS[kind].line)), "A <b> & “c”")

    notifying.notify(user=rosa, kind=kind, facts=facts, url="/posts/rye/", at=noon)

    ensure_readable(last_mail(), language)


def test_the_daily_digest(rosa, noon):
    kind = next(kind for kind in KINDS.values() if not kind.must_reach)
    preferences.save_preferences(by=rosa, ways={kind.name: Way.DAILY})
    facts = defaultdict(lambda: "A <b> & “c”")
    for number in range(2):
        facts["who"] = f"Ed {number}"
        named = {name: facts[name] for name in re.findall(r"%\((\w+)\)", str(kind.line))}
        notifying.notify(user=rosa, kind=kind.name, facts=named, url="/posts/rye/", at=noon)

    notifying.send_digests(at=noon + timedelta(days=1))

    ensure_readable(last_mail())


def test_the_last_mail_to_an_account(rosa, noon):
    leaving.ask_to_leave(by=rosa, comments=Comments.ERASE, at=noon)
    leaving.end_due(at=noon + timedelta(days=8))

    ensure_readable(last_mail())


def test_an_invitation(noon):
    admin = factories.make_user("tomas@example.com", first_name="T. <b>", roles=["Admin"])
    inviting.invite(by=admin, email="new@example.com", roles=[Role.EDITOR], at=noon)

    ensure_readable(last_mail())
