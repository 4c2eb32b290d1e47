"""What operators are told: a row of a table in accounts."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import notifications
from blog.accounts.rules.notifications import Kind

NOTICES = (
    Kind(
        "delivery.given_up",
        label=_("Messages that could not be delivered"),
        line=_("“%(what)s” could not be delivered, and is not tried again by itself."),
        link=_("See why, and send it again"),
        for_staff=True,
    ),
    Kind(
        "webhook.switched_off",
        label=_("Webhooks that were switched off because they failed"),
        line=_("The webhook “%(what)s” was switched off: its receiver took nothing any more."),
        link=_("See what it answered, and switch it on again"),
        for_staff=True,
    ),
)


def declare() -> None:
    """Add the rows to their table."""
    notifications.declare(*NOTICES)
