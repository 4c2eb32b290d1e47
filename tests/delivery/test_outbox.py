"""What leaves the house: once where all goes well, again where not, never silently lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from blog.delivery.events import DeliveryGivenUp
from blog.delivery.models import OutboxMessage, State
from blog.delivery.rules.retries import LEASE, MOST_TRIES, PAUSES, pause_after
from blog.delivery.services import outbox
from blog.delivery.services.mail import queue_mail
from blog.events import _listeners, listen

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried():
    """What the test's own carrier got; it fails as often as ``failures`` says."""

    class Carried(list):
        failures = 0
        error = ConnectionError("the line is dead")

    got = Carried()

    @outbox.carries(kind="test")
    def carry(payload, key):
        if got.failures:
            got.failures -= 1
            raise got.error
        got.append((payload, key))

    yield got
    del outbox._carriers["test"]


def put(**more):
    return outbox.put(kind="test", payload={"n": 1}, **more)


def now():
    return timezone.now()


def test_pauses_grow_and_end():
    assert [pause_after(tries) for tries in range(1, MOST_TRIES)] == list(PAUSES)
    assert list(PAUSES) == sorted(PAUSES)
    assert pause_after(MOST_TRIES) is None
    with pytest.raises(ValueError, match="0"):
        pause_after(0)


def test_a_message_is_sent_once(carried):
    message = put()

    first, second = outbox.send_due(at=now()), outbox.send_due(at=now())

    assert first.sent == (message.pk,)
    assert second.sent == ()
    assert len(carried) == 1


def test_the_same_key_is_written_once(carried):
    assert put(key="post:1:mail").pk == put(key="post:1:mail").pk
    assert OutboxMessage.objects.count() == 1


def test_what_is_undone_is_not_sent(carried):
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert outbox.send_due(at=now()).sent == ()


def test_nothing_is_sent_before_its_time_and_can_be_cancelled_until_then(carried):
    put(group="post:1", due_at=now() + timedelta(seconds=60))
    assert outbox.send_due(at=now()).sent == ()

    assert outbox.cancel_group(group="post:1", at=now()) == 1
    assert outbox.send_due(at=now() + timedelta(hours=1)).sent == ()


@pytest.mark.parametrize("before", [State.WAITING, State.DEAD, State.CANCELLED])
def test_what_an_undo_took_back_is_never_sent_again(carried, before):
    message = put(group="post:1", due_at=now() + timedelta(seconds=60))
    OutboxMessage.objects.update(state=before)
    outbox.cancel_group(group="post:1", at=now())

    for act in (outbox.retry, outbox.send_again):
        with pytest.raises(outbox.WasUndone):
            act(message_id=message.pk, at=now())
    assert outbox.send_due(at=now() + timedelta(hours=1)).sent == ()


@pytest.mark.parametrize("state", [State.WAITING, State.DEAD, State.CANCELLED])
def test_nobody_sends_before_an_undo_is_over(carried, state):
    message = put(group="post:1", due_at=now() + timedelta(seconds=60))
    OutboxMessage.objects.update(state=state)

    for act in (outbox.retry, outbox.send_again):
        with pytest.raises(outbox.CanStillBeUndone):
            act(message_id=message.pk, at=now())

    outbox.retry(message_id=message.pk, at=now() + timedelta(seconds=61))
    assert outbox.send_due(at=now() + timedelta(seconds=62)).sent == (message.pk,)


def test_a_failure_is_tried_again_later_and_holds_up_no_other(carried):
    carried.failures = 1
    first, second = put(), put()

    run = outbox.send_due(at=now())

    assert (run.failed, run.sent) == ((first.pk,), (second.pk,))
    first.refresh_from_db()
    assert first.state == State.WAITING
    assert "the line is dead" in first.last_error
    assert first.due_at > now()
    assert outbox.send_due(at=first.due_at).sent == (first.pk,)


def test_after_the_last_try_it_is_given_up_and_said(carried, django_capture_on_commit_callbacks):
    carried.failures = MOST_TRIES
    heard = []
    listen(DeliveryGivenUp)(heard.append)
    message = put()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(MOST_TRIES):
            message.refresh_from_db()
            outbox.send_due(at=message.due_at)
    _listeners[DeliveryGivenUp].remove(heard.append)

    message.refresh_from_db()
    assert message.state == State.DEAD
    assert heard == [DeliveryGivenUp(message_id=message.pk)]

    outbox.retry(message_id=message.pk, at=now())
    assert outbox.send_due(at=now()).sent == (message.pk,)


def test_what_cannot_be_delivered_is_not_tried_again(carried):
    carried.failures, carried.error = 1, outbox.CannotBeDelivered("no such mailbox")

    message = put()

    assert outbox.send_due(at=now()).given_up == (message.pk,)
    assert OutboxMessage.objects.get().state == State.DEAD


def test_what_was_sent_is_neither_cancelled_nor_sent_again(carried):
    message = put()
    outbox.send_due(at=now())

    for act in (outbox.cancel, outbox.retry):
        with pytest.raises(outbox.AlreadyOnItsWay):
            act(message_id=message.pk, at=now())


def test_a_message_of_a_killed_worker_is_taken_over_after_its_lease(carried):
    message = put()
    taken = outbox._claim_next(now())

    assert outbox.send_due(at=now()).sent == ()
    assert outbox.send_due(at=now() + LEASE + timedelta(seconds=1)).sent == (message.pk,)

    # The worker was only slow: what it says now changes nothing.
    assert outbox._finish(taken, state=State.DEAD) == 0
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_mail_goes_out_with_both_texts_and_the_same_id_each_time():
    message = queue_mail(
        to="rosa@example.com",
        subject="Hello\nthere",
        text="Plain",
        html="<p>Rich</p>",
        headers={"List-Unsubscribe": "<https://example.com/u>"},
    )
    payload = message.payload
    outbox.send_due(at=now())
    # As if the worker had died before it could write down that the mail was sent.
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.WAITING, payload=payload)
    outbox.send_due(at=now())

    first, second = mail.outbox
    assert first.subject == "Hello there"
    assert first.alternatives[0].content == "<p>Rich</p>"
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["List-Unsubscribe"] == "<https://example.com/u>"


def test_of_a_mail_that_went_out_only_the_subject_is_kept():
    message = queue_mail(to="rosa@example.com", subject="Your code", text="123456")
    outbox.send_due(at=now())

    message.refresh_from_db()
    assert message.payload == {"subject": "Your code"}


def test_what_is_over_is_forgotten_after_thirty_days_and_what_waits_is_not(carried):
    sent, waiting = put(), put(due_at=now() + timedelta(days=60))
    outbox.send_due(at=now())

    assert outbox.forget_old(at=now() + timedelta(days=29)) == 0
    assert outbox.forget_old(at=now() + timedelta(days=31)) == 1
    assert list(OutboxMessage.objects.all()) == [waiting]
    assert sent.pk != waiting.pk
