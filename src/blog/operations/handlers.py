"""What operators hear of: a message that was given up, a webhook that was switched off."""

from django.utils import timezone

from blog.delivery.events import DeliveryGivenUp, EndpointSwitchedOff
from blog.events import listen
from blog.operations.services import alarms


@listen(DeliveryGivenUp)
def when_a_message_is_given_up(event: DeliveryGivenUp) -> None:
    """Tell whoever can send it again."""
    alarms.tell_of_message_given_up(message_id=event.message_id, at=timezone.now())


@listen(EndpointSwitchedOff)
def when_a_webhook_is_switched_off(event: EndpointSwitchedOff) -> None:
    """Tell whoever can switch it on again."""
    alarms.tell_of_webhook_switched_off(endpoint_id=event.endpoint_id, at=timezone.now())
