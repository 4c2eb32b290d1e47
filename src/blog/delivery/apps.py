"""What leaves the house: mail, webhooks, purges; only after commit, retried, logged."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "blog.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Let the carriers be known; have networks in front told what the page cache made anew."""
        from django.conf import settings

        from blog.delivery import carriers  # noqa: F401
        from blog.delivery.services.purging import purge_addresses
        from blog.web.page_cache import opening

        if settings.WAGTAILFRONTENDCACHE:
            opening.tell_with(purge_addresses)
