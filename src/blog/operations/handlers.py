"""What operators hear of: a message that was given up."""

from django.utils import timezone

from blog.delivery.events import DeliveryGivenUp
from blog.events import listen
from blog.operations.services import alarms


@listen(DeliveryGivenUp)
def when_a_message_is_given_up(event: DeliveryGivenUp) -> None:
    """Tell whoever can send it again."""
    alarms.tell_of_message_given_up(message_id=event.message_id, at=timezone.now())
