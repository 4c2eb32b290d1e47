"""Deciding on many comments: what was chosen, or all that a search finds, after a look at them."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.comments.forms.desk import AtOnceForm, BulkForm, SearchForm
from blog.comments.selectors import queue, searching
from blog.comments.services import bulk
from blog.errors import NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.MODERATE)
def decide_all(request: HttpRequest) -> HttpResponse:
    """Show how many comments would be decided on, and the first of them; decide."""
    search = SearchForm(request.GET).search()
    found = searching.find_many(search, request.GET.getlist("chosen"))
    if request.method != "POST":
        return _preview(request, search, found, BulkForm(initial=_stamp(found)))
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _preview(request, search, found, form, status=422)
    asked = form.cleaned_data
    if asked["number"] != len(found):
        form = BulkForm(initial={**_stamp(found), "code": asked["code"], "text": asked["text"]})
        return _preview(request, search, found, form, moved=True, status=409)
    done = bulk.decide_all(
        comments=found,
        by=request.user,
        at=timezone.now(),
        seen_at=asked["seen_at"],
        approve=asked["deed"] == "approve",
        code=asked["code"],
        text=asked["text"],
    )
    said = ngettext("%(n)d comment is decided.", "%(n)d comments are decided.", done.decided)
    messages.success(request, said % {"n": done.decided})
    if done.left:
        left = ngettext(
            "%(n)d comment is left: somebody was quicker, or it says something else by now.",
            "%(n)d comments are left: somebody was quicker, or they say something else by now.",
            done.left,
        )
        messages.warning(request, left % {"n": done.left})
    query = {**search.asked, "decided_at": done.at.isoformat()}
    return redirect(f"{reverse('comments:desk_queue')}?{urlencode(query)}")


@require_POST
@desk_screen(Act.MODERATE)
def undo_all(request: HttpRequest) -> HttpResponse:
    """Take back what was decided on many comments just now."""
    form = AtOnceForm(request.POST)
    decided_at = form.cleaned_data["decided_at"] if form.is_valid() else None
    if decided_at is None:
        raise NotFound
    done = bulk.undo_all(decided_at=decided_at, by=request.user, at=timezone.now())
    if done.decided:
        said = ngettext(
            "Undone: %(n)d comment stands as before.",
            "Undone: %(n)d comments stand as before.",
            done.decided,
        )
        messages.success(request, said % {"n": done.decided})
    if done.left:
        messages.warning(request, _("Somebody decided since; the rest stays as it is."))
    elif not done.decided:
        messages.info(request, _("This was undone before."))
    search = SearchForm(QueryDict(request.POST.get("back", "")[:1000])).search()
    return redirect(f"{reverse('comments:desk_queue')}?{urlencode(search.asked)}")


def _stamp(found: list[int]) -> dict[str, int | datetime]:
    return {"number": len(found), "seen_at": timezone.now()}


def _preview(
    request: HttpRequest,
    search: searching.Search,
    found: list[int],
    form: BulkForm,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "number": len(found),
        "most": searching.MOST_AT_ONCE,
        "lines": queue.get_lines(found[: queue.PAGE_SIZE]),
        "form": form,
        "moved": moved,
        "refused": form if form.errors else None,
        "query": request.GET.urlencode(),
        "back": urlencode(search.asked),
    }
    return render(request, "comments/desk/bulk.html", context, status=status)
