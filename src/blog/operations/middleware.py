"""Health answers, given before anything that knows the site's name.

A platform asks its machines by their private address and over plain HTTP. The host check would
refuse that with 400 and the redirect to HTTPS would send it away, so both come after this.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from blog.operations.views import health

ANSWERS = {"/livez": health.livez, "/readyz": health.readyz}


class HealthMiddleware:
    """Answer /livez and /readyz, whatever the host; hand on everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or hand on."""
        answer = ANSWERS.get(request.path)
        if answer is None:
            return self.get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response
