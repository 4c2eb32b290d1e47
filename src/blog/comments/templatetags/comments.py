"""The conversation in its post's own HTML, and at the desk what of it waits for an answer."""

from functools import partial
from typing import Any

from django import template
from django.utils import timezone

from blog.comments import presenters, selectors
from blog.comments.selectors.replies import get_replies_waiting
from blog.errors import NotFound
from blog.web.rules.numbers import number_in

register = template.Library()


@register.inclusion_tag("comments/discussion.html#discussion")
def discussion(page: Any, request: Any) -> dict[str, Any]:
    """Show the conversation under a post: the page of it that the address asks for."""
    asked = {
        "order": request.GET.get("sort", ""),
        "after": number_in(request.GET.get("after")),
        "around": number_in(request.GET.get("comment")),
    }
    try:
        thread = selectors.get_thread(page, at=timezone.now(), **asked)
    except NotFound:
        thread = selectors.get_thread(page, at=timezone.now())
    return {"thread": thread, "json_ld": partial(presenters.json_ld, thread)}


@register.inclusion_tag("comments/desk/replies.html")
def replies_waiting(user: Any) -> dict[str, Any]:
    """Show the comments on somebody's posts that wait for an answer of theirs."""
    return {"replies": get_replies_waiting(user=user, at=timezone.now())}
