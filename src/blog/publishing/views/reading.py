"""How HTTP reaches what is read before a decision: the review, and the text as readers get it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.content.presenters.body import present_body
from blog.publishing.presenters.comparison import present_comparison
from blog.publishing.presenters.post import present_post
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import lists, screen, states, versions
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import steps
from blog.publishing.views.deeds import form_of
from blog.publishing.views.preview import as_readers_would
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
    # Of a new text there is nothing to compare: it is read as readers will get it.
    text = (
        present_body(versions.get_body(revision=submission.revision), request)
        if before is None
        else None
    )
    context = {
        "shown": shown,
        "post": shown.post,
        "offers": {a.name.lower(): offer for a, offer in shown.offers.items()},
        "forms": decisions,
        "comparison": present_comparison(before=before, after=submission.revision),
        "body": text,
        "previous": queue[place - 1] if place else None,
        "next": queue[place + 1] if place + 1 < len(queue) else None,
        "place": place + 1,
        "total": len(queue),
        "zone": get_zone(user=request.user),
        "belongs_to": reverse("desk_review"),
    }
    return page_or_part(request, "publishing/review.html", "review", context)


@require_safe
@desk_screen(Act.USE_DESK)
def read_version(request: HttpRequest, post_id: int, revision_id: int) -> HttpResponse:
    """Show one version of a post as readers would get it, kept by no cache."""
    post = screen.get_post(post_id=post_id, by=request.user)
    text = steps.revision_of(post=post, revision_id=revision_id).as_object()
    return as_readers_would(request, text)
