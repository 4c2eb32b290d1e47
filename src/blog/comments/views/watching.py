"""Keeping a search of the moderators' queue, and forgetting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.comments.forms.desk import KeepForm, SearchForm
from blog.comments.models import SavedSearch
from blog.comments.services import watching
from blog.errors import DomainError, NotFound
from blog.web.errors import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.MODERATE)
def keep_search(request: HttpRequest) -> HttpResponse:
    """Ask under which name a search is kept, and keep it."""
    search = SearchForm(request.GET).search()
    form = KeepForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            watching.keep_search(
                by=request.user,
                at=timezone.now(),
                asked=search.asked,
                name=form.cleaned_data["search_name"],
                shared=form.cleaned_data["shared"],
            )
        except DomainError as refusal:
            form.add_error("search_name", str(refusal))
            status = status_of(request, refusal)
        else:
            messages.success(request, _("The search is kept, above the queue."))
            return redirect(f"{reverse('comments:desk_queue')}?{request.GET.urlencode()}")
    context = {
        "form": form,
        "refused": form if form.errors else None,
        "asked": _in_words(search.asked),
        "query": request.GET.urlencode(),
    }
    return render(request, "comments/desk/keep.html", context, status=status)


@require_POST
@desk_screen(Act.MODERATE)
def forget_search(request: HttpRequest, search_id: int) -> HttpResponse:
    """Keep a search no longer."""
    search = SavedSearch.objects.filter(pk=search_id).first()
    if search is None:
        raise NotFound
    watching.forget_search(search=search, by=request.user, at=timezone.now())
    messages.success(request, _("The search “%(name)s” is forgotten.") % {"name": search.name})
    return redirect("comments:desk_queue")


def _in_words(asked: dict[str, str]) -> list[tuple[Any, Any]]:
    fields = {name: SearchForm.base_fields[name] for name in asked}
    choices = {name: dict(getattr(field, "choices", ())) for name, field in fields.items()}
    return [
        (field.label, choices[name].get(asked[name], asked[name])) for name, field in fields.items()
    ]
