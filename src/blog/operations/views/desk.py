"""How HTTP reaches the operators' screens at the desk."""

import csv
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.delivery.models import State
from blog.operations.forms import LogSearchForm
from blog.operations.selectors import jobs as jobs_selectors
from blog.operations.selectors import log as log_selectors
from blog.operations.services import jobs
from blog.web.htmx import page_or_part
from blog.web.rules.numbers import number_in
from blog.web.spreadsheets import safe_cell


@require_safe
@desk_screen(Act.SEE_AUDIT_LOG)
def show_log(request: HttpRequest) -> HttpResponse:
    """Show who did what, newest first."""
    form = LogSearchForm(request.GET or None)
    asked = form.is_bound and not form.is_valid()
    search = form.search() if form.is_bound and not asked else log_selectors.Search()
    page = log_selectors.get_log(
        user=request.user, search=search, before=number_in(request.GET.get("before"))
    )
    words = {name: value for name, value in request.GET.items() if name != "before" and value}
    context = {
        "form": form,
        "refused": form if asked else None,
        "log": page,
        "older_url": _with(request, words, before=page.older) if page.older else "",
        "file_url": f"{reverse('desk_log_file')}?{urlencode(words)}",
        "is_filtered": bool(words),
    }
    return page_or_part(
        request, "operations/log.html", "lines", context, status=422 if asked else 200
    )


@require_safe
@desk_screen(Act.SEE_AUDIT_LOG)
def download_log(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """Hand out what the screen would show as a CSV file."""
    form = LogSearchForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('desk_log')}?{request.GET.urlencode()}")
    answer = StreamingHttpResponse(
        _rows(request.user, form.search()), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="log.csv"'
    return answer


@require_safe
@desk_screen(Act.SEE_JOBS)
def show_jobs(request: HttpRequest) -> HttpResponse:
    """Show what waits in the outbox, what was given up, and which tasks failed."""
    state = request.GET.get("state", "")
    state = state if state in State.values else State.DEAD.value
    found = jobs_selectors.get_jobs(state=state, before=number_in(request.GET.get("before")))
    older = _with(request, {"state": state}, before=found.older) if found.older else ""
    context = {"jobs": found, "older_url": older}
    return page_or_part(request, "operations/jobs.html", "jobs", context)


def _button(act: Callable[..., None], done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """Return the view of a button on the screen of background work."""

    @require_POST
    @desk_screen(Act.SEE_JOBS)
    def press(request: HttpRequest, **which: Any) -> HttpResponse:
        act(**which, by=request.user, at=timezone.now())
        messages.success(request, done())
        state = request.POST.get("state", "")
        query = {"state": state} if state in State.values else {}
        return redirect(reverse("desk_jobs", query=query))

    return press


retry_message = _button(jobs.retry_message, lambda: _("The message is sent again."))
cancel_message = _button(jobs.cancel_message, lambda: _("The message stays unsent."))
retry_task = _button(jobs.retry_task, lambda: _("The task is in the queue again."))
forget_task = _button(jobs.forget_task, lambda: _("The task is off the list."))


def _with(request: HttpRequest, words: dict[str, Any], **more: Any) -> str:
    return f"{request.path}?{urlencode({**words, **more})}"


class _Echo:
    """A file that gives back what is written."""

    def write(self, row: str) -> str:
        return row


def _rows(user: Any, search: log_selectors.Search) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(["when", "who", "what", "kind", "id", "title", "more"])
    for line in log_selectors.get_lines(user=user, search=search):
        more = "; ".join(f"{name}: {value}" for name, value in line.detail)
        row = [line.who, line.act, line.kind, line.subject_id, line.label, more]
        yield writer.writerow([line.at.isoformat(timespec="seconds"), *map(safe_cell, row)])
