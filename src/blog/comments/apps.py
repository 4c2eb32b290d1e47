"""What readers answer."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "blog.comments"
    label = "comments"

    def ready(self) -> None:
        """Begin to hear what happens elsewhere; say what people are told, and what is kept."""
        from . import declarations, handlers  # noqa: F401

        declarations.declare()
