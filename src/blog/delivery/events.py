"""What happened on the way out that others may care about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeliveryGivenUp:
    """A message was tried as often as it may be, and will not be tried again by itself."""

    message_id: int


@dataclass(frozen=True)
class EndpointSwitchedOff:
    """An endpoint is told nothing any more: it said that it has gone, or did nothing but fail."""

    endpoint_id: int
