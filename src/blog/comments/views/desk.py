"""The moderators' screens: the queues, and deciding, with and without htmx."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.comments.forms.desk import AtOnceForm, DecisionForm, SearchForm
from blog.comments.models import Comment, Decision
from blog.comments.selectors import items, queue, searching
from blog.comments.services import holding, moderation, people
from blog.comments.words import KEYS
from blog.errors import DomainError, NotFound
from blog.web import counting
from blog.web.errors import status_of
from blog.web.htmx import page_or_part, wants_part
from blog.web.rules.numbers import number_in

FIRST = "pending"


@require_safe
@desk_screen(Act.MODERATE)
def show_queue(request: HttpRequest) -> HttpResponse:
    """Show a queue, or what a search finds; on top what was decided just now, to be undone."""
    now = timezone.now()
    form = SearchForm(request.GET)
    search = form.search(otherwise=FIRST)
    done = number_in(request.GET.get("done"))
    at_once = AtOnceForm(request.GET)
    decided_at = at_once.cleaned_data["decided_at"] if at_once.is_valid() else None
    asked = search.asked
    page = queue.get_page(
        search=search,
        person=request.user,
        at=now,
        after=number_in(request.GET.get("after")),
        leave_out=done or 0,
    )
    more = {**asked, "after": page.next_after}
    counts = searching.get_counts(request.user, at=now)
    context = {
        "counts": counts,
        "saved": next((one for one in counts.saved if one.search == search), None),
        "search": search,
        "form": form,
        "page": page,
        "back": urlencode(asked),
        "arrived": "yes" if wants_part(request) else "",
        "next_url": f"{request.path}?{urlencode(more)}" if page.next_after else "",
        "done": items.get_item(done, person=request.user, at=now) if done else None,
        "decided_at": decided_at.isoformat() if decided_at else "",
        "at_once": queue.count_at_once(by=request.user, at=decided_at) if decided_at else 0,
        "reasons": DecisionForm.reasons(),
        "keys": KEYS,
    }
    return page_or_part(request, "comments/desk/queue.html", "rest", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.MODERATE)
def decide(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show a comment with its history; approve, reject, undo."""
    if request.method != "POST":
        return _item(request, comment_id)
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _item(request, comment_id, refusal=form.problem(), form=form, status=422)
    try:
        said = _act(request, comment, form.cleaned_data)
    except DomainError as refusal:
        message, status = str(refusal.message), status_of(request, refusal)
        return _item(request, comment_id, refusal=message, form=form, status=status)
    if wants_part(request):
        return _item(request, comment_id, said=said, back=form.cleaned_data["back"])
    query = f"{form.cleaned_data['back']}&done={comment_id}".lstrip("&")
    return redirect(f"{reverse('comments:desk_queue')}?{query}#item-{comment_id}")


@require_POST
@desk_screen(Act.MODERATE)
def hold(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take a comment's lease; answer in a sentence if somebody else has it."""
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    lease = holding.hold(comment=comment, by=request.user, at=timezone.now())
    if lease.by_id == request.user.pk:
        return HttpResponse(status=204)
    words = _("%(name)s has this comment open.") % {"name": lease.by}
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def _act(request: HttpRequest, comment: Comment, asked: dict[str, Any]) -> str:
    """Do what a button says; return it in a sentence."""
    by, now = request.user, timezone.now()
    name = {"name": comment.author_name}
    if asked["deed"] == "undo":
        decision = Decision.objects.filter(comment=comment, pk=asked["last"]).first()
        if decision is None:
            raise NotFound
        moderation.undo(decision=decision, by=by, at=now)
        return _("Undone. The comment by %(name)s stands as before.") % name
    seen: dict[str, Any] = {
        "comment": comment,
        "by": by,
        "at": now,
        "revision_id": asked["revision"],
        "last_decision_id": asked["last"],
        "code": asked["code"],
        "text": asked["text"],
    }
    if asked["deed"] == "ban":
        people.ban_author(**seen, hide_earlier=asked["hide"])
        return _("Banned: %(name)s. The comment is rejected.") % name
    moderation.decide(**seen, approve=asked["deed"] == "approve")
    if asked["deed"] == "approve":
        return _("Approved: the comment by %(name)s.") % name
    return _("Rejected: the comment by %(name)s.") % name


def _item(
    request: HttpRequest,
    comment_id: int,
    *,
    said: str = "",
    refusal: str = "",
    form: DecisionForm | None = None,
    back: str = "",
    status: int = 200,
) -> HttpResponse:
    item = items.get_item(comment_id, person=request.user, at=timezone.now())
    back = back or (form["back"].value() if form else request.GET.urlencode())
    counts = searching.get_counts(request.user, at=timezone.now())
    deed = str(form["deed"].value()).partition(" ")[0] if form else ""
    context = {
        "item": item,
        "said": f"{said} {_left(counts, back)}".strip() if said else "",
        "closed": bool(said and item.last and item.last.can_undo),
        "refusal": refusal,
        "typed": form["why" if deed == "ban" else "text"].value() if form else "",
        "deed": deed,
        "back": back,
        "listed": request.POST.get("listed") == "on" and wants_part(request),
        "counts": counts,
        "search": searching.Search(),
        "reasons": DecisionForm.reasons(),
        "keys": KEYS,
    }
    return page_or_part(request, "comments/desk/item.html", "part", context, status=status)


def _left(counts: searching.Counts, back: str) -> str:
    """Say how many comments are left in the queue that a moderator is going through."""
    queue = QueryDict(back).get("queue", "")
    left = next((one.number for one in counts.queues if one.queue == queue), None)
    if left is None:
        return ""
    words = ngettext("%(n)s is left here.", "%(n)s are left here.", left)
    return words % {"n": counting.in_words(left)}
