"""The moderators' screens about rules and about how well they work."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.comments.forms.desk import PhraseForm
from blog.comments.models import ListedPhrase
from blog.comments.selectors import quality, rulebook
from blog.comments.services import phrases
from blog.errors import DomainError, NotFound
from blog.web.errors import status_of
from blog.web.spreadsheets import csv_file


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.SET_RULES)
def show_rules(request: HttpRequest) -> HttpResponse:
    """Show the listed phrases; try a new one on past comments, and add it."""
    form = PhraseForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    asked = form.cleaned_data
    anyway = asked.pop("anyway")
    try:
        if "try" in request.POST:
            return _page(request, form, outcome=phrases.simulate(**asked))
        phrases.add_phrase(by=request.user, at=timezone.now(), anyway=anyway, **asked)
    except phrases.Harmful as refusal:
        form.add_error("anyway", str(refusal))
        return _page(request, form, outcome=refusal.outcome, status=409)
    except DomainError as refusal:
        form.add_error("text", str(refusal))
        return _page(request, form, status=status_of(request, refusal))
    messages.success(request, _("New comments are searched for “%(text)s”.") % asked)
    return redirect("comments:desk_rules")


@require_POST
@desk_screen(Act.SET_RULES)
def remove_phrase(request: HttpRequest, phrase_id: int) -> HttpResponse:
    """Take a phrase off the list."""
    phrase = ListedPhrase.objects.filter(pk=phrase_id).first()
    if phrase is None:
        raise NotFound
    phrases.remove_phrase(phrase=phrase, by=request.user, at=timezone.now())
    messages.success(request, _("“%(text)s” is off the list.") % {"text": phrase.text})
    return redirect("comments:desk_rules")


@require_safe
@desk_screen(Act.MODERATE)
def show_quality(request: HttpRequest) -> HttpResponse:
    """Show how well the conversation is looked after."""
    context = {"tables": quality.get_report(at=timezone.now())}
    return render(request, "comments/desk/quality.html", context)


@require_safe
@desk_screen(Act.MODERATE)
def download_quality(request: HttpRequest) -> HttpResponse:
    """Hand out the tables of the screen as a CSV file."""
    rows: list[Iterable[object]] = []
    for table in quality.get_report(at=timezone.now()):
        rows += [[table.title], table.columns, *table.rows]
    return csv_file(name="moderation", rows=rows)


def _page(
    request: HttpRequest, form: PhraseForm, *, outcome: object = None, status: int = 200
) -> HttpResponse:
    context = {
        "phrases": rulebook.get_phrases(),
        "rules": quality.get_rules_table(),
        "form": form,
        "refused": form if form.errors else None,
        "outcome": outcome,
    }
    return render(request, "comments/desk/rules.html", context, status=status)
