"""What the desk's frame asks for."""

from typing import Any

from django import template

from blog.web import desk

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_screens(context: Any) -> tuple[desk.ScreenLink, ...]:
    """Return the screens of the desk that are open to whoever looks at the page.

    A page that belongs to another screen than its address says gives that one's as ``belongs_to``.
    """
    request = context["request"]
    return desk.screens_for(request.user, path=context.get("belongs_to") or request.path)
