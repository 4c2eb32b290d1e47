"""How HTTP reaches the calendar of the newsroom, and moves what is set in it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.permissions import RoleRefused, SecondStepMissing
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage
from blog.errors import DomainError, NotFound
from blog.publishing.forms.calendar import CalendarForm
from blog.publishing.forms.times import MoveForm
from blog.publishing.models import Due
from blog.publishing.presenters.calendar import present_month
from blog.publishing.rules.months import Month
from blog.publishing.selectors import calendar, screen
from blog.publishing.selectors.calendar import Set
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import schedule
from blog.web.errors import status_of
from blog.web.htmx import page_or_part

SHOWN = ("month", "agenda")
RIGHTS = {Due.PUBLISH: Act.PUBLISH, Due.UNPUBLISH: Act.UNPUBLISH}


@require_safe
@desk_screen(Act.SEE_DRAFT, if_only_own=True)
def show_calendar(request: HttpRequest) -> HttpResponse:
    """Show a month: what came out, comes out and ends, as a table or as a list."""
    form = CalendarForm(request.GET, choices=calendar.get_choices())
    refused = not form.is_valid()
    asked = form.cleaned_data
    zone, now = get_zone(user=request.user), timezone.now()
    today = timezone.localtime(now, ZoneInfo(zone)).date()
    this_month = Month(today.year, today.month)
    month = asked.get("month") or this_month
    show = request.GET.get("show", "")
    show = show if show in SHOWN else SHOWN[0]
    narrow = {name: asked[name] for name in ("section", "author") if asked.get(name)}
    shown = present_month(
        user=request.user,
        month=month,
        zone=zone,
        at=now,
        section_id=narrow.get("section"),
        author_id=narrow.get("author"),
    )

    def address(**words: Any) -> str:
        return f"{request.path}?{urlencode({'show': show, 'month': month, **narrow, **words})}"

    context = {
        "form": form,
        "refused": form if refused else None,
        "calendar": shown,
        "show": show,
        "is_narrowed": bool(narrow),
        "links": {
            "previous": address(month=month.previous),
            "next": address(month=month.next),
            "today": address(month=this_month) if month != this_month else "",
            "month": address(show="month"),
            "agenda": address(show="agenda"),
            "list_of": f"{request.path}?{urlencode({'show': 'agenda', **narrow})}",
            "everything": f"{request.path}?{urlencode({'show': show, 'month': month})}",
        },
        "zone": zone,
    }
    return page_or_part(
        request, "publishing/calendar.html", "calendar", context, status=422 if refused else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def move(request: HttpRequest, post_id: int, due: str) -> HttpResponse:
    """Ask for another moment for what is set for a post, and set it."""
    if due not in Due:
        raise NotFound
    post = screen.get_post(post_id=post_id, by=request.user, acts=(RIGHTS[Due(due)],))
    found = calendar.get_set(post=post, due=due)
    if found is None:
        return _over(request, post)
    form = _form(found, request.POST or None, zone=get_zone(user=request.user), on=_day(request))
    if request.method != "POST":
        return _ask(request, found, form)
    if not form.is_valid():
        return _ask(request, found, form, status=422)
    asked = form.cleaned_data
    try:
        schedule.move(
            post_id=post_id,
            due=found.due,
            revision_id=asked["revision_id"],
            was_due_at=asked["was_due_at"],
            due_at=asked["due_at"],
            zone=asked["zone"],
            by=request.user,
        )
    except (RoleRefused, SecondStepMissing, NotFound):
        raise
    except DomainError as refusal:
        now_set = calendar.get_set(post=post, due=due)
        if now_set is None:
            return _over(request, post)
        form.add_error(None, str(refusal))
        form.about_now(revision_id=now_set.revision_id, due_at=now_set.due_at)
        return _ask(request, now_set, form, status=status_of(request, refusal))
    messages.success(request, _("“%(title)s” has another time now.") % {"title": found.title})
    return redirect(_month_of(request, asked["due_at"]))


def _ask(request: HttpRequest, found: Set, form: MoveForm, *, status: int = 200) -> HttpResponse:
    context = {
        "set": found,
        "title": found.title,
        "post_id": found.post_id,
        "form": form,
        "refused": form if form.errors else None,
        "back_url": _month_of(request, found.due_at),
    }
    return page_or_part(request, "publishing/move.html", "move", context, status=status)


def _over(request: HttpRequest, post: PostPage) -> HttpResponse:
    """Answer where nothing is set any more: say it, and give back what was typed."""
    words = {name: request.POST.get(name, "") for name in ("day", "hour", "zone")}
    context = {
        "title": post.draft_title or post.title,
        "post_id": post.pk,
        "typed": " ".join(filter(None, words.values())),
        "back_url": reverse("desk_calendar"),
    }
    status = 409 if request.method == "POST" else 404
    return page_or_part(request, "publishing/move.html", "move", context, status=status)


def _day(request: HttpRequest) -> date | None:
    """Return the day to which something was dragged, if it is one."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


def _form(found: Set, data: Any, *, zone: str, on: date | None) -> MoveForm:
    """Return the form as set; with another day, as it would be on that day of the calendar."""
    zone = zone if on else found.zone
    there = timezone.localtime(found.due_at, ZoneInfo(zone))
    initial = {
        "revision_id": found.revision_id,
        "was_due_at": found.due_at.isoformat(),
        "zone": zone,
        "day": on or there.date(),
        "hour": there.time().replace(second=0, microsecond=0),
    }
    return MoveForm(data, name="move", initial=initial)


def _month_of(request: HttpRequest, moment: Any) -> str:
    there = timezone.localtime(moment, ZoneInfo(get_zone(user=request.user)))
    month = Month(there.year, there.month)
    return reverse("desk_calendar", query={"show": "agenda", "month": str(month)})
