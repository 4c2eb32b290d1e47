"""How long shared caches keep a page. Private unless a view says otherwise."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from blog.web.shown import Shown, noting, shows

BROWSER_SECONDS = 60
SHARED_SECONDS = 300
STALE_SECONDS = 86_400
FOREVER_SECONDS = 31_536_000
# For addresses that no purge names: with more in their query than the page of a list.
BRIEFLY = f"max-age={BROWSER_SECONDS}, public"
SHOWN = "blog.shown"  # in the environment of a request; no header can have this name


def mark_public(response: HttpResponse, *, tags: tuple[str, ...] = ()) -> HttpResponse:
    """Let any cache keep this answer: it is the same for every stranger.

    ``tags`` name what it shows (``post:12``, ``front``), for caches that can be purged by tag.
    """
    patch_cache_control(
        response,
        public=True,
        max_age=BROWSER_SECONDS,
        s_maxage=SHARED_SECONDS,
        stale_while_revalidate=STALE_SECONDS,
    )
    shows(*tags)
    return response


def mark_immutable[R: HttpResponseBase](response: R) -> R:
    """Let any cache keep this answer for a year: its address changes with its content."""
    patch_cache_control(response, public=True, max_age=FOREVER_SECONDS, immutable=True)
    return response


def public_page[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark what a view answers with 200 as public, and its 304 too, which renews what a cache has.

    The view must not look at who is asking.
    """

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        return mark_public(response) if response.status_code in (200, 304) else response

    return wrapper


class PrivateByDefaultMiddleware:
    """Give answers that name no lifetime of their own ``private, no-store``; previews always.

    What any cache may keep says what it shows, in the two headers that networks purge by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The page cache hands in its own notes, to know what an answer shows; see page_cache/.
        with noting(request.META.get(SHOWN) or Shown()) as shown:
            response = self.get_response(request)
        if getattr(request, "is_preview", False) or self._must_be_private(response):
            response["Cache-Control"] = "private, no-store"
        elif shown.tags and "s-maxage" in response["Cache-Control"]:
            response["Cache-Tag"] = ",".join(shown.tags)
            response["Surrogate-Key"] = " ".join(shown.tags)
            if request.GET.keys() - {"page"}:
                response["Cache-Control"] = BRIEFLY
        return response

    @staticmethod
    def _must_be_private(response: Any) -> bool:
        if not response.has_header("Cache-Control"):
            return True
        control = response["Cache-Control"]
        if "max-age" not in control and "no-store" not in control:
            return True
        public = "public" in control
        return public and (bool(response.cookies) or "cookie" in response.get("Vary", "").lower())
