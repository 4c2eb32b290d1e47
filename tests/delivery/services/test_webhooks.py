"""Webhooks from the outbox to a receiver on this machine: signed, in order, again until it is there."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from blog.delivery.events import EndpointSwitchedOff
from blog.delivery.models import Delivery, OutboxMessage, State, WebhookEndpoint, WebhookEvent
from blog.delivery.rules import webhooks as rules
from blog.delivery.rules.addresses import Refusal
from blog.delivery.rules.retries import LEASE
from blog.delivery.rules.webhooks import Audience, EventKind, Off
from blog.delivery.services import endpoints, outbox, webhooks
from blog.events import _listeners, listen
from tests.support.receiver import receiver

pytestmark = pytest.mark.django_db

KIND = "test.happened"


@pytest.fixture(autouse=True)
def _a_kind_of_event():
    rules.declare(EventKind(KIND, "It happened", Audience.PUBLIC, "Never.", ()))
    yield
    del rules.EVENTS[KIND]


@pytest.fixture
def there(settings):
    settings.WEBHOOKS_TO_THIS_MACHINE = True
    with receiver() as state:
        yield state


@pytest.fixture
def endpoint(there):
    return endpoints.add(name="Here", url=f"{there.url}/hook", events=[KIND])


def now():
    return timezone.now()


def happen(about="thing:1", **more):
    webhooks.tell(kind=KIND, about=about, data=lambda: {"about": about}, at=now(), **more)
    return WebhookEvent.objects.order_by("pk").last()


def make_due():
    """Let the time pass until everything that waits is due."""
    OutboxMessage.objects.filter(state=State.WAITING).update(due_at=now())
    WebhookEndpoint.objects.update(rest_until=None)


def send():
    return outbox.send_due(at=now())


def is_signed(headers, body, secret):
    """Compute the signature as a receiver would, with nothing of ours."""
    key = base64.b64decode(secret[len("whsec_") :])
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return right in headers["webhook-signature"].split(" ")


def states():
    return list(Delivery.objects.order_by("pk").values_list("message__state", flat=True))


# --- what arrives ----------------------------------------------------------------------------


def test_an_event_arrives_signed_and_as_json(there, endpoint):
    event = happen()
    send()

    (headers,), (body,) = there.headers, there.bodies
    assert there.paths == ["/hook"]
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"] == event.public_id
    assert is_signed(headers, body, endpoints.secret_of(endpoint=endpoint))
    assert json.loads(body) == {
        "type": KIND,
        "timestamp": rules.moment(event.created_at),
        "sequence": event.pk,
        "data": {"about": "thing:1"},
    }
    (tried,) = Delivery.objects.get().tries
    assert (tried["status"], tried["answer"], tried["error"]) == (200, "thank you", "")
    assert tried["ms"] >= 0


def test_only_who_chose_an_event_is_told_and_nothing_is_asked_where_nobody_did(there, endpoint):
    rules.declare(EventKind("test.other", "Other", Audience.PUBLIC, "Never.", ()))
    try:
        webhooks.tell(kind="test.other", about="thing:1", data=lambda: 1 / 0, at=now())
    finally:
        del rules.EVENTS["test.other"]
    assert WebhookEvent.objects.count() == 0


def test_what_has_nothing_to_say_is_not_told(there, endpoint):
    webhooks.tell(kind=KIND, about="thing:1", data=lambda: None, at=now())
    assert WebhookEvent.objects.count() == 0


def test_what_is_rolled_back_is_not_told(there, endpoint):
    with transaction.atomic():
        happen()
        transaction.set_rollback(True)
    send()
    assert there.bodies == []


def test_two_endpoints_get_the_same_id_and_body(there, endpoint):
    endpoints.add(name="There", url=f"{there.url}/other", events=[KIND])
    happen()
    send()

    assert sorted(there.paths) == ["/hook", "/other"]
    assert len(set(there.bodies)) == 1
    assert len({headers["webhook-id"] for headers in there.headers}) == 1


# --- what does not arrive at once ------------------------------------------------------------


def test_a_failure_is_tried_again_with_the_same_id_and_body(there, endpoint):
    there.answers = [500, 200]
    happen()

    assert send().failed
    assert send().sent == ()  # not before its time
    make_due()
    assert send().sent

    assert len(set(there.bodies)) == 1
    assert len({headers["webhook-id"] for headers in there.headers}) == 1
    assert [one["status"] for one in Delivery.objects.get().tries] == [500, 200]
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures) == (None, 0)


def test_eight_failures_are_the_end(there, endpoint):
    there.answers = [500]
    happen()
    for _try in range(8):
        make_due()
        ended = send()
    assert len(ended.given_up) == 1
    assert len(there.bodies) == 8


def test_who_does_not_answer_in_time_has_not_answered(there, endpoint, monkeypatch):
    monkeypatch.setattr(rules, "SECONDS", 0.2)
    there.holds = True
    happen()

    assert send().failed
    (tried,) = Delivery.objects.get().tries
    assert (tried["status"], tried["error"]) == (None, "took too long")


def test_a_redirect_is_not_followed(there, endpoint):
    there.answers, there.location = [302], "/elsewhere"
    happen()
    assert send().failed
    assert there.paths == ["/hook"]


def test_a_private_address_is_never_spoken_to(there, endpoint, settings):
    settings.WEBHOOKS_TO_THIS_MACHINE = False  # a name that leads inside, as far as it is concerned
    happen()

    assert send().failed
    assert there.bodies == []
    assert "not a public address" in Delivery.objects.get().tries[0]["error"]


def test_while_it_cannot_be_reached_the_rest_waits_without_a_try(there, endpoint):
    there.answers = [503]
    happen("thing:1")
    happen("thing:2")
    happen("thing:3")

    send()

    assert len(there.bodies) == 1
    endpoint.refresh_from_db()
    assert endpoint.rest_until > now()
    waiting = OutboxMessage.objects.exclude(delivery__event__about="thing:1")
    assert set(waiting.values_list("tries", "due_at")) == {(0, endpoint.rest_until)}


def test_what_waited_a_day_for_an_endpoint_out_of_reach_is_given_up(there, endpoint):
    happen()
    WebhookEndpoint.objects.update(rest_until=now() + timedelta(minutes=5))
    Delivery.objects.update(wanted_at=now() - rules.WAITS_FOR)

    assert send().given_up
    assert there.bodies == []


def test_who_answers_slowly_gives_others_their_turn(there, endpoint, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", timedelta(0))
    happen()
    send()
    endpoint.refresh_from_db()
    assert endpoint.rest_until is not None


def test_mail_does_not_wait_for_webhooks(there, endpoint):
    happen()
    assert outbox.send_due(at=now(), slow=False).sent == ()
    assert outbox.send_due(at=now(), slow=True).sent


# --- order -----------------------------------------------------------------------------------


def test_a_later_event_of_a_thing_waits_for_an_earlier_one(there, endpoint):
    there.answers = [500, 200]
    first, other, second = happen("thing:1"), happen("thing:2"), happen("thing:1")

    send()
    assert [h["webhook-id"] for h in there.headers] == [first.public_id, other.public_id]
    make_due()
    send()
    make_due()
    send()

    ids = [headers["webhook-id"] for headers in there.headers]
    assert ids == [first.public_id, other.public_id, first.public_id, second.public_id]
    assert states() == [State.SENT] * 3
    assert second.pk > first.pk  # what the body calls its sequence


def test_one_that_waits_for_its_time_holds_the_later_one(there, endpoint):
    happen("thing:1", due_at=now() + timedelta(minutes=1))
    happen("thing:1")
    send()
    assert there.bodies == []


def test_once_the_earlier_is_given_up_the_later_goes(there, endpoint):
    happen("thing:1", due_at=now() + timedelta(minutes=1), group="undo")
    second = happen("thing:1")
    outbox.cancel_group(group="undo", at=now())
    send()
    assert [headers["webhook-id"] for headers in there.headers] == [second.public_id]


def test_a_worker_that_died_while_sending_sends_again_and_the_id_tells(there, endpoint):
    happen()
    claimed = outbox._claim_next(now())
    webhooks.deliver(key=claimed.key)  # and then the machine goes down

    assert outbox.send_due(at=now()).sent == ()
    assert outbox.send_due(at=now() + LEASE).sent == (claimed.pk,)
    assert len({headers["webhook-id"] for headers in there.headers}) == 1


# --- the end of an endpoint ------------------------------------------------------------------


@pytest.fixture
def switched_off():
    heard = []
    listen(EndpointSwitchedOff)(heard.append)
    yield heard
    _listeners[EndpointSwitchedOff].remove(heard.append)


def test_gone_is_gone(there, endpoint, switched_off, django_capture_on_commit_callbacks):
    there.answers = [410]
    happen("thing:1")
    happen("thing:2")

    with django_capture_on_commit_callbacks(execute=True):
        assert send().given_up

    endpoint.refresh_from_db()
    assert (endpoint.is_on, endpoint.off_reason) == (False, Off.GONE)
    assert states() == [State.DEAD, State.DEAD]
    assert switched_off == [EndpointSwitchedOff(endpoint.pk)]
    happen("thing:3")
    assert Delivery.objects.count() == 2


def test_five_days_of_nothing_but_failures_switch_it_off(
    there, endpoint, switched_off, django_capture_on_commit_callbacks
):
    there.answers = [500]
    WebhookEndpoint.objects.update(failing_since=now() - rules.OFF_AFTER)
    happen()

    with django_capture_on_commit_callbacks(execute=True):
        send()

    endpoint.refresh_from_db()
    assert (endpoint.is_on, endpoint.off_reason) == (False, Off.FAILING)
    assert len(switched_off) == 1


def test_switched_off_by_hand_it_hears_nothing_and_nobody_is_told(there, endpoint, switched_off):
    happen("thing:1")
    endpoints.switch_off(endpoint=endpoint, at=now())
    happen("thing:2")
    send()
    assert there.bodies == []
    assert states() == [State.DEAD]
    assert switched_off == []

    endpoints.switch_on(endpoint=endpoint)
    happen("thing:3")
    send()
    assert len(there.bodies) == 1


def test_switched_off_while_a_message_was_taken_it_is_not_sent(there, endpoint):
    happen()
    WebhookEndpoint.objects.update(is_on=False)
    send()
    assert (there.bodies, states()) == ([], [State.CANCELLED])


def test_removed_with_all_that_it_was_sent(there, endpoint):
    happen()
    endpoints.remove(endpoint=endpoint)
    assert OutboxMessage.objects.count() == WebhookEvent.objects.count() == 0


# --- by hand ---------------------------------------------------------------------------------


def test_a_replay_has_the_same_id_and_body(there, endpoint):
    happen()
    send()
    webhooks.replay(delivery=Delivery.objects.get(), at=now())
    send()

    assert len(there.bodies) == 2
    assert len(set(there.bodies)) == 1
    assert len({headers["webhook-id"] for headers in there.headers}) == 1
    assert states() == [State.SENT]


def test_what_was_given_up_can_be_replayed(there, endpoint):
    happen()
    OutboxMessage.objects.update(state=State.DEAD)
    webhooks.replay(delivery=Delivery.objects.get(), at=now())
    send()
    assert len(there.bodies) == 1


def test_what_was_undone_cannot_be_replayed_even_if_it_was_given_up_before(there, endpoint):
    happen(group="post:1:1", due_at=now() + timedelta(minutes=1))
    endpoints.switch_off(endpoint=endpoint, at=now())
    outbox.cancel_group(group="post:1:1", at=now())
    endpoints.switch_on(endpoint=endpoint)

    with pytest.raises(outbox.WasUndone):
        webhooks.replay(delivery=Delivery.objects.get(), at=now())
    send()
    assert there.bodies == []


def test_nothing_is_replayed_or_tested_while_it_is_off(there, endpoint):
    happen()
    endpoints.switch_off(endpoint=endpoint, at=now())
    with pytest.raises(webhooks.EndpointIsOff):
        webhooks.replay(delivery=Delivery.objects.select_related("endpoint").get(), at=now())
    with pytest.raises(webhooks.EndpointIsOff):
        webhooks.send_test(endpoint=endpoint, at=now())


def test_a_test_goes_out_also_while_the_endpoint_rests(there, endpoint):
    WebhookEndpoint.objects.update(rest_until=now() + timedelta(minutes=5))
    webhooks.send_test(endpoint=endpoint, at=now())
    send()
    assert json.loads(there.bodies[0])["type"] == rules.TEST


def test_after_a_rotation_both_secrets_sign_for_a_day(there, endpoint):
    old = endpoints.secret_of(endpoint=endpoint)
    endpoints.rotate_secret(endpoint=endpoint, at=now())
    new = endpoints.secret_of(endpoint=endpoint)
    happen("thing:1")
    send()
    endpoint.refresh_from_db()
    WebhookEndpoint.objects.update(previous_until=now())
    happen("thing:2")
    send()

    assert old != new
    signed = [
        (is_signed(headers, body, old), is_signed(headers, body, new))
        for headers, body in zip(there.headers, there.bodies, strict=True)
    ]
    assert signed == [(True, True), (False, True)]


def test_a_stolen_secret_ends_at_once(there, endpoint):
    old = endpoints.secret_of(endpoint=endpoint)
    endpoints.rotate_secret(endpoint=endpoint, at=now(), at_once=True)
    happen()
    send()
    assert not is_signed(there.headers[0], there.bodies[0], old)


def test_the_secret_is_not_in_the_database(endpoint):
    secret = endpoints.secret_of(endpoint=endpoint)
    row = WebhookEndpoint.objects.values().get()
    assert not any(secret in str(value) for value in row.values())


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("https://10.0.0.1/", Refusal.INSIDE),
        ("http://example.com/", Refusal.NOT_HTTPS),
        ("hook", Refusal.NO_ADDRESS),
    ],
)
def test_an_address_that_nothing_can_be_sent_to_is_refused(url, refusal):
    with pytest.raises(endpoints.WrongAddress) as refused:
        endpoints.add(name="Bad", url=url, events=[KIND])
    assert str(refused.value) == str(endpoints.REFUSALS[refusal])
    assert WebhookEndpoint.objects.count() == 0


def test_an_endpoint_hears_of_something():
    with pytest.raises(endpoints.NothingChosen):
        endpoints.add(name="Deaf", url="https://example.com/", events=["no.such"])


def test_a_change_holds_for_what_waits(there, endpoint):
    happen()
    endpoints.change(endpoint=endpoint, name="New", url=f"{there.url}/new", events=[KIND])
    send()
    assert there.paths == ["/new"]


# --- what is kept ----------------------------------------------------------------------------


def test_fifty_deliveries_are_kept_and_whatever_waits(there, endpoint, monkeypatch):
    monkeypatch.setattr(rules, "KEPT", 2)
    waits = happen("thing:0", due_at=now() + timedelta(days=1))
    for number in range(1, 5):
        happen(f"thing:{number}")
    send()

    assert webhooks.forget_old(at=now()) == 2

    kept = set(WebhookEvent.objects.values_list("about", flat=True))
    assert kept == {waits.about, "thing:3", "thing:4"}


def test_an_old_secret_is_forgotten_when_its_day_is_over(endpoint):
    endpoints.rotate_secret(endpoint=endpoint, at=now() - rules.OVERLAP)
    webhooks.forget_old(at=now())
    endpoint.refresh_from_db()
    assert (endpoint.previous_secret, endpoint.previous_until) == ("", None)


def test_with_the_outboxs_old_messages_go_their_deliveries(there, endpoint):
    happen()
    send()
    OutboxMessage.objects.update(finished_at=now() - outbox.KEPT_FOR - timedelta(days=1))
    outbox.forget_old(at=now())
    webhooks.forget_old(at=now())
    assert Delivery.objects.count() == WebhookEvent.objects.count() == 0
