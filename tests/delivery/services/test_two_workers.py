"""Two workers at one outbox, on a database that both of them write to: each event arrives once."""

import pytest
from django.utils import timezone

from blog.delivery.models import Delivery, State
from blog.delivery.rules import webhooks as rules
from blog.delivery.rules.webhooks import Audience, EventKind
from blog.delivery.services import endpoints, outbox, webhooks
from tests.support.receiver import receiver
from tests.support.two_workers import at_once

KIND = "test.happened"


@pytest.mark.usefixtures("shared_database")
def test_each_event_arrives_once(settings, monkeypatch):
    settings.WEBHOOKS_TO_THIS_MACHINE = True
    monkeypatch.setitem(
        rules.EVENTS, KIND, EventKind(KIND, "It happened", Audience.PUBLIC, "Never.", ())
    )
    with receiver() as there:
        endpoints.add(name="Here", url=f"{there.url}/hook", events=[KIND])
        for number in range(6):
            about = f"thing:{number}"
            webhooks.tell(kind=KIND, about=about, data=dict, at=timezone.now())

        at_once(lambda: outbox.send_due(at=timezone.now()))

    assert set(Delivery.objects.values_list("message__state", flat=True)) == {State.SENT}
    ids = [headers["webhook-id"] for headers in there.headers]
    assert len(ids) == len(set(ids)) == 6
