"""How a draft becomes public."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "blog.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Begin to hear what happens to pages, and stand at the doors."""
        from . import doors, handlers  # noqa: F401
