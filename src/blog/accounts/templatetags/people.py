"""What the templates of private pages say about accounts."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from blog.accounts.models import Leaving
from blog.accounts.rules.browsers import recognise
from blog.accounts.selectors import elsewhere, notices, people
from blog.web.network import NO_ADDRESS

register = template.Library()


@register.filter
def browser_name(user_agent: str) -> str:
    """Return a browser and its system in words."""
    browser = recognise(user_agent)
    if browser.name and browser.system:
        return _("%(browser)s on %(system)s") % {
            "browser": browser.name,
            "system": browser.system,
        }
    return browser.name or browser.system or _("A browser that does not say its name")


@register.simple_tag
def current_network(sessions: list[Any]) -> str:
    """Return the stand-in for the network of the session that asks, or nothing."""
    current = next((session for session in sessions if session.is_current()), None)
    return "" if current is None or current.ip == NO_ADDRESS else str(current.ip)


@register.simple_tag
def count_unread(user: Any) -> int:
    """Return how many notifications somebody has not read. For private pages only."""
    return notices.count_unread(user)


@register.simple_tag
def staff_need_second_step() -> bool:
    """Return whether this site asks its staff for a second step when they sign in."""
    return bool(settings.STAFF_NEED_SECOND_STEP)


@register.simple_tag
def providers_are_on() -> bool:
    """Return whether people can sign in with an account from elsewhere."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS)


@register.simple_tag
def account_elsewhere(account: Any) -> elsewhere.AccountElsewhere:
    """Return what an account elsewhere is called, and whether its provider is on."""
    return elsewhere.describe(account)


@register.simple_tag
def leaving_of(user: Any) -> Leaving | None:
    """Return the end of an account that its owner asked for, or nothing."""
    return people.get_leaving(user)
