"""Mail addresses that are made for an hour. A hint to moderators, and no reason to shut out."""

from disposable_email_domains import blocklist


def is_throwaway(email: str) -> bool:
    """Return whether an address is at a host that gives addresses away for once."""
    host = email.rpartition("@")[2].strip().rstrip(".").casefold()
    while "." in host:
        if host in blocklist:
            return True
        host = host.partition(".")[2]
    return False
