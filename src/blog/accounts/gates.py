"""Who may open a screen of the desk, and who is led elsewhere first: asked in front of the view."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
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


def desk_screen[V: Callable[..., HttpResponseBase]](act: Act) -> Callable[[V], V]:
    """Open the decorated view to people who may do ``act``; send strangers to the sign-in page.

    The view itself decides nothing more; the services it calls ask again about what they change.
    """

    def decorate(view: V) -> V:
        @login_required
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            ensure(request.user, act)
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
