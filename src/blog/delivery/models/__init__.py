"""The tables of delivery. Django finds them here."""

from blog.delivery.models.outbox import OutboxMessage, State
from blog.delivery.models.webhooks import Delivery, WebhookEndpoint, WebhookEvent

__all__ = ["Delivery", "OutboxMessage", "State", "WebhookEndpoint", "WebhookEvent"]
