"""Comments of people without an account: they show an e-mail address by a code, and it is posted.

What they wrote waits in their browser's own session meanwhile. The code makes an account of the
address, without a password, so that everything an author can do with a comment is theirs too.
"""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.accounts.selectors import people
from blog.accounts.services import guest_codes
from blog.accounts.services.guest_codes import SentCode
from blog.accounts.views.doors import sign_in_by_mail
from blog.comments import selectors
from blog.comments.forms.conversation import GuestCodeForm, GuestForm
from blog.comments.selectors.cards import Card
from blog.comments.services.judging import CommentsClosed
from blog.comments.views import writing
from blog.comments.views.reading import readable_post
from blog.content.models import PostPage
from blog.errors import DomainError, NotFound
from blog.web.errors import status_of
from blog.web.kept_for import name_of
from blog.web.kept_forms import STRANGERS_SECONDS, KeptForm, forget_form, keep_form
from blog.web.kept_text import kept_fields
from blog.web.limits import take
from blog.web.network import network_of
from blog.web.rules.limits import KEPT_FORMS
from blog.web.rules.numbers import number_in

WAITING = "guest_comment"  # in the session: the code under way, the post, and what was written


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show the form for somebody without an account; keep what is sent, and mail a code."""
    post = readable_post(post_id, request.user)
    if request.user.is_authenticated:
        return redirect("comments:write", post_id)
    policy = selectors.get_policy(post)
    if not policy.takes_guests:
        return redirect_to_login(_write_url(post_id), reverse("account_login"))
    if request.method != "POST":
        return _form(request, post, GuestForm(initial=_what_waits(request, post)))
    form = GuestForm(request.POST)
    if "preview" in request.POST or not form.is_valid():
        return _form(request, post, form)
    if policy.closed(timezone.now()):
        form.add_error("text", str(CommentsClosed.message))
        return _form(request, post, form, 409)
    words = {name: str(value or "") for name, value in form.cleaned_data.items()}
    try:
        take(KEPT_FORMS, network_of(request))
        _send_code(request, post.pk, words)
    except DomainError as refusal:
        form.add_error("email", str(refusal.message))
        return _form(request, post, form, status_of(request, refusal))
    return redirect("comments:guest_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with the right one, sign in and post what was kept."""
    waiting = request.session.get(WAITING)
    if waiting is None:
        return redirect("accounts:account")
    if request.user.is_authenticated:
        return _signed_in_meanwhile(request, waiting)
    form = GuestCodeForm(request.POST if "code" in request.POST else None)
    if request.POST.get("action") == "resend":
        return _send_again(request, waiting, form)
    if not form.is_valid():
        return _code(request, waiting, form, 422 if form.is_bound else 200)
    sent = SentCode.from_session(waiting["code"])
    try:
        guest_codes.ensure_right(sent=sent, code=form.cleaned_data["code"])
    except DomainError as refusal:
        form.add_error("code", str(refusal.message))
        return _code(request, waiting, form, status_of(request, refusal))
    return _come_in(request, sent.email, waiting)


def _come_in(request: HttpRequest, email: str, waiting: dict[str, Any]) -> HttpResponse:
    """Sign in, and post; where a second step comes first, the form is given back behind it."""
    post_id, words = waiting["post"], waiting["words"]
    post = PostPage.objects.visible_to(None).filter(pk=post_id).first()
    if post is not None and not selectors.get_policy(post).takes_guests:
        return redirect("comments:guest", post_id)  # no longer; there is the door
    user = guest_codes.get_or_make_account(email=email)
    kept = _put_aside(request, waiting, user)
    response = sign_in_by_mail(request, user, email, reverse("accounts:kept_form", args=[kept]))
    if request.user.pk != user.pk:
        return response
    try:
        post = readable_post(post_id, request.user)
        parent_id = number_in(words["parent"])
        parent = selectors.get_readable(parent_id, request.user) if parent_id else None
    except NotFound:
        return response  # the post or the comment has gone meanwhile: the words are given back
    forget_form(request, kept)
    if parent is not None:
        return writing.answer(request, parent, words)
    return writing.post_to(request, post, words)


def _signed_in_meanwhile(request: HttpRequest, waiting: dict[str, Any]) -> HttpResponse:
    """Give the words back to whose address it is; what another person wrote is not shown."""
    if not people.has_confirmed(email=waiting["words"]["email"], user_id=request.user.pk):
        return redirect("accounts:account")
    return redirect("accounts:kept_form", _put_aside(request, waiting, request.user))


def _put_aside(request: HttpRequest, waiting: dict[str, Any], user: Any) -> str:
    """Take what was written out of the waiting place, and keep it for a person as a form."""
    words = waiting["words"]
    del request.session[WAITING]
    path = _write_url(waiting["post"])
    fields = kept_fields([(name, words[name]) for name in ("text", "name", "token")])
    return keep_form(request, KeptForm(path, path, fields), owner=name_of(user.pk))


def _send_code(request: HttpRequest, post_id: int, words: dict[str, str]) -> None:
    sent = guest_codes.send_code(email=words["email"], network=network_of(request))
    request.session[WAITING] = {"code": sent.to_session(), "post": post_id, "words": words}
    request.session.set_expiry(STRANGERS_SECONDS)


def _send_again(request: HttpRequest, waiting: dict[str, Any], form: GuestCodeForm) -> HttpResponse:
    try:
        _send_code(request, waiting["post"], waiting["words"])
    except DomainError as refusal:
        form = GuestCodeForm({})
        form.add_error("code", str(refusal.message))
        return _code(request, waiting, form, status_of(request, refusal))
    return redirect("comments:guest_code")


def _write_url(post_id: int) -> str:
    return reverse("comments:write", args=[post_id])


def _what_waits(request: HttpRequest, post: PostPage) -> dict[str, Any]:
    """Return what is in the form at first: what waits for a code, or which comment is answered."""
    waiting = request.session.get(WAITING)
    if waiting is not None and waiting["post"] == post.pk:
        return dict(waiting["words"])
    return {"parent": number_in(request.GET.get("to"))}


def _form(request: HttpRequest, post: PostPage, form: GuestForm, status: int = 0) -> HttpResponse:
    preview, refused = writing.preview_of(request, form)
    context = {
        "post": post,
        "form": form,
        "preview": preview,
        "closed": selectors.get_policy(post).closed(timezone.now()),
        "comment": _answered(post, form),
        "write_url": _write_url(post.pk),
    }
    status = status or refused or (422 if form.errors else 200)
    return render(request, "comments/guest.html", context, status=status)


def _answered(post: PostPage, form: GuestForm) -> Card | None:
    """Return the comment that is answered, if it is there; else the words are a comment alone."""
    number = number_in(str(form["parent"].value() or ""))
    try:
        comment = selectors.get_readable(number) if number else None
    except NotFound:
        return None
    return selectors.get_card(comment) if comment and comment.post_id == post.pk else None


def _code(
    request: HttpRequest, waiting: dict[str, Any], form: GuestCodeForm, status: int
) -> HttpResponse:
    context = {
        "verify_form": form,
        "refused": form if form.errors else None,
        "email": waiting["words"]["email"],
        "can_resend": True,
        "cancel_url": reverse("comments:guest", args=[waiting["post"]]),
    }
    return render(request, "comments/guest_code.html", context, status=status)
