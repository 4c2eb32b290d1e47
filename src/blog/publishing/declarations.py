"""What the newsroom keeps of people: its rows of a table in accounts."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings
from blog.accounts.rules.holdings import Holding
from blog.publishing.selectors import board

KEPT = (Holding("saved_filters", _("Saved filters"), board.saved_filter_records),)


def declare() -> None:
    """Add the rows to their table."""
    holdings.declare(*KEPT)
