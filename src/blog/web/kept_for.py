"""Whose text is kept in this browser: several people may use it, one after the other.

Each has a name here that tells nothing of them. It stands in a cookie from signing in to signing
out, and so outlives a session that ends by itself: what is sent then is still known as theirs. The
browser's own copies (the element keep-text) go by the same cookie.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "kept-for"
COOKIE_DAYS = 365
_LENGTH = 16


def name_of(user_id: object) -> str:
    """Return the name under which somebody's text is kept."""
    digest = salted_hmac("blog.web.kept_for", str(user_id), algorithm="sha256")
    return digest.hexdigest()[:_LENGTH]


def whose(request: HttpRequest) -> str:
    """Return for whom this browser keeps text now: who is signed in, or was; nobody is ''."""
    if request.user.is_authenticated:
        return name_of(request.user.pk)
    said = request.COOKIES.get(COOKIE, "")
    return said if len(said) == _LENGTH and said.isalnum() else ""


class KeptForMiddleware:
    """Tell a browser for whom it keeps text, on answers that looked at the session anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        if request.user.is_authenticated:
            name = name_of(request.user.pk)
            if request.COOKIES.get(COOKIE) != name:
                response.set_cookie(
                    COOKIE,
                    name,
                    max_age=COOKIE_DAYS * 86_400,
                    secure=settings.SESSION_COOKIE_SECURE,
                    samesite="Lax",
                )
        elif getattr(request, "has_signed_out", False):
            response.delete_cookie(COOKIE, samesite="Lax")
        return response


@receiver(user_logged_out)
def _note_signing_out(*, request: HttpRequest | None, **_: object) -> None:
    if request is not None:
        request.has_signed_out = True  # type: ignore[attr-defined]
