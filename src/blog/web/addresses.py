"""Addresses with the site's own name: from the settings, never from what a request claims."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(address: str) -> str:
    """Return a path of this site with scheme and host; an address that has them is kept."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", address)
