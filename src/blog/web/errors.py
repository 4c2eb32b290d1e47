"""Each kind of refusal becomes a status and a template, once, for pages and for parts alike."""

import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.errors import Conflict, DomainError, Gone, Invalid, NotAllowed, NotFound
from blog.web.doors import can_sign_in_here, sign_in_here
from blog.web.htmx import wants_part
from blog.web.kept_forms import read_form, sender_of
from blog.web.limits import TooOften, wait_in_words
from blog.web.rules.numbers import LARGEST_NUMBER

logger = logging.getLogger(__name__)

A_MINUTE = 60
TOO_MANY = 429
STATUS: dict[type[DomainError], int] = {
    Gone: 410,
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Invalid: 422,
    TooOften: TOO_MANY,
}


def status_of(request: HttpRequest, error: DomainError) -> int:
    """Return the HTTP status of a refusal: its kind decides.

    Where the answer is to come back later, it also gets a ``Retry-After``.
    """
    if isinstance(error, TooOften):
        say_when(request, error.seconds)
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def say_when(request: HttpRequest, seconds: int) -> None:
    """Let the answer, if it is a 429, say in how many seconds one can come back."""
    request.retry_after = seconds  # type: ignore[attr-defined]


def too_many_requests(
    request: HttpRequest, seconds: int = A_MINUTE, message: str = ""
) -> HttpResponse:
    """Answer what was done too often: say when to come back, and give the form back with its text.

    For a part the words are put before the form, which stays as it is; what was only asked for
    makes way for them. Without ``seconds`` it is
    django-allauth that asks, with a limit that we do not know: what its own limits have in common
    is that they are over within minutes, so a minute is a good time to try again.
    """
    context = {
        "form": read_form(request),
        "when": wait_in_words(seconds),
        "message": message,
    }
    if wants_part(request):
        response = render(request, "429.html#notice", context, status=429)
        if request.method == "POST":
            response["HX-Reswap"] = "beforebegin"
    else:
        response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer with the refusal's own words: a page, or a notice where htmx asked for a part."""
    if isinstance(error, TooOften):
        return too_many_requests(request, error.seconds, str(error.message))
    status = status_of(request, error)
    if status == 404 and not wants_part(request):
        return page_not_found(request, error)
    return _refused(request, str(error.message), status)


class DomainErrorMiddleware:
    """Turn a domain error that a view let through into its answer.

    A view that puts a refusal beside a field answers by itself; when to come back is added here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        seconds = getattr(request, "retry_after", 0)
        if seconds and response.status_code == TOO_MANY and "Retry-After" not in response:
            response["Retry-After"] = str(seconds)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django for an exception that a view raised."""
        return refuse(request, error) if isinstance(error, DomainError) else None


class HugeNumberMiddleware:
    """Answer a number in an address that no database can hold like any other that leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Called by Django before a view."""
        if any(isinstance(value, int) and value > LARGEST_NUMBER for value in kwargs.values()):
            return page_not_found(request)
        return None


class EmptyRefusalMiddleware:
    """Give "method not allowed", which Django answers with nothing at all, a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or not request.accepts("text/html"):
            return response
        page = _refused(request, _("This address cannot be used in this way."), 405)
        page["Allow"] = response["Allow"]
        return page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    if wants_part(request):
        message = _("The request could not be understood. Reload the page and try again.")
        return HttpResponse(_notice(message), status=400)
    return _static_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a person who may not see this, without saying what it is."""
    message = str(exception or "")
    if wants_part(request):
        return _refused(request, message or _("You do not have the right to do this."), 403)
    user = getattr(request, "user", None)
    context = {"message": message, "is_signed_in": bool(user and user.is_authenticated)}
    return render(request, "403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    if wants_part(request):
        return _refused(request, _("This is not here any more. Reload the page."), 404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: a page that needs no database and no context.

    A database that does not answer will do so again, so it is 503 then. If even that page cannot be
    made, a line of plain text.
    """
    try:
        if isinstance(sys.exception(), OperationalError | InterfaceError):
            page = _static_page("503.html", 503)
            page["Retry-After"] = str(A_MINUTE)
            return page
        return _static_page("500.html", 500)
    except Exception:
        logger.exception("The page for failures failed")
        plain = _("Something broke on our side. Please try again in a few minutes.")
        return HttpResponse(plain, content_type="text/plain; charset=utf-8", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token has gone, giving back the words that were typed in it.

    A form that came from a page of this site can be sent once more from here, with a new token; one
    from elsewhere cannot. A page that can sign people in gets its new token that way.
    """
    is_ours = _comes_from_here(request)
    if is_ours and can_sign_in_here(request):
        return sign_in_here()
    template = "errors/form_expired.html"
    name = f"{template}#notice" if wants_part(request) else template
    context = {"form": read_form(request), "can_send_again": is_ours and not wants_part(request)}
    return render(request, name, context, status=403)


def _comes_from_here(request: HttpRequest) -> bool:
    """Return whether a page of this site sent the request, as browsers say it."""
    return sender_of(request) == request.get_host()


def _refused(request: HttpRequest, message: str, status: int) -> HttpResponse:
    if wants_part(request):
        return HttpResponse(_notice(message), status=status)
    context = {"message": message, "status": status, "advice": _advice(request, status)}
    return render(request, "errors/refused.html", context, status=status)


def _advice(request: HttpRequest, status: int) -> str:
    """Return what a refused person is told to do now; nothing, where there is nothing to do."""
    if request.method != "POST" or status == STATUS[Gone]:
        return ""
    if status in {STATUS[Conflict], STATUS[Invalid]}:
        return _(
            "Nothing has been changed. "
            "Go back to the page you came from, put it right and try again."
        )
    return _("Nothing has been changed.")  # the same again would be refused again


def _notice(message: str) -> str:
    return render_to_string("errors/refused.html#notice", {"message": message})


def _static_page(template: str, status: int) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    home_url = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return HttpResponse(render_to_string(template, {"home_url": home_url}), status=status)
