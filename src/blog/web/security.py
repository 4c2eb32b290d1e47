"""Headers that tell browsers what this site never needs; a policy of its own for the admin."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADMIN_PREFIX = "/admin/"
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()"
)


def is_for_editors(request: HttpRequest) -> bool:
    """Return whether the answer is a page of the admin, or the preview of a page in it.

    For a preview Wagtail sends an inner request with the page's own path through the middleware.
    """
    return request.path_info.startswith(ADMIN_PREFIX) or getattr(request, "is_preview", False)


class ResponsePolicyMiddleware:
    """Choose the content security policy by path and add the headers Django has no setting for.

    Stands inside Django's CSP middleware, which reads ``_csp_config`` from the response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_for_editors(request):
            response._csp_config = settings.ADMIN_CSP  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
