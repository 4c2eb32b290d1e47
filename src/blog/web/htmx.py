"""A page or a part of it: one address, one view, one template, one choice between the two."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

VARY_ON = ("HX-Request", "HX-Request-Type")

# Addresses that ask who somebody is. Their pages are for the whole window, never for a part of it.
SIGN_IN = {"account_login", "admin_gate", "reading_gate"}
CONFIRM = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


def wants_part(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of the page rather than for the page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and request.headers.get("HX-Request-Type") == "partial"


def page_or_part(
    request: HttpRequest,
    template: str,
    part: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole template, or with its partial named ``part`` where htmx asks for that.

    Both come from the same context and the same markup. The answer varies on the two headers that
    decide, so that no cache mixes them up.
    """
    name = f"{template}#{part}" if wants_part(request) else template
    response = TemplateResponse(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, VARY_ON)
    return response


class DoorRedirectMiddleware:
    """Send the whole window to the sign-in page when htmx asked for a part and must sign in first.

    htmx follows a plain redirect and would put the sign-in page where the part should be. After
    signing in people come back to the page that they were on, not to the part of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx: Any = getattr(request, "htmx", None)
        if not htmx or response.status_code not in (301, 302, 303, 307, 308):
            return response
        target = urlsplit(response["Location"])
        door = _name_of(target.path)
        if door in SIGN_IN:
            query = parse_qs(target.query)
            if htmx.current_url_abs_path:
                query[REDIRECT_FIELD_NAME] = [htmx.current_url_abs_path]
            return _leave(response, f"{target.path}?{urlencode(query, doseq=True)}")
        return _leave(response, response["Location"]) if door in CONFIRM else response


def _name_of(path: str) -> str | None:
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def _leave(response: HttpResponse, url: str) -> HttpResponse:
    answer = HttpResponseClientRedirect(url)
    answer.cookies = response.cookies
    return answer
