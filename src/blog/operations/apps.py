"""What an operator asks of the house."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "blog.operations"
    label = "operations"
