"""Who hears of it when something did not leave the house."""

from datetime import datetime

from django.urls import reverse

from blog.accounts.rules.roles import Act
from blog.accounts.selectors.staff import get_everybody_who_may
from blog.accounts.services.notifying import notify
from blog.delivery.models import WebhookEndpoint
from blog.operations.selectors.jobs import get_message


def tell_of_message_given_up(*, message_id: int, at: datetime) -> int:
    """Tell everybody who may see background work, once a day (UTC); return how many can be told.

    Once a day: where nothing leaves at all there would be a notice for each message, and the mail
    that tells of it is a message as well.
    """
    message = get_message(message_id=message_id)
    people = get_everybody_who_may(act=Act.SEE_JOBS)
    for person in people:
        notify(
            user=person,
            kind="delivery.given_up",
            facts={"what": message.what},
            url=reverse("desk_jobs"),
            key=f"delivery.given_up:{at.date().isoformat()}",
            at=at,
        )
    return len(people)


def tell_of_webhook_switched_off(*, endpoint_id: int, at: datetime) -> int:
    """Tell everybody who may set webhooks; return how many can be told."""
    endpoint = WebhookEndpoint.objects.filter(pk=endpoint_id).first()
    people = get_everybody_who_may(act=Act.SET_WEBHOOKS) if endpoint else []
    for person in people:
        notify(
            user=person,
            kind="webhook.switched_off",
            facts={"what": str(endpoint)},
            url=reverse("desk_webhook", args=[endpoint_id]),
            key=f"webhook.switched_off:{endpoint_id}:{at.isoformat()}",
            at=at,
        )
    return len(people)
