"""What readers answer."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "blog.comments"
    label = "comments"

    def ready(self) -> None:
        """Begin to hear what happens elsewhere."""
        from . import handlers  # noqa: F401
