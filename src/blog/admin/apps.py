"""Wagtail's own pages, as the people of this site meet them."""

from django.apps import AppConfig


class AdminConfig(AppConfig):
    name = "blog.admin"
    label = "admin_pages"

    def ready(self) -> None:
        """Fit Wagtail's widgets to the policy and to the keyboard."""
        from . import widgets

        widgets.install()
