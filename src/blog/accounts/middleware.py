"""What every page of the doors has in common: a refused form is a 422, and the frame is ours."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

# Whose views show a refused form with status 200: django-allauth's, and Wagtail's for passwords.
DOORS = ("allauth.", "wagtail.views", "wagtail.documents.views")


class DoorMiddleware:
    """Prepare what the sign-in views hand to their templates.

    A refused form gets status 422 and is named ``refused``; the layout makes the summary of errors
    and the page's title from that. django-allauth's own ``site`` makes way for the frame's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Called by Django before a view's template is rendered."""
        match = request.resolver_match
        if match and match.func.__module__.startswith(DOORS) and response.context_data:
            response.context_data.pop("site", None)
            refused = _refused_form(response.context_data)
            if refused and request.method == "POST":
                response.context_data["refused"] = refused
                response.status_code = 422
        return response


def _refused_form(context: dict[str, Any]) -> BaseForm | None:
    forms = (value for value in context.values() if isinstance(value, BaseForm))
    return next((form for form in forms if form.is_bound and form.errors), None)
