"""What content keeps of people: its row of the table in accounts."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings
from blog.accounts.rules.holdings import Holding
from blog.content.selectors.written import written_by

KEPT = (Holding("posts", _("Posts"), written_by),)


def declare() -> None:
    """Add the row to its table."""
    holdings.declare(*KEPT)
