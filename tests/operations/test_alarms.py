"""A message that was given up is told to those who can send it again, once a day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from blog.accounts.models import Notification
from blog.delivery.rules.retries import MOST_TRIES
from blog.delivery.services import outbox
from blog.delivery.services.mail import queue_mail
from tests import factories

pytestmark = pytest.mark.django_db


def told(user):
    return [one.line for one in Notification.objects.filter(user=user).order_by("pk")]


def give_up(subject):
    message = queue_mail(to="rosa@example.com", subject=subject, text="Rye.")
    for _ in range(MOST_TRIES):
        message.refresh_from_db()
        outbox.send_due(at=message.due_at)


@pytest.fixture
def _no_way_out(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError("the mail server is down")

    monkeypatch.setattr("blog.delivery.carriers.EmailMultiAlternatives.send", refuse)


@pytest.mark.usefixtures("_no_way_out")
def test_who_may_send_again_is_told(ada, ed, django_capture_on_commit_callbacks):
    chief = factories.make_user("chief@example.com", roles=["Admin"])
    with django_capture_on_commit_callbacks(execute=True):
        give_up("A code")

    line = "“A code” could not be delivered, and is not tried again by itself."
    assert told(ed) == told(chief) == [line]
    assert told(ada) == []
    assert Notification.objects.filter(user=ed).get().url == "/desk/jobs/"


@pytest.mark.usefixtures("_no_way_out")
def test_once_a_day_also_when_nothing_leaves_at_all(ed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        give_up("A code")
        give_up("Another")
    # The mail that tells of it cannot leave either, and tells of nothing more.
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(MOST_TRIES + 1):
            outbox.send_due(at=timezone.now() + timedelta(days=2))
    assert len(told(ed)) == 1
    assert mail.outbox == []
