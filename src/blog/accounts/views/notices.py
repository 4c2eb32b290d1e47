"""How HTTP reaches notifications: the inbox, the preferences, and the link in a mail."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.forms.own_data import PreferencesForm
from blog.accounts.gates import desk_screen
from blog.accounts.models import User
from blog.accounts.rules.roles import Act
from blog.accounts.selectors import notices
from blog.accounts.services import notifying, preferences
from blog.accounts.views.signed_in import SignedInRequest
from blog.web.htmx import page_or_part


@login_required
@require_safe
def show_inbox(request: SignedInRequest) -> HttpResponse:
    """Show what somebody was told, newest first."""
    inbox = notices.get_inbox(user=request.user, number=_number(request), base_url=request.path)
    return render(request, "accounts/notifications.html", {"inbox": inbox})


@require_safe
@desk_screen(Act.USE_DESK)
def show_desk_inbox(request: HttpRequest) -> HttpResponse:
    """Show the same to the staff in the frame of the desk."""
    user = cast(User, request.user)
    inbox = notices.get_inbox(user=user, number=_number(request), base_url=request.path)
    return page_or_part(request, "accounts/desk_inbox.html", "inbox", {"inbox": inbox})


@login_required
@require_POST
def mark_read(request: SignedInRequest) -> HttpResponse:
    """Mark one notification as read, or all of them; go back to the inbox it was asked in."""
    raw = request.POST.get("notification", "")
    one = int(raw) if raw.isdecimal() and len(raw) < 19 else None
    if one is not None or "all" in request.POST:
        notifying.mark_read(by=request.user, at=timezone.now(), notification_id=one)
        messages.success(request, _("Marked as read.") if one else _("All are marked as read."))
    return redirect("accounts:desk_inbox" if "desk" in request.POST else "accounts:inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_preferences(request: SignedInRequest) -> HttpResponse:
    """Show how somebody is told, and keep what they change."""
    rows = notices.get_preferences(user=request.user)
    language = request.user.profile.language
    if request.method != "POST":
        form = PreferencesForm(preferences=rows, language=language)
        return render(request, "accounts/notification_preferences.html", {"form": form})
    form = PreferencesForm(request.POST, preferences=rows, language=language)
    if not form.is_valid():
        context = {"form": form, "refused": form}
        return render(request, "accounts/notification_preferences.html", context, status=422)
    preferences.save_preferences(
        by=request.user, ways=form.ways(), language=form.cleaned_data["language"]
    )
    messages.success(request, _("How you are notified is saved."))
    return redirect("accounts:notification_preferences")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of mail, from the mail itself.

    A GET only asks, since programs that look at mail open links. A POST acts at once, without a
    session and its token: mail programs send it (RFC 8058), and the link's signature is the proof.
    """
    _user, kind = preferences.read_token(token=token)
    label = str(kind.label) if kind else _("The daily e-mail")
    if request.method == "POST":
        preferences.stop_mail(token=token)
    context = {
        "label": label,
        "is_done": request.method == "POST",
        "stop_url": reverse("accounts:stop_mail", args=[token]),
    }
    return render(request, "accounts/stop_mail.html", context)


def _number(request: HttpRequest) -> int:
    raw = request.GET.get("page", "1")
    return int(raw) if raw.isdecimal() and len(raw) < 6 else 1
