"""What an operator asks of the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "blog.operations"
    label = "operations"

    def ready(self) -> None:
        """Enter the operators' screens at the desk, name what is done there, and begin to hear."""
        from blog.accounts.permissions import may
        from blog.accounts.rules.roles import Act
        from blog.audit.words import name_acts, name_kinds
        from blog.web.desk import Screen, enter

        from . import declarations, handlers  # noqa: F401

        declarations.declare()
        enter(Screen(_("Background work"), "desk_jobs", 80, lambda user: may(user, Act.SEE_JOBS)))
        webhooks = _("Webhooks")
        enter(Screen(webhooks, "desk_webhooks", 85, lambda user: may(user, Act.SET_WEBHOOKS)))
        enter(Screen(_("Log"), "desk_log", 90, lambda user: may(user, Act.SEE_AUDIT_LOG)))
        name_kinds({"message": _("message"), "task": _("task"), "webhook": _("webhook")})
        name_acts(
            {
                "delivery.retried": _("sent a message again"),
                "delivery.cancelled": _("cancelled a message"),
                "task.retried": _("ran a task again"),
                "task.dropped": _("took a task off the list"),
                "webhook.added": _("added a webhook"),
                "webhook.changed": _("changed a webhook"),
                "webhook.switched_off": _("switched a webhook off"),
                "webhook.switched_on": _("switched a webhook on"),
                "webhook.secret_rotated": _("gave a webhook a new secret"),
                "webhook.removed": _("removed a webhook"),
                "webhook.tested": _("sent a test to a webhook"),
                "webhook.replayed": _("sent an event to a webhook again"),
            }
        )
