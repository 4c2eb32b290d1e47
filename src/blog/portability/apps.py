"""The door for sites that move in or out."""

from django.apps import AppConfig


class PortabilityConfig(AppConfig):
    name = "blog.portability"
    label = "portability"
