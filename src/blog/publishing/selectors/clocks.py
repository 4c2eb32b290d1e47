"""The clock on somebody's wall."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings


def get_zone(*, user: Any) -> str:
    """Return the time zone that a person chose in their account, else the site's."""
    profile = getattr(user, "wagtail_userprofile", None)
    zone = (profile and profile.current_time_zone) or settings.TIME_ZONE
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return settings.TIME_ZONE
    return str(zone)
