"""Each kind of refusal becomes a status and a template, once, for pages and for parts alike."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from blog.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from blog.web.htmx import wants_part

STATUS: dict[type[DomainError], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 422}


def status_of(error: DomainError) -> int:
    """Return the HTTP status of a refusal: its kind decides."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer with the refusal's own words: a page, or a notice where htmx asked for a part."""
    status = status_of(error)
    if status == 404:
        return page_not_found(request, error)
    template = "errors/refused.html#notice" if wants_part(request) else "errors/refused.html"
    return render(request, template, {"message": error.message, "status": status}, status=status)


class DomainErrorMiddleware:
    """Turn a domain error that a view let through into its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for an exception that a view raised."""
        return refuse(request, error) if isinstance(error, DomainError) else None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return _static_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a person who may not see this, without saying what it is."""
    return render(request, "403.html", {"message": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: a page that needs no database and no context."""
    return _static_page("500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token has gone, giving back the words that were typed in it."""
    return render(request, "errors/form_expired.html", {"fields": _typed_text(request)}, status=403)


_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "token", "credential", "secret")


def _typed_text(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name.replace("_", " "), value)
        for name, value in request.POST.items()
        if isinstance(value, str)
        and value.strip()
        and not any(word in name.lower() for word in _NEVER_SHOWN)
    ]


def _static_page(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
