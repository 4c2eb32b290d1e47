"""How a draft becomes public."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "blog.publishing"
    label = "publishing"
