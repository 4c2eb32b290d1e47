"""Counting the mails that strangers can have the doors write."""

from blog.accounts.rules.limits import DOOR_MAILS_FROM, DOOR_MAILS_TO, DOOR_MAILS_TO_FROM
from blog.web.limits import take


def count(*, address: str, network: str) -> None:
    """Count a mail that is asked for, whether or not there is such an account.

    :raises TooOften: there were too many to the address or from here; it says when to come back
    """
    address = address.strip().lower()
    take(DOOR_MAILS_FROM, network)
    if address:
        take(DOOR_MAILS_TO_FROM, address, network)
        take(DOOR_MAILS_TO, address)
