"""When an answer asks for signing in first: nothing that was sent gets lost on the way.

Three ways in, one outcome. With scripts, the element ``sign-in-again`` says so in a header; it gets
a 401, signs the person in inside the page, and sends the request once more. A plain form is kept in
the session, and waits behind the sign-in page. A part that htmx asked for takes the whole window to
the door, and back to the page it was on.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from blog.web.htmx import wants_part
from blog.web.kept_forms import (
    KeptForm,
    comes_from_elsewhere,
    keep_form,
    mark_undone,
    read_form,
)
from blog.web.limits import TooOften, take
from blog.web.network import network_of
from blog.web.rules.limits import KEPT_FORMS

# Addresses that ask who somebody is. Their pages are for the whole window, never for a part of it.
SIGN_IN = {"account_login", "admin_gate", "reading_gate"}
CONFIRM = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}

# What the element sends, and what it is answered with.
AGAIN = "Sign-In-Again"


def can_sign_in_here(request: HttpRequest) -> bool:
    """Return whether the page that asks can sign somebody in without being left."""
    return request.headers.get(AGAIN) == "here"


def sign_in_here() -> HttpResponse:
    """Answer such a page: sign in, then send this once more. Nothing has been done."""
    response = HttpResponse(status=401)
    response["WWW-Authenticate"] = 'Session realm="site"'
    response[AGAIN] = reverse("accounts:signed_in_again")
    return response


class DoorRedirectMiddleware:
    """Look after what was sent when the answer is a redirect to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in (301, 302, 303, 307, 308):
            return response
        target = urlsplit(response["Location"])
        door = _name_of(target.path)
        if door not in SIGN_IN | CONFIRM:
            return response
        mark_undone(response)
        htmx: Any = getattr(request, "htmx", None)
        if door in CONFIRM:
            # django-allauth puts the request aside itself and takes it up again.
            return _leave(response, response["Location"]) if htmx else response
        if request.method != "GET" and _is_about(request, target.query):
            return self._look_after(request, response, target.path)
        if not htmx:
            return response
        query = parse_qs(target.query)
        if htmx.current_url_abs_path:
            query[REDIRECT_FIELD_NAME] = [htmx.current_url_abs_path]
        return _leave(response, f"{target.path}?{urlencode(query, doseq=True)}")

    @staticmethod
    def _look_after(request: HttpRequest, response: HttpResponse, door: str) -> HttpResponse:
        if can_sign_in_here(request):
            return sign_in_here()
        if request.headers.get("Accept") == "application/json":
            return _not_saved()
        form = read_form(request)
        if comes_from_elsewhere(request) or not form.has_words:
            # Nothing was typed here: sign in, and go on from the page that the button was on.
            url = f"{door}?{urlencode({REDIRECT_FIELD_NAME: form.back_url or '/'})}"
        elif form.is_too_large:
            page = _given_back(request, form, status=401)
            page["WWW-Authenticate"] = 'Session realm="site"'
            return page
        else:
            try:
                take(KEPT_FORMS, network_of(request))
            except TooOften as refusal:
                page = _given_back(request, form, status=429, message=str(refusal.message))
                page["Retry-After"] = str(refusal.seconds)
                return page
            kept = reverse("accounts:kept_form", args=[keep_form(request, form)])
            url = f"{door}?{urlencode({REDIRECT_FIELD_NAME: kept})}"
        if getattr(request, "htmx", None):
            return _leave(response, url)
        response["Location"] = url
        return response


def _not_saved() -> HttpResponse:
    """Answer a script that saves by itself, as Wagtail's does. It will again: nothing is kept."""
    words = _("You are signed out, and the text is not saved. Save it to sign in here.")
    answer = {"success": False, "error_code": "locked", "error_message": words}
    response = JsonResponse(answer, status=401)
    response["WWW-Authenticate"] = 'Session realm="site"'
    return response


def _is_about(request: HttpRequest, query: str) -> bool:
    """Return whether it is this very request that needs signing in, not a page it leads to."""
    wanted = parse_qs(query).get(REDIRECT_FIELD_NAME, [""])[0]
    return urlsplit(wanted).path == request.path


def _name_of(path: str) -> str | None:
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def _given_back(
    request: HttpRequest, form: KeptForm, *, status: int, message: str = ""
) -> HttpResponse:
    """Answer with the words of a form that is not kept, for whoever typed them to copy."""
    template = "errors/too_much_to_keep.html"
    name = f"{template}#notice" if wants_part(request) else template
    return render(request, name, {"form": form, "message": message}, status=status)


def _leave(response: HttpResponse, url: str) -> HttpResponse:
    answer = HttpResponseClientRedirect(url)
    answer.cookies = response.cookies
    return mark_undone(answer)
