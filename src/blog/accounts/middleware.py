"""Every form of the doors answers alike when it is refused: status 422, and the page is told so."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

# Whose views show a refused form with status 200: django-allauth's, and Wagtail's for passwords.
DOORS = ("allauth.", "wagtail.views", "wagtail.documents.views")


class RefusedFormMiddleware:
    """Give a refused form status 422, and its template the form as ``refused``.

    The layout makes the summary of errors and the page's title from that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Called by Django before a view's template is rendered."""
        match = request.resolver_match
        if request.method == "POST" and match and match.func.__module__.startswith(DOORS):
            refused = _refused_form(response.context_data or {})
            if refused:
                response.context_data["refused"] = refused
                response.status_code = 422
        return response


def _refused_form(context: dict[str, Any]) -> BaseForm | None:
    forms = (value for value in context.values() if isinstance(value, BaseForm))
    return next((form for form in forms if form.is_bound and form.errors), None)
