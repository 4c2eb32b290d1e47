"""Views of the admin that ask what Wagtail's do not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.models import Page

from blog.content.permissions import seen_by
from blog.web.rules.numbers import number_in


@require_safe
@require_admin_access
def choose_several_pages(request: HttpRequest) -> HttpResponse:
    """Name the chosen pages, as Wagtail does, without the drafts that the person may not see."""
    asked = [pk for text in request.GET.getlist("id") if (pk := number_in(text)) is not None]
    pages = seen_by(request.user, Page.objects.filter(pk__in=asked))
    query = request.GET.copy()
    query.setlist("id", [str(pk) for pk in pages.values_list("pk", flat=True)])
    request.GET = query  # type: ignore[assignment]
    response: HttpResponse = ChosenMultipleView.as_view()(request)
    return response


def of_a_page_that_is_seen(view: Callable[..., Any]) -> Callable[..., Any]:
    """Open a list of what is under a page, which names the page, to people who may see that one."""

    @require_admin_access
    @wraps(view)
    def gate(request: HttpRequest, parent_page_id: int) -> Any:
        get_object_or_404(seen_by(request.user, Page.objects.all()), pk=parent_page_id)
        return view(request, parent_page_id=parent_page_id)

    return gate
