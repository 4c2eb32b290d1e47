"""What can be read."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "blog.content"
    label = "content"

    def ready(self) -> None:
        """Begin to hear what happens to pages; fit the editors' pages to policy and roles."""
        from blog.content.services import freshness
        from blog.web.page_cache import opening

        from . import admin_widgets, declarations, handlers, permissions  # noqa: F401

        admin_widgets.install()
        permissions.register()
        opening.fill_with(freshness.all_addresses)
        declarations.declare()
