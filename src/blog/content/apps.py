"""What can be read."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "blog.content"
    label = "content"

    def ready(self) -> None:
        """Begin to hear what happens to pages; fit the editors' pages to the roles."""
        from blog.content.services import freshness
        from blog.web.page_cache import opening

        from . import declarations, handlers, permissions  # noqa: F401

        permissions.register()
        opening.fill_with(freshness.all_addresses)
        declarations.declare()
