"""How HTTP reaches profiles: one's own to change, others' to see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.forms.profile import HandleForm, PictureForm, ProfileForm
from blog.accounts.models.profile import page_tag
from blog.accounts.selectors import people
from blog.accounts.selectors.people import OwnProfile
from blog.accounts.services import profile as profiles
from blog.accounts.views.signed_in import SignedInRequest
from blog.errors import DomainError
from blog.web.caching import mark_public
from blog.web.errors import status_of
from blog.web.uploads import PictureRefused


@require_safe
def show_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Show somebody's public page: the same to every stranger, and nothing at all if private."""
    person = people.get_person(handle.lower())
    if person.handle != handle:
        return mark_public(
            redirect("accounts:public_profile", person.handle, permanent=True),
            tags=(page_tag(person.user_id),),
        )
    response = render(request, "accounts/public_profile.html", {"person": person})
    return mark_public(response, tags=(page_tag(person.user_id),))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: SignedInRequest) -> HttpResponse:
    """Show one's own profile, and keep what is changed in it."""
    own = _own(request)
    if request.method != "POST":
        return _page(request, own)
    form = ProfileForm(request.POST, name_is_byline=own.name_is_byline, initial={"name": own.name})
    if not form.is_valid():
        return _page(request, own, about=form)
    profiles.save_profile(by=request.user, **form.cleaned_data)
    messages.success(request, _("Your profile is saved."))
    return redirect("accounts:profile")


@login_required
@require_POST
def change_handle(request: SignedInRequest) -> HttpResponse:
    """Give somebody another handle."""
    form, status = HandleForm(request.POST), 422
    if form.is_valid():
        try:
            is_new = profiles.change_handle(
                by=request.user, handle=form.cleaned_data["handle"], at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error("handle", str(refusal))
            status = status_of(request, refusal)
        else:
            said = _("Your handle is changed.") if is_new else _("This is your handle already.")
            messages.success(request, said)
            return redirect("accounts:profile")
    return _page(request, _own(request), handle=form, status=status)


@login_required
@require_POST
def change_picture(request: SignedInRequest) -> HttpResponse:
    """Keep an uploaded picture, or remove the one there is."""
    if "remove" in request.POST:
        profiles.remove_picture(by=request.user)
        messages.success(request, _("Your picture is removed."))
        return redirect("accounts:profile")
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            profiles.set_picture(by=request.user, upload=form.cleaned_data["picture"])
        except PictureRefused as refusal:
            form.add_error("picture", str(refusal))
        else:
            messages.success(request, _("Your picture is saved."))
            return redirect("accounts:profile")
    return _page(request, _own(request), picture=form)


def _own(request: SignedInRequest) -> OwnProfile:
    return people.get_own_profile(user=request.user, at=timezone.now())


def _page(
    request: SignedInRequest,
    own: OwnProfile,
    *,
    about: ProfileForm | None = None,
    picture: PictureForm | None = None,
    handle: HandleForm | None = None,
    status: int = 422,
) -> HttpResponse:
    """Answer with the page; the form that was given is one that was refused."""
    refused = about or picture or handle
    said = {
        "name": own.name,
        "bio": own.bio,
        "links": "\n".join(own.links),
        "is_public": own.is_public,
    }
    context = {
        "own": own,
        "about_form": about or ProfileForm(initial=said, name_is_byline=own.name_is_byline),
        "picture_form": picture or PictureForm(),
        "handle_form": handle or HandleForm(initial={"handle": own.handle}),
        "refused": refused,
    }
    return render(request, "accounts/profile.html", context, status=status if refused else 200)
