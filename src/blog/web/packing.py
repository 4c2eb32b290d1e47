"""Public answers that are not kept ready, packed on their way: a search, what has just changed.

Only what is the same for everybody. It has no token in it and nothing of who asks, so there is
nothing that its length could give away; other answers go as they are.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from blog.web.caching import SHOWN
from blog.web.page_cache.encodings import LEAST, QUICKLY, accepted

TEXTS = (
    "text/",
    "application/json",
    "application/feed+json",
    "application/rss",
    "application/atom",
)


class PackPublicMiddleware:
    """Send public texts in the form that is made quickest of those the visitor's program reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The page cache asks for the text itself, and keeps it in every form.
        if SHOWN in request.META or not _is_public_text(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        allowed = accepted(request.headers.get("Accept-Encoding", ""))
        form = next((form for form in QUICKLY if form in allowed), None)
        if form is None or response.status_code != 200 or len(response.content) < LEAST:
            return response
        response.content = QUICKLY[form](response.content)
        response["Content-Encoding"] = form
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        if etag := response.get("ETag", ""):  # the same text in other bytes: a weak tag
            response["ETag"] = f"W/{etag.removeprefix('W/')}"
        return response


def _is_public_text(response: HttpResponse) -> bool:
    """Whether it is for everybody, and a text; a 304 names no type, but what its text varies on."""
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and "public" in response.get("Cache-Control", "")
        and (response.get("Content-Type", "").startswith(TEXTS) or _renews_a_text(response))
    )


def _renews_a_text(response: HttpResponse) -> bool:
    return response.status_code == 304 and response.has_header("Vary")
