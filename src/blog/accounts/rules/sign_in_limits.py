"""How many wrong passwords, counted so that nobody can shut another person out. No Django.

A stranger's tries are counted for the account *at the stranger's network*, so the owner, who sits
elsewhere, is not touched. Many networks against one account together meet a wider limit; a device
that has signed in to the account before has a count of its own and does not feel it. Passkeys and
mailed codes are never counted here.

Codes of the second step are counted for the account, wherever they are typed: who comes so far
knows the password or reads the mail. Of a million codes three are right at any moment, so a hundred
tries a day find one in about ten years.
"""

from dataclasses import dataclass

MINUTES = 60
PER_ACCOUNT_AND_NETWORK = ("wrong-account-network", 10, 15 * MINUTES)
PER_NETWORK = ("wrong-network", 60, 15 * MINUTES)
PER_ACCOUNT = ("wrong-account", 100, 60 * MINUTES)
PER_KNOWN_DEVICE = ("wrong-device", 10, 15 * MINUTES)
SECOND_STEP = (
    ("wrong-second-step", 10, 15 * MINUTES),
    ("wrong-second-step-day", 100, 24 * 60 * MINUTES),
)


@dataclass(frozen=True)
class Count:
    """A limit (name, amount, seconds), and whose it is."""

    limit: tuple[str, int, int]
    whose: tuple[str, ...]


def counts_for(*, account: str, network: str, known_device: str) -> list[Count]:
    """Return the counts that a try belongs to. ``known_device`` is empty for any other device."""
    account = account.strip().lower()
    if known_device:
        return [Count(PER_KNOWN_DEVICE, (account, known_device))]
    return [
        Count(PER_ACCOUNT_AND_NETWORK, (account, network)),
        Count(PER_NETWORK, (network,)),
        Count(PER_ACCOUNT, (account,)),
    ]
