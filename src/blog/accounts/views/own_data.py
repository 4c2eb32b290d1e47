"""How HTTP reaches people's data: a copy of it, and the end of an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.forms.own_data import LeaveForm
from blog.accounts.gates import ask_to_sign_in_anew, must_sign_in_anew
from blog.accounts.rules.leaving import Comments
from blog.accounts.selectors import own_data, people
from blog.accounts.services import exporting, leaving
from blog.accounts.views.signed_in import SignedInRequest
from blog.errors import DomainError
from blog.web.errors import status_of


def confirmed[V: Callable[..., HttpResponseBase]](view: V) -> V:
    """Let people in who showed within the last minutes that it is them; ask the others.

    Who has neither password nor second factor cannot be asked on the spot: they sign in anew.
    """
    asked_on_the_spot = reauthentication_required(view)

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if must_sign_in_anew(request):
            return ask_to_sign_in_anew(request)
        return asked_on_the_spot(request, *args, **kwargs)

    return cast("V", gate)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_own_data(request: SignedInRequest) -> HttpResponse:
    """Show where the copy of somebody's data is, and let them ask for one."""
    if request.method != "POST":
        return _page(request)
    try:
        exporting.ask_for_export(by=request.user, at=timezone.now())
    except DomainError as refusal:
        return _page(request, problem=str(refusal), status=status_of(request, refusal))
    messages.success(request, _("We are putting the copy together and will write to you."))
    return redirect("accounts:own_data")


@login_required
@require_safe
@confirmed
def fetch_export(request: SignedInRequest, token: str) -> HttpResponseBase:
    """Send a copy to its owner, who has just shown that it is them."""
    now = timezone.now()
    try:
        file = exporting.fetch_export(token=token, by=request.user, at=now)
    except exporting.ExportExpired as gone:
        return _page(request, problem=str(gone), status=410)
    name = f"your-data-{now:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@login_required
@require_safe
def show_leave(request: SignedInRequest) -> HttpResponse:
    """Show what it means to delete an account, and what is asked before."""
    return _leave_page(request, LeaveForm())


@login_required
@require_POST
@confirmed
def leave(request: SignedInRequest) -> HttpResponse:
    """Let one's account end in a week."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _leave_page(request, form)
    try:
        leaving.ask_to_leave(
            by=request.user, comments=Comments(form.cleaned_data["comments"]), at=timezone.now()
        )
    except leaving.LastAdmin as refusal:
        form.add_error(None, str(refusal))
        return _leave_page(request, form, status=409)
    return redirect("accounts:leave")


@login_required
@require_POST
def stay(request: SignedInRequest) -> HttpResponse:
    """Keep one's account after all."""
    leaving.stay(by=request.user, at=timezone.now())
    messages.success(request, _("Your account stays. It will not be deleted."))
    return redirect("accounts:account")


def _page(request: SignedInRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    export = own_data.get_export_status(user=request.user, at=timezone.now())
    token = ""
    if export.state == "ready" and export.pk:
        token = exporting.link_token(export_id=export.pk, user_id=request.user.id)
    context = {"export": export, "token": token, "problem": problem}
    return render(request, "accounts/own_data.html", context, status=status)


def _leave_page(request: SignedInRequest, form: LeaveForm, *, status: int = 422) -> HttpResponse:
    refused = form if form.is_bound else None
    context = {
        "form": form,
        "refused": refused,
        "asked": people.get_leaving(request.user),
    }
    return render(request, "accounts/leave.html", context, status=status if refused else 200)
