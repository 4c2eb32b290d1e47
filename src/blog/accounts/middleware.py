"""What every page of the doors has in common: a refused form is a 422, and the frame is ours.

And when a session was last used, for the list of the browsers somebody is signed in with.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from requests import RequestException

from blog.accounts.services import door_mails, known_devices, sessions
from blog.web.errors import too_many_requests
from blog.web.limits import TooOften

logger = logging.getLogger(__name__)

# Whose views show a refused form with status 200: django-allauth's, and Wagtail's for passwords.
DOORS = ("allauth.", "wagtail.views", "wagtail.documents.views")
# Addresses where a stranger's form makes the site write a mail.
MAILS = {
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_reset_password",
    "socialaccount_signup",
}
LONGEST_ADDRESS = 254


class DoorMiddleware:
    """Prepare what the sign-in views hand to their templates.

    A refused form gets status 422 and is named ``refused``; the layout makes the summary of errors
    and the page's title from that. django-allauth's own ``site`` makes way for the frame's.
    A browser that has just signed in is remembered: wrong passwords elsewhere do not shut it out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if email := getattr(request, "signed_in_as", ""):
            cookie = request.COOKIES.get(known_devices.COOKIE, "")
            response.set_cookie(
                known_devices.COOKIE,
                known_devices.remember(cookie=cookie, email=email),
                max_age=known_devices.DAYS * 86_400,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Called by Django before a view: count the mails that the doors are asked for."""
        match = request.resolver_match
        if request.method != "POST" or not match or match.url_name not in MAILS:
            return None
        address = request.POST.get("email", "")[:LONGEST_ADDRESS]
        try:
            door_mails.count(address=address, network=get_ip(request))
        except TooOften as error:
            return too_many_requests(request, error.seconds, str(error.message))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say that a provider elsewhere does not answer, where django-allauth leaves it open."""
        match = request.resolver_match
        elsewhere = match and match.func.__module__.startswith("allauth.socialaccount.")
        if not elsewhere or not isinstance(error, RequestException):
            return None
        logger.warning("A provider of accounts does not answer", exc_info=error)
        return render(request, "socialaccount/authentication_error.html", status=502)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Called by Django before a view's template is rendered."""
        match = request.resolver_match
        if match and match.func.__module__.startswith(DOORS) and response.context_data:
            response.context_data.pop("site", None)
            refused = _refused_form(response.context_data)
            if refused and request.method == "POST":
                response.context_data["refused"] = refused
                response.status_code = 422
                if getattr(request, "retry_after", 0):
                    response.status_code = 429
        return response


def _refused_form(context: dict[str, Any]) -> BaseForm | None:
    forms = (value for value in context.values() if isinstance(value, BaseForm))
    return next((form for form in forms if form.is_bound and form.errors), None)


class LastSeenMiddleware:
    """Note that a session was used, on answers that looked at the session anyway.

    Pages for strangers never open a session, and this does not change that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and session.session_key and request.user.is_authenticated:
            sessions.note_use(session_key=session.session_key, at=timezone.now())
        return response


@receiver(user_logged_in)
def _note_who_signed_in(*, request: HttpRequest | None, user: Any, **_: Any) -> None:
    if request is not None:
        request.signed_in_as = user.email  # type: ignore[attr-defined]
