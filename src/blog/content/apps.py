"""What can be read."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContentConfig(AppConfig):
    name = "blog.content"
    label = "content"

    def ready(self) -> None:
        """Begin to hear what happens to pages; fit the editors' pages to the roles."""
        from blog.content.indexes import keep_at_hand
        from blog.content.services import freshness
        from blog.web.page_cache import opening

        from . import declarations, handlers, permissions  # noqa: F401

        permissions.register()
        post_migrate.connect(keep_at_hand, sender=self)
        opening.fill_with(freshness.all_addresses)
        declarations.declare()
