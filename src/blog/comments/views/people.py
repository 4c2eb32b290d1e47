"""The moderators' screen about one person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.comments.forms.desk import LimitForm, NoteForm
from blog.comments.models import Sanction
from blog.comments.selectors import people as selectors
from blog.comments.services import people
from blog.errors import DomainError, NotFound
from blog.web.errors import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.BAN)
def show_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what the team knows of somebody; limit what they may say."""
    person = selectors.get_account(person_id)
    form = LimitForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, person, form=form)
    if not form.is_valid():
        return _page(request, person, form=form, status=422)
    now, asked = timezone.now(), form.cleaned_data
    asked["until"] = people.end_of(day=asked["until"], at=now)
    try:
        people.sanction(of=person, by=request.user, at=now, **asked)
    except DomainError as refusal:
        form.add_error("until" if isinstance(refusal, people.DayMissing) else None, str(refusal))
        return _page(request, person, form=form, status=status_of(request, refusal))
    messages.success(request, _("Done. %(name)s is told why.") % {"name": person})
    return redirect("comments:desk_person", person_id)


@require_POST
@desk_screen(Act.MODERATE)
def add_note(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down a note."""
    person = selectors.get_account(person_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, person, note_form=form, status=422)
    people.note(of=person, by=request.user, at=timezone.now(), text=form.cleaned_data["text"])
    messages.success(request, _("The note is kept."))
    return redirect("comments:desk_person", person_id)


@require_POST
@desk_screen(Act.BAN)
def lift(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """End a limit."""
    sanction = Sanction.objects.filter(pk=sanction_id).first()
    if sanction is None:
        raise NotFound
    people.lift(sanction=sanction, by=request.user, at=timezone.now())
    messages.success(request, _("The limit is lifted."))
    return redirect("comments:desk_person", sanction.of_id)


def _page(
    request: HttpRequest,
    person: Any,
    *,
    form: LimitForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "person": selectors.get_person(person, at=timezone.now()),
        "form": form or LimitForm(),
        "note_form": note_form or NoteForm(),
        "refused": next((one for one in (form, note_form) if one and one.errors), None),
    }
    return render(request, "comments/desk/person.html", context, status=status)
