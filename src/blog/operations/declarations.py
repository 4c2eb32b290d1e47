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
)


def declare() -> None:
    """Add the rows to their table."""
    notifications.declare(*NOTICES)
