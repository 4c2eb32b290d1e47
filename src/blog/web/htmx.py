"""A page or a part of it: one address, one view, one template, one choice between the two."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

VARY_ON = ("HX-Request", "HX-Request-Type")


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
