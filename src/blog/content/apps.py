"""What can be read."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "blog.content"
    label = "content"

    def ready(self) -> None:
        """Begin to hear what happens to pages and pictures."""
        from . import handlers  # noqa: F401
