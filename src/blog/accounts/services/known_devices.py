"""Browsers that have signed in to an account before: told by a signed cookie, kept nowhere else."""

from django.core import signing
from django.utils.crypto import get_random_string, salted_hmac

SALT = "blog.accounts.known_devices"
COOKIE = "known-device"
DAYS = 365
MOST_ACCOUNTS = 5


def remember(*, cookie: str, email: str) -> str:
    """Return the cookie's new value after somebody signed in with this address."""
    device, accounts = _read(cookie)
    mark = _mark(device, email)
    accounts = [*[known for known in accounts if known != mark], mark][-MOST_ACCOUNTS:]
    return signing.dumps([device, accounts], salt=SALT)


def recognise(*, cookie: str, email: str) -> str:
    """Return the device's name if it has signed in with this address, else nothing."""
    device, accounts = _read(cookie)
    return device if _mark(device, email) in accounts else ""


def _read(cookie: str) -> tuple[str, list[str]]:
    try:
        device, accounts = signing.loads(cookie, salt=SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        return get_random_string(16), []
    return device, accounts


def _mark(device: str, email: str) -> str:
    words = f"{device}|{email.strip().lower()}"
    return salted_hmac(SALT, words, algorithm="sha256").hexdigest()[:16]
