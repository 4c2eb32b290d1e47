"""How HTTP reaches accounts. Nearly all of it is django-allauth's; this is what it lacks."""

from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from blog.accounts.models import User
from blog.accounts.permissions import lacks_second_step, works_without_second_step
from blog.accounts.selectors import people
from blog.accounts.services.sign_in_link import LinkIsOver, read_link
from blog.web.kept_forms import find_form, forget_form, is_kept_for_somebody_else


@login_required
@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    """Show people what they can do here: the page after signing in."""
    context = {
        "may_edit": people.may_open_desk(request.user),
        "lacks_second_step": lacks_second_step(request.user),
        "works_without_second_step": works_without_second_step(request.user),
    }
    return render(request, "accounts/account.html", context)


@login_required
@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """End a sign-in that was made in the middle of something else, with a token to go on."""
    return render(request, "accounts/signed_in_again.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest, name: str) -> HttpResponse:
    """Give back a form that was sent when nobody was signed in; a POST discards it."""
    form = find_form(request, name)
    if form and request.method == "POST":
        forget_form(request, name)
        return redirect(form.back_url or "accounts:account")
    return render(
        request,
        "accounts/kept_form.html",
        {"form": form, "name": name, "is_others": is_kept_for_somebody_else(request, name)},
        status=200 if form else 404,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in by the link of a mail. Opening it only asks: mail scanners do no harm."""
    try:
        link = read_link(secret=secret)
    except LinkIsOver as error:
        context = {"message": error.message}
        return render(request, "accounts/sign_in_link_over.html", context, status=410)
    if request.method != "POST":
        return render(request, "accounts/sign_in_link.html", {"email": link.user.email})
    if request.user.is_authenticated:
        logout(request)
    return sign_in_by_mail(request, link.user, link.user.email, link.next_url)


def sign_in_by_mail(request: HttpRequest, user: User, email: str, next_url: str) -> HttpResponse:
    """Sign somebody in who showed that an address of theirs is; a second step may come first."""
    record_authentication(request, user, method="code", email=email)
    verify_email_indirectly(request, user, email)
    return perform_login(request, Login(user=user, redirect_url=next_url or None, email=email))


@require_safe
def admin_gate(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's own sign-in page was: send people through the one door.

    A signed-in person without access to the admin is told so; sending them to sign in again would
    send them in circles.
    """
    if not request.user.is_authenticated:
        return _to_the_door(request, otherwise="/admin/")
    if not people.may_open_desk(request.user):
        _forget_messages(request)
        raise PermissionDenied(
            _("Your account has no access to the editors’ pages. An editor can change that.")
        )
    return redirect("wagtailadmin_home")


@require_safe
def reading_gate(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's second sign-in page was, for pages that only some may read."""
    if not request.user.is_authenticated:
        return _to_the_door(request, otherwise="/")
    raise PermissionDenied(
        _("Your account is not among those who may read this page. An editor can change that.")
    )


def _to_the_door(request: HttpRequest, *, otherwise: str) -> HttpResponse:
    return redirect_to_login(request.GET.get("next", otherwise), resolve_url("account_login"))


def _forget_messages(request: HttpRequest) -> None:
    """Drop what Wagtail wanted to say on its own page; the answer says it."""
    for _message in messages.get_messages(request):
        pass
