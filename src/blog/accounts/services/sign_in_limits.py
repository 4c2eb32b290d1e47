"""Counting wrong passwords."""

from blog.accounts.rules.sign_in_limits import counts_for
from blog.web.limits import TooOften, take, wait_for


def ensure_not_too_often(*, account: str, network: str, known_device: str) -> None:
    """Let a try through unless there were too many wrong ones.

    :raises TooOften: there were; it says when to come back
    """
    counts = counts_for(account=account, network=network, known_device=known_device)
    seconds = max(wait_for(count.limit, *count.whose) for count in counts)
    if seconds:
        raise TooOften(seconds)


def note_failure(*, account: str, network: str, known_device: str) -> None:
    """Count a wrong password, whether or not there is such an account."""
    for count in counts_for(account=account, network=network, known_device=known_device):
        try:
            take(count.limit, *count.whose)
        except TooOften:
            continue
