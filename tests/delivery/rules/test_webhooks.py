"""Webhooks: signatures as the specification has them, and when an endpoint rests or goes."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from blog.delivery.rules import webhooks as rules
from blog.delivery.rules.webhooks import Audience, EventKind

AT = datetime(2026, 11, 20, 12, 0, 5, tzinfo=UTC)


def test_the_signature_is_the_one_of_the_specifications_own_example():
    headers = rules.headers_for(
        public_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        body=b'{"test": 2432232314}',
        at=datetime.fromtimestamp(1614265330, UTC),
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_two_secrets_sign_side_by_side():
    secrets = [rules.new_secret(b"a" * 32), rules.new_secret(b"b" * 32)]
    signed = rules.headers_for(public_id="msg_1", body=b"{}", at=AT, secrets=secrets)

    expected = [
        "v1," + base64.b64encode(hmac.new(key, signed_text, hashlib.sha256).digest()).decode()
        for signed_text in [f"msg_1.{int(AT.timestamp())}.{{}}".encode()]
        for key in (b"a" * 32, b"b" * 32)
    ]
    assert signed["webhook-signature"].split(" ") == expected


def test_a_body_is_one_line_with_type_time_order_and_data():
    body = rules.body_of(kind="post.published", at=AT, sequence=7, data={"title": "Brötchen"})

    assert "\n" not in body
    assert json.loads(body) == {
        "type": "post.published",
        "timestamp": "2026-11-20T12:00:05Z",
        "sequence": 7,
        "data": {"title": "Brötchen"},
    }


def test_a_kind_is_declared_once_and_may_be_declared_again():
    kind = EventKind("test.kind", "A test", Audience.PUBLIC, "Never.", ())
    try:
        rules.declare(kind)
        rules.declare(kind)
        with pytest.raises(ValueError, match=r"test\.kind"):
            rules.declare(EventKind("test.kind", "Another", Audience.PUBLIC, "Never.", ()))
    finally:
        del rules.EVENTS["test.kind"]


def test_rests_grow_and_end_at_ten_minutes():
    rests = [rules.rest_after(failures=n) for n in (1, 2, 3, 50)]
    assert rests == [
        timedelta(seconds=30),
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(minutes=10),
    ]


def test_five_days_of_failures_are_beyond_hope():
    assert not rules.is_beyond_hope(failing_since=AT, at=AT + timedelta(days=4, hours=23))
    assert rules.is_beyond_hope(failing_since=AT, at=AT + timedelta(days=5))


@pytest.mark.parametrize(("status", "good"), [(200, True), (204, True), (302, False), (410, False)])
def test_only_a_success_is_one(status, good):
    assert rules.is_good(status) is good
