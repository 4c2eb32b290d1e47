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

from blog.web.rules.limits import DAY, HOUR, MINUTE, Limit, declare

PER_ACCOUNT_AND_NETWORK = declare("wrong-account-network", 10, 15 * MINUTE)
PER_NETWORK = declare("wrong-network", 60, 15 * MINUTE)
PER_ACCOUNT = declare("wrong-account", 100, HOUR)
PER_KNOWN_DEVICE = declare("wrong-device", 10, 15 * MINUTE)
SECOND_STEP = (
    declare("wrong-second-step", 10, 15 * MINUTE),
    declare("wrong-second-step-day", 100, DAY),
)


@dataclass(frozen=True)
class Count:
    """A limit, and whose it is."""

    limit: Limit
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
