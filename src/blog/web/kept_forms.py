"""A form that somebody sent whose session had ended: kept while they sign in, then given back.

It waits in the browser's own session, which signing in carries over, for the person who was signed
in when it was written: nobody else gets it back. Secrets and files are not kept.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme

from blog.web.kept_for import name_of, whose
from blog.web.kept_text import KeptField, kept_fields, pairs

SESSION_KEY = "kept_forms"
MOST_FORMS = 3  # of one person
MOST_IN_ALL = 9
MOST_CHARACTERS = 500_000
# A session that was made for a form, by nobody who has signed in, is over after a day, and so is
# the form: strangers could fill the disk with them. Signing in gives it the usual time.
STRANGERS_SECONDS = 86_400

# Each sending of a form that has a local copy (the element keep-text) is named in this field; when
# the form has been accepted, this cookie tells the element so.
COPY_FIELD = "keep"
SENT_COOKIE = "sent-forms"
SENT_COOKIE_DAYS = 7
_COPY_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class KeptForm:
    """A form as it was sent, without its secrets."""

    action: str
    back_url: str
    fields: list[KeptField]

    @property
    def has_words(self) -> bool:
        """Return whether somebody typed something."""
        return any(field.words for field in self.fields)

    @property
    def is_too_large(self) -> bool:
        """Return whether it is more than a session keeps."""
        size = sum(len(field.name) + len(field.value) for field in self.fields)
        return size > MOST_CHARACTERS


def read_form(request: HttpRequest) -> KeptForm:
    """Return the form that a request brings."""
    return KeptForm(
        action=request.get_full_path(),
        back_url=where_from(request),
        fields=kept_fields(pairs(request.POST)),
    )


def keep_form(request: HttpRequest, form: KeptForm, *, owner: str | None = None) -> str:
    """Put a form aside and return its name.

    ``owner`` is who gets it back, by the name of ``kept_for``; else who is signed in, or was.
    """
    name = secrets.token_urlsafe(9)
    owner = whose(request) if owner is None else owner
    kept = list(request.session.get(SESSION_KEY, {}).items())
    own = [item for item in kept if item[1].get("whose", "") == owner]
    old = own[: len(own) - MOST_FORMS + 1] if len(own) >= MOST_FORMS else []
    new = {
        "whose": owner,
        "action": form.action,
        "back_url": form.back_url,
        "fields": [(field.name, field.value) for field in form.fields],
    }
    stays = [item for item in kept if item not in old]
    request.session[SESSION_KEY] = dict([*stays, (name, new)][-MOST_IN_ALL:])
    if not request.user.is_authenticated:
        request.session.set_expiry(STRANGERS_SECONDS)
    return name


def find_form(request: HttpRequest, name: str) -> KeptForm | None:
    """Return the form that was put aside under this name in this browser, for this person."""
    kept = request.session.get(SESSION_KEY, {}).get(name)
    if kept is None or is_kept_for_somebody_else(request, name):
        return None
    return KeptForm(kept["action"], kept["back_url"], kept_fields(map(tuple, kept["fields"])))


def is_kept_for_somebody_else(request: HttpRequest, name: str) -> bool:
    """Return whether a form waits under this name that another person wrote in this browser."""
    kept = request.session.get(SESSION_KEY, {}).get(name, {})
    return kept.get("whose", "") not in {"", whose(request)}


def forget_form(request: HttpRequest, name: str) -> None:
    """Drop what was put aside under this name for this person."""
    kept = request.session.get(SESSION_KEY, {})
    if not is_kept_for_somebody_else(request, name) and kept.pop(name, None) is not None:
        request.session[SESSION_KEY] = kept


def where_from(request: HttpRequest) -> str:
    """Return the page of this site that the form was on, as a path, or nothing."""
    url = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()):
        return ""
    parts = urlsplit(url)
    path = escape_leading_slashes(parts.path)
    return f"{path}?{parts.query}" if parts.query else path


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether a page of another site sent the request, as browsers say it.

    Such a form has no words of the visitor's. To keep it would put somebody else's words before
    them, under their name, and give them a new session in the place of theirs.
    """
    sender = sender_of(request)
    if not sender:
        return request.headers.get("Sec-Fetch-Site", "same-origin") in {"cross-site", "same-site"}
    return sender != request.get_host()


def sender_of(request: HttpRequest) -> str:
    """Return the host whose page sent a request, as browsers say it; nothing where they do not.

    What is no address is returned as it is: it is no host of ours.
    """
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(said).netloc or said
    except ValueError:
        return said


def mark_undone[R: HttpResponse](response: R) -> R:
    """Note on an answer that nothing has been done yet: it asks who somebody is, or previews."""
    response.is_undone = True  # type: ignore[attr-defined]
    return response


def is_undone(response: HttpResponse) -> bool:
    """Return whether nothing has been done yet with what was sent."""
    return getattr(response, "is_undone", False)


class AcceptedFormMiddleware:
    """When a form has been accepted, forget what was kept of it, here and in the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and not is_undone(response):
            if name := request.POST.get("kept_form"):
                forget_form(request, name)
            copy = request.POST.get(COPY_FIELD, "")
            if _COPY_NAME.fullmatch(copy):
                self._tell(request, response, copy)
        if others := getattr(request, "kept_for_others", None):
            request.session[SESSION_KEY] = others
        return response

    @staticmethod
    def _tell(request: HttpRequest, response: HttpResponse, copy: str) -> None:
        before = [name for name in request.COOKIES.get(SENT_COOKIE, "").split(".") if name]
        names = [name for name in before if _COPY_NAME.fullmatch(name) and name != copy]
        response.set_cookie(
            SENT_COOKIE,
            ".".join([*names[-9:], copy]),
            max_age=SENT_COOKIE_DAYS * 86_400,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


@receiver(user_logged_in)
def _last_as_usual(*, request: HttpRequest, **_: object) -> None:
    """Whoever has signed in stays so, and their words with them."""
    if request.session.get("_session_expiry") == STRANGERS_SECONDS:
        request.session.set_expiry(None)


@receiver(user_logged_out)
def _keep_what_others_wrote(*, request: HttpRequest | None, user: Any, **_: object) -> None:
    """Signing out empties the session; what waits in it for somebody else goes on waiting."""
    if request is None or user is None:
        return
    own = {"", name_of(user.pk)}
    kept = request.session.get(SESSION_KEY, {})
    request.kept_for_others = {  # type: ignore[attr-defined]
        name: form for name, form in kept.items() if form.get("whose", "") not in own
    }
