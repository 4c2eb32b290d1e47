"""Who may open a screen of the desk, and who is led elsewhere first: asked in front of the view."""

import re
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from blog.accounts.permissions import (
    RoleRefused,
    SecondStepMissing,
    ensure,
    lacks_second_step,
    roles_of,
)
from blog.accounts.rules.roles import Act, who_may
from blog.accounts.rules.wagtail_rights import refusing_act
from blog.web.errors import refuse

# What only staff open: Wagtail's admin and the desk, in any language.
OF_STAFF = re.compile(r"/(?:[a-z]{2,3}(?:-[a-z0-9]+)*/)?(?:admin|desk)(?:/|$)")

# What django-allauth lets people do unasked who have neither a password nor a second step.
MATTERS = {"account_set_password", "mfa_activate_totp", "mfa_add_webauthn"}
MATTERS_WHEN_SENT = {"account_email"}


def must_sign_in_anew(request: HttpRequest) -> bool:
    """Return whether a person cannot be asked on the spot, and signed in longer ago than counts."""
    if get_reauthentication_flows(request.user):
        return False
    records = get_authentication_records(request, request.user)
    latest = max((record.get("at", 0) for record in records), default=0)
    return time.time() - latest >= app_settings.REAUTHENTICATION_TIMEOUT


def ask_to_sign_in_anew(request: HttpRequest) -> HttpResponse:
    """Answer with the page that leads out and in again, and back."""
    return render(request, "accounts/sign_in_anew.html", {"next_url": request.path}, status=403)


def desk_screen[V: Callable[..., HttpResponseBase]](
    act: Act, *, if_only_own: bool = False
) -> Callable[[V], V]:
    """Open the decorated view to people who may do ``act``; send strangers to the sign-in page.

    With ``if_only_own`` it is enough that they may do it with what is theirs. The view itself
    decides nothing more; the services it calls ask again about what they change.
    """

    def decorate(view: V) -> V:
        @login_required
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            ensure(request.user, act, owns=if_only_own)
            return view(request, *args, **kwargs)

        return cast("V", gate)

    return decorate


class SecondStepMiddleware:
    """Lead staff without a second step for signing in to where they set one up.

    Their roles sleep (see ``permissions.roles_of``), so that nothing opens by another way either;
    this says why, instead of a refusal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Called by Django before a view."""
        if not OF_STAFF.match(request.path_info) or not lacks_second_step(request.user):
            return None
        here = reverse("accounts:second_step")
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(here)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied(SecondStepMissing.message)
        return redirect(here)


class AdminScreenMiddleware:
    """Refuse screens of the admin that a person's roles do not open; see ``SCREENS``.

    Wagtail's own question for each object comes after this one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Called by Django before a view."""
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/"):
            return None
        if request.user.is_authenticated:
            refusing = refusing_act(roles_of(request.user), match.view_name or "")
            if refusing is not None:
                return refuse(request, RoleRefused(refusing, who_may(refusing)))
        return None


class SignInAnewMiddleware:
    """Ask people without password and second step who they are before what gives others a way in.

    Whoever finds their browser open could set a password, add a key or an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Called by Django before a view."""
        name = getattr(request.resolver_match, "view_name", "")
        if name not in MATTERS and not (name in MATTERS_WHEN_SENT and request.method == "POST"):
            return None
        if request.user.is_authenticated and must_sign_in_anew(request):
            return ask_to_sign_in_anew(request)
        return None
