"""Every address of the site, four that only refuse, a form for the journeys about typed words, one that
takes a password away, and the rounds of the worker, which does not run here: a journey says when it is
their time."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django import forms
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from blog.comments.models import Comment
from blog.comments.services import telling
from blog.config import urls
from blog.config.urls import handler400, handler403, handler404, handler500
from blog.operations.management.commands.work import ROUNDS
from blog.web.htmx import page_or_part
from blog.web.limits import TooOften

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def fail(request):
    """Fail as a defect would."""
    raise RuntimeError("failing on purpose")


def be_away(request):
    """Fail as when the database does not answer."""
    raise OperationalError("away on purpose")


def misunderstand(request):
    """Refuse as Django refuses a request that it cannot use."""
    raise SuspiciousOperation("refusing on purpose")


@require_POST
def only_post(request):
    """Refuse to be read."""


@csrf_exempt
@require_POST
def do_round(request, name):
    """Do what the worker does when it is time for it, or asked for by a task."""
    if name == "telling":
        telling.tell_of_comment(comment_id=Comment.objects.latest("pk").pk)
    else:
        _seconds, act = ROUNDS[name]
        act()
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
@login_required
def lose_the_password(request):
    """Let somebody have no password, as after a code by mail alone; if asked, since long ago."""
    request.user.set_unusable_password()
    request.user.save(update_fields=["password"])
    update_session_auth_hash(request, request.user)
    if "long-ago" in request.GET:
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = []
    return HttpResponse(status=204)


class NoteForm(forms.Form):
    """A text and nothing else."""

    text = forms.CharField(label="Text", widget=forms.Textarea)


def show_note(request, form, *, status=200):
    """Show the form; what was taken last stands above it."""
    context = {"form": form, "taken": request.GET.get("taken")}
    return page_or_part(request, "e2e/note.html", "note", context, status=status)


def write_note(request):
    """Anybody may see the form; only who is signed in may send it."""
    return take_note(request) if request.method == "POST" else show_note(request, NoteForm())


@login_required
def take_note(request):
    """Count what is taken, so that a journey can tell once from twice."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_note(request, form, status=422)
    if "too often" in form.cleaned_data["text"]:
        raise TooOften(40)
    count = request.session["notes"] = request.session.get("notes", 0) + 1
    taken = f"{form.cleaned_data['text']} ({request.user.email}, {count})"
    return redirect(reverse("note", query={"taken": taken}))


urlpatterns = [
    path("e2e/note/", write_note, name="note"),
    path("e2e/fail/", fail),
    path("e2e/away/", be_away),
    path("e2e/misunderstand/", misunderstand),
    path("e2e/only-post/", only_post),
    path("e2e/rounds/<str:name>/", do_round),
    path("e2e/without-a-password/", lose_the_password),
    *urls.urlpatterns,
]
