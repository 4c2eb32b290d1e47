"""Who may open a screen of the desk: asked once, in front of the view."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from blog.accounts.permissions import ensure
from blog.accounts.rules.roles import Act


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
