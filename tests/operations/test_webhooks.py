"""The screens of webhooks: who opens them, what they show, what their buttons do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.accounts.models import Notification
from blog.audit.models import Entry
from blog.delivery.models import Delivery, OutboxMessage, State, WebhookEndpoint
from blog.delivery.rules.webhooks import Off
from blog.delivery.services import endpoints, webhooks
from tests import factories

pytestmark = pytest.mark.django_db

ASKED = {"name": "Chat", "url": "https://example.com/hook", "public": ["post.published"]}


@pytest.fixture
def admin(db, client):
    person = factories.make_user("tomas@example.com", first_name="Tomás", roles=["Admin"])
    client.force_login(person)
    return person


@pytest.fixture
def endpoint(db):
    return endpoints.add(
        name="Chat", url="https://example.com/hook", events=["post.published", "comment.shown"]
    )


def deliver(endpoint, state=State.SENT, **tried):
    webhooks.send_test(endpoint=endpoint, at=timezone.now())
    delivery = Delivery.objects.first()
    one = {"at": timezone.now().isoformat(), "status": 200, "ms": 12, "answer": "", "error": ""}
    Delivery.objects.filter(pk=delivery.pk).update(tries=[one | tried])
    OutboxMessage.objects.filter(delivery=delivery).update(state=state)
    return delivery


@pytest.mark.parametrize("path", ["", "new/", "{}/", "{}/change/"])
def test_only_admins_come_in(client, ed, endpoint, path):
    address = f"/desk/webhooks/{path.format(endpoint.pk)}"
    assert client.get(address)["Location"].startswith("/accounts/login/")
    client.force_login(ed)
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Admin" in answer.text


def test_the_empty_list_says_what_to_do(client, admin):
    text = client.get("/desk/webhooks/").text
    assert "Nobody is told yet" in text
    assert "/desk/webhooks/new/" in text


def test_a_new_webhook_shows_its_secret_once(client, admin):
    answer = client.post("/desk/webhooks/new/", ASKED)
    endpoint = WebhookEndpoint.objects.get()
    secret = endpoints.secret_of(endpoint=endpoint)

    assert answer["Location"] == f"/desk/webhooks/{endpoint.pk}/"
    first, second = client.get(answer["Location"]), client.get(answer["Location"])
    assert secret in first.text
    assert "no-store" in first["Cache-Control"]
    assert secret not in second.text
    assert endpoint.events == ["post.published"]
    entry = Entry.objects.get(act="webhook.added")
    assert (entry.actor, entry.subject_label) == (admin, "Chat")
    assert secret not in str(vars(entry))


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": ""}, "name", "Enter a name"),
        ({"url": ""}, "url", "Enter the address"),
        ({"url": "http://example.com/"}, "url", "begin with https://"),
        ({"url": "https://10.0.0.1/"}, "url", "inside a private network"),
        ({"url": "https://a:b@example.com/"}, "url", "name and password"),
        ({"public": []}, "public", "Choose at least one event"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field_and_the_rest_is_kept(
    client, admin, change, field, words
):
    answer = client.post("/desk/webhooks/new/", ASKED | change)

    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    kept = (ASKED | change)["name" if field != "name" else "url"]
    assert f'value="{kept}"' in answer.text
    assert 'href="#id_' in answer.text
    assert WebhookEndpoint.objects.count() == 0


def test_all_that_is_wrong_is_said_at_once(client, admin):
    answer = client.post("/desk/webhooks/new/", {"name": "", "url": "http://example.com/"})
    assert set(answer.context["form"].errors) == {"name", "url", "public"}


def test_the_events_are_offered_by_who_could_see_them(client, admin):
    text = client.get("/desk/webhooks/new/").text
    assert text.index("What readers see") < text.index("A post is published")
    assert text.index("What happens to drafts") < text.index("A text is submitted for review")
    assert "Titles of texts that readers do not have yet leave this site." in text


def test_a_change_is_shown_filled_in_and_saved(client, admin, endpoint):
    address = f"/desk/webhooks/{endpoint.pk}/change/"
    text = client.get(address).text
    assert 'value="https://example.com/hook"' in text
    assert text.count("checked") == 2

    client.post(
        address, ASKED | {"name": "Search", "public": [], "workflow": ["workflow.approved"]}
    )
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.events) == ("Search", ["workflow.approved"])
    assert Entry.objects.filter(act="webhook.changed").exists()


def test_the_log_shows_what_came_back(client, admin, endpoint):
    deliver(endpoint, status=500, ms=321, answer="<b>no</b> room", state=State.WAITING)
    deliver(endpoint, status=None, error="took too long", state=State.DEAD)

    text = client.get(f"/desk/webhooks/{endpoint.pk}/").text
    assert "answered 500 in 321 ms" in text
    assert "&lt;b&gt;no&lt;/b&gt; room" in text
    assert "took too long" in text
    assert "webhook.test" in text


def test_the_buttons_do_what_they_say(client, admin, endpoint):
    base = f"/desk/webhooks/{endpoint.pk}/"
    client.post(f"{base}test/")
    assert Delivery.objects.get().message.state == State.WAITING

    OutboxMessage.objects.update(state=State.DEAD)
    client.post(f"{base}deliveries/{Delivery.objects.get().pk}/replay/")
    assert OutboxMessage.objects.get().state == State.WAITING

    client.post(f"{base}off/")
    endpoint.refresh_from_db()
    assert (endpoint.is_on, endpoint.off_reason) == (False, Off.BY_HAND)
    assert "This webhook is off" in client.get(base).text
    assert client.post(f"{base}test/").status_code == 409

    client.post(f"{base}on/")
    endpoint.refresh_from_db()
    assert endpoint.is_on

    assert client.post(f"{base}remove/")["Location"] == "/desk/webhooks/"
    assert client.get(base).status_code == 404
    acts = set(Entry.objects.values_list("act", flat=True))
    assert acts == {
        f"webhook.{did}" for did in ("tested", "replayed", "switched_off", "switched_on", "removed")
    }


def test_what_waits_cannot_be_replayed(client, admin, endpoint):
    delivery = deliver(endpoint, state=State.WAITING)
    address = f"/desk/webhooks/{endpoint.pk}/deliveries/{delivery.pk}/replay/"
    assert client.post(address).status_code == 409
    assert "/replay/" not in client.get(f"/desk/webhooks/{endpoint.pk}/").text


def test_anothers_delivery_is_not_replayed(client, admin, endpoint):
    delivery = deliver(endpoint)
    other = endpoints.add(name="Other", url="https://example.org/", events=["post.published"])
    assert (
        client.post(f"/desk/webhooks/{other.pk}/deliveries/{delivery.pk}/replay/").status_code
        == 404
    )


@pytest.mark.parametrize("stolen", [False, True])
def test_a_new_secret_is_shown_once_and_says_how_long_the_old_one_holds(
    client, admin, endpoint, stolen
):
    address = f"/desk/webhooks/{endpoint.pk}/secret/"
    answer = client.post(address, {"at_once": "yes"} if stolen else {})
    endpoint.refresh_from_db()
    text = client.get(answer["Location"]).text
    assert endpoints.secret_of(endpoint=endpoint) in text
    assert ("The old one signs as well until" in text) is not stolen
    assert endpoints.secret_of(endpoint=endpoint) not in client.get(answer["Location"]).text


def test_the_screens_cost_the_same_however_much_there_is(client, admin, endpoint):
    def cost(path):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    one = f"/desk/webhooks/{endpoint.pk}/"
    deliver(endpoint)
    before = cost("/desk/webhooks/"), cost(one)
    for _more in range(5):
        deliver(endpoint)
    endpoints.add(name="Other", url="https://example.org/", events=["post.published"])
    assert (cost("/desk/webhooks/"), cost(one)) == before


def test_whoever_may_set_webhooks_hears_that_one_was_switched_off(
    admin, ed, endpoint, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        endpoints.switch_off(endpoint=endpoint, at=timezone.now(), why=Off.FAILING)

    (told,) = Notification.objects.all()
    assert told.user == admin
    assert "“Chat” was switched off" in told.line
    assert told.url == f"/desk/webhooks/{endpoint.pk}/"


def test_the_list_says_what_is_wrong(client, admin, endpoint):
    since = timezone.now() - timedelta(days=1)
    WebhookEndpoint.objects.update(failing_since=since)
    assert "Nothing has arrived there since" in client.get("/desk/webhooks/").text
    endpoints.switch_off(endpoint=endpoint, at=timezone.now(), why=Off.GONE)
    assert "gone for good (410)" in client.get("/desk/webhooks/").text
