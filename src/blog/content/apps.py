"""What can be read."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "blog.content"
    label = "content"

    def ready(self) -> None:
        """Begin to hear what happens to pages; fit the editors' pages to their policy."""
        from . import admin_widgets, handlers  # noqa: F401

        admin_widgets.install()
