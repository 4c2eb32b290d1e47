"""Which page Wagtail serves at an address: found in one query, not in two for each part of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from blog.content import selectors


class PageMiddleware:
    """Find the page at an address before Wagtail looks; who may enter stays Wagtail's question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Note the page where Wagtail would note it; without one it looks itself."""
        if view is serve and (page := selectors.get_page_at(args[0])):
            request._wagtail_route_for_request = RouteResult(page)
