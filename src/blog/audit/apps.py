"""What was done here, and by whom."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "blog.audit"
    label = "audit"
