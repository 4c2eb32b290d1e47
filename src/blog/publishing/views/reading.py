"""How HTTP reaches what is read before a decision: the review, the history, two versions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blog.accounts import permissions
from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.publishing.presenters.comparison import present_comparison
from blog.publishing.presenters.post import present_post
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import history, lists, screen, states
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services.history import restore_revision
from blog.publishing.views.deeds import form_of
from blog.web.htmx import page_or_part


@require_safe
@desk_screen(Act.REVIEW)
def show_review(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show what was submitted beside what readers have, with the two decisions below it.

    A text that does not wait for a review is shown on its own screen.
    """
    post = screen.get_post(post_id=post_id, by=request.user)
    queue = lists.get_queue(by=request.user)
    place = next((i for i, line in enumerate(queue) if line.post_id == post_id), None)
    submission = states.get_submission(post=post)
    if place is None or submission is None:
        messages.info(request, _("This text does not wait for a review."))
        return redirect("desk_post", post_id)
    shown = present_post(post=post, by=request.user, at=timezone.now())
    decisions = {
        name: form_of(name.replace("_", "-"), shown, request)
        for name, action in (
            ("approve", Action.APPROVE),
            ("request_changes", Action.REQUEST_CHANGES),
        )
        if action in shown.offers
    }
    before = post.live_revision if post.live else None
    context = {
        "shown": shown,
        "post": shown.post,
        "offers": {a.name.lower(): offer for a, offer in shown.offers.items()},
        "forms": decisions,
        "comparison": present_comparison(before=before, after=submission.revision),
        "previous": queue[place - 1] if place else None,
        "next": queue[place + 1] if place + 1 < len(queue) else None,
        "place": place + 1,
        "total": len(queue),
        "zone": get_zone(user=request.user),
    }
    return page_or_part(request, "publishing/review.html", "review", context)


@require_safe
@desk_screen(Act.USE_DESK)
def show_history(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show who saved what when, and what became of it."""
    post = screen.get_post(post_id=post_id, by=request.user)
    shown = present_post(post=post, by=request.user, at=timezone.now())
    context = {
        "post": shown.post,
        "may_edit": shown.may_edit,
        "history": history.get_history(post=post),
        "zone": get_zone(user=request.user),
    }
    return page_or_part(request, "publishing/history.html", "history", context)


@require_safe
@desk_screen(Act.USE_DESK)
def show_comparison(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show two versions of a post; unnamed, what readers have and the newest text."""
    post = screen.get_post(post_id=post_id, by=request.user)
    old, new = history.get_pair(
        post=post, old_id=_number(request, "old"), new_id=_number(request, "new")
    )
    context = {
        "title": new.content.get("title") or post.title,
        "post_id": post_id,
        "old": old,
        "new": new,
        "comparison": present_comparison(before=old, after=new),
        "zone": get_zone(user=request.user),
    }
    return page_or_part(request, "publishing/compare.html", "comparison", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def restore(request: HttpRequest, post_id: int, revision_id: int) -> HttpResponse:
    """Make an earlier version the newest text again. Opened by its address, it leads back."""
    post = screen.get_post(post_id=post_id, by=request.user)
    permissions.ensure(request.user, Act.WRITE, owns=states.is_own(post=post, user=request.user))
    if request.method == "POST":
        restore_revision(post_id=post_id, revision_id=revision_id, by=request.user)
        words = _(
            "The earlier text is the newest again. Readers see no change until it is published."
        )
        messages.success(request, words)
    return redirect(reverse("desk_post_history", args=[post_id]))


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
