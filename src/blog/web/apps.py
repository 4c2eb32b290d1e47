"""What every HTTP response has in common."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "blog.web"
    label = "web"
