"""How HTTP reaches the roles of people and the invitations to the staff."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.forms.staff import FindForm, InviteForm, RolesForm
from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.accounts.selectors import staff
from blog.accounts.services import inviting
from blog.accounts.services.roles import LastAdmin, NotYourOwn, change_roles

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@desk_screen(Act.INVITE)
def show_staff(request: HttpRequest) -> HttpResponse:
    """Show who has which role, who is invited, and find an account by its address."""
    form = FindForm(request.GET) if "email" in request.GET else FindForm()
    if form.is_bound and form.is_valid():
        found = staff.find_person(email=form.cleaned_data["email"])
        if found:
            return redirect("accounts:person", found.pk)
        form.add_error("email", _("No account signs in with this address. You can invite it."))
    refused = form if form.is_bound else None
    context = {
        "people": staff.get_staff(),
        "offers": staff.get_offers(at=timezone.now()),
        "form": form,
        "refused": refused,
    }
    return render(request, "accounts/staff.html", context, status=422 if refused else 200)


@require_http_methods(READ_AND_WRITE)
@desk_screen(Act.INVITE)
def change_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show and change the roles of one account."""
    person = staff.get_person(person_id=person_id)
    form = RolesForm(request.POST or None, initial={"roles": [r.value for r in person.roles]})
    if request.method == "POST":
        form = RolesForm(request.POST)
        if form.is_valid():
            try:
                change_roles(
                    person=staff.get_account(person_id=person_id),
                    roles=form.chosen(),
                    by=request.user,
                    at=timezone.now(),
                )
            except (LastAdmin, NotYourOwn) as refusal:
                form.add_error("roles", str(refusal))
            else:
                messages.success(request, _("The roles of %(name)s are saved.") % vars(person))
                return redirect("accounts:staff")
    context = {
        "person": person,
        "form": form,
        "refused": form if form.errors else None,
        "is_own": person.pk == request.user.pk,
    }
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_AND_WRITE)
@desk_screen(Act.INVITE)
def invite(request: HttpRequest) -> HttpResponse:
    """Ask whom to invite, and do it."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            inviting.invite(email=email, roles=form.chosen(), by=request.user, at=timezone.now())
        except inviting.HasTheRoles as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The invitation to %(email)s is sent.") % {"email": email})
            return redirect("accounts:staff")
    refused = form if form.errors else None
    context = {"form": form, "refused": refused}
    return render(request, "accounts/invite.html", context, status=422 if refused else 200)


@require_POST
@desk_screen(Act.INVITE)
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    invitation = inviting.revoke(invitation_id=invitation_id, by=request.user, at=timezone.now())
    text = _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email}
    messages.success(request, text)
    return redirect("accounts:staff")


@require_safe
@desk_screen(Act.INVITE)
def instead_of_wagtail(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Stand where Wagtail manages accounts and groups: a second way, which is not written down."""
    return redirect("accounts:staff")


@require_http_methods(READ_AND_WRITE)
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation; accept it when its button is pressed, never by opening the link."""
    try:
        invitation = inviting.find(secret=secret)
        inviting.ensure_good(invitation=invitation, at=timezone.now())
    except inviting.NotOpen as refusal:
        context = {"refusal": str(refusal)}
        return render(request, "accounts/invitation_closed.html", context, status=410)
    if request.method == "POST" and request.user.is_authenticated:
        inviting.accept(secret=secret, by=request.user, at=timezone.now())
        messages.success(request, _("Welcome to the staff. Your new role counts from now on."))
        return redirect("accounts:account")
    shown: dict[str, Any] = {
        "email": invitation.email,
        "role_names": staff.names_of(invitation.roles),
        "invited_by": str(invitation.invited_by),
        "expires_at": invitation.expires_at,
        "is_theirs": inviting.is_for(invitation=invitation, person=request.user),
    }
    return render(request, "accounts/invitation.html", shown)
