"""Who is not signed in is led to the door, and back afterwards, with what they sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect


def members_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let people with an account in; web/doors.py looks after what others sent.

    The form's token is asked for only then: pages for strangers have none, and press the same
    buttons.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return protected(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), reverse("account_login"))

    return csrf_exempt(wrapper)
