"""How HTTP reaches the lists of the newsroom: my work, and the review queue."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.publishing.presenters import desk
from blog.publishing.selectors import lists
from blog.publishing.selectors.clocks import get_zone
from blog.web.desk import screens_for
from blog.web.htmx import page_or_part
from blog.web.rules.numbers import LAST_PAGE, number_in

SHOWN = ("flight", "published", "trash")


@require_safe
@desk_screen(Act.USE_DESK)
def show_work(request: HttpRequest) -> HttpResponse:
    """Show somebody's posts; who writes none is led to the first screen that is open to them."""
    if not lists.may_write(request.user):
        others = [s for s in screens_for(request.user) if s.url != reverse("desk")]
        return redirect(others[0].url if others else reverse("accounts:account"))
    show = request.GET.get("show", "")
    show = show if show in SHOWN else SHOWN[0]
    sees_all = lists.may_see_all(request.user)
    everybody = sees_all and request.GET.get("whose") == "all"
    context: dict[str, Any] = {
        "show": show,
        "everybody": everybody,
        "sees_all": sees_all,
        "zone": get_zone(user=request.user),
        "queue_size": lists.count_queue(by=request.user),
    }
    if show == "flight":
        context["flight"] = desk.present_in_flight(user=request.user, everybody=everybody)
    else:
        get = lists.get_published if show == "published" else lists.get_trash
        found = get(user=request.user, everybody=everybody, page=_number(request))
        context["rows"] = desk.present_list(lines=found.lines)
        if found.older:
            whose = {"whose": "all"} if everybody else {}
            query = urlencode({"show": show, **whose, "page": found.older})
            context["older_url"] = f"{request.path}?{query}"
    return page_or_part(request, "publishing/work.html", "posts", context)


@require_safe
@desk_screen(Act.WRITE, if_only_own=True)
def begin_post(request: HttpRequest) -> HttpResponse:
    """Lead to the editor with an empty post, in the list of posts of the language in use."""
    home = lists.get_list_of_posts(language=get_language() or "")
    return redirect("wagtailadmin_pages:add", "content", "postpage", home)


@require_safe
@desk_screen(Act.REVIEW)
def show_queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for a review, what waits longest first."""
    context = {
        "rows": desk.present_queue(by=request.user),
        "zone": get_zone(user=request.user),
        "now": timezone.now(),
    }
    return page_or_part(request, "publishing/queue.html", "queue", context)


def _number(request: HttpRequest) -> int:
    return number_in(request.GET.get("page"), most=LAST_PAGE) or 1
