"""What leaves the house: mail, webhooks, purges; only after commit, retried, logged."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "blog.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Let the carriers be known."""
        from blog.delivery import carriers  # noqa: F401
