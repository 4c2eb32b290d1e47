"""Recommending, reporting, appealing and hiding, with and without htmx."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.accounts.rules.roles import Act
from blog.comments import selectors
from blog.comments.forms.conversation import AppealForm, ReportForm
from blog.comments.models import Appeal
from blog.comments.services import answering, moderation
from blog.comments.views.members import members_only
from blog.errors import DomainError, NotFound
from blog.web.errors import status_of
from blog.web.htmx import page_or_part, wants_part

READ_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_POST)
@members_only
def recommend(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Recommend a comment, or take that back. Doing either twice changes nothing.

    The page for strangers cannot know who recommends what, so its link never takes anything back.
    """
    comment = selectors.get_readable(comment_id, request.user)
    if request.method == "POST":
        wanted = request.GET.get("wanted") != "no"
        answering.recommend(comment=comment, by=request.user, at=timezone.now(), wanted=wanted)
        if not wants_part(request):
            return redirect(f"{comment.post.get_url()}?comment={comment.pk}#{comment.anchor}")
    context = {
        "comment": selectors.get_card(comment),
        "recommended": comment.reactions.filter(by_id=request.user.pk).exists(),
        "post": comment.post,
    }
    return page_or_part(request, "comments/recommend.html", "link", context)


@require_http_methods(READ_OR_POST)
@members_only
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask the moderators to look at a comment."""
    comment = selectors.get_readable(comment_id, request.user)
    form = ReportForm(
        request.POST or None,
        auto_id=f"report-{comment_id}-%s",
        initial={"revision_id": comment.text_id},
    )
    if wants_part(request) and not form.is_bound:
        form.fields["complaint"].widget.attrs["autofocus"] = True
    status, done = _answered(
        request,
        form,
        partial(answering.report, comment=comment, by=request.user, at=timezone.now()),
        lambda _report: _(
            "Thank you. A moderator will read it and you will be told what they decide."
        ),
    )
    context = {
        "comment": selectors.get_card(comment),
        "post": comment.post,
        "form": form,
        "done": done,
    }
    return page_or_part(request, "comments/report.html", "form", context, status=status)


@require_http_methods(READ_OR_POST)
@members_only
def appeal(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask for a second look at a rejection."""
    comment = selectors.get_for_author(comment_id, request.user, Act.APPEAL)
    form = AppealForm(request.POST or None, auto_id=f"appeal-{comment_id}-%s")
    status, done = _answered(
        request,
        form,
        partial(moderation.appeal, comment=comment, by=request.user, at=timezone.now()),
        _thanks_for_appeal,
    )
    context = {
        "comment": selectors.get_card(comment, for_author=True),
        "post": comment.post,
        "form": form,
        "done": done,
    }
    return page_or_part(request, "comments/appeal.html", "form", context, status=status)


def _answered(
    request: HttpRequest, form: Form, act: Callable[..., Any], thanks: Callable[[Any], str]
) -> tuple[int, str]:
    """Do what a form that was sent asks for; return the status, and what is said of it."""
    if request.method != "POST":
        return 200, ""
    if not form.is_valid():
        return 422, ""
    try:
        made = act(**form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return status_of(request, refusal), ""
    return 200, thanks(made)


def _thanks_for_appeal(made: Appeal) -> str:
    day = {"day": date_format(made.due_at, "DATE_FORMAT")}
    return _("Thank you. Another moderator will decide by %(day)s, and you will be told.") % day


@require_http_methods(READ_OR_POST)
@members_only
def block(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Hide what a comment's author writes from oneself, or show it again."""
    comment = selectors.get_readable(comment_id, request.user)
    if comment.author is None:
        raise NotFound
    hidden = request.user.comment_blocks.filter(of=comment.author).exists()  # type: ignore[union-attr]
    if request.method == "POST":
        answering.block(of=comment.author, by=request.user, at=timezone.now(), wanted=not hidden)
        return redirect(f"{comment.post.get_url()}#discussion")
    context = {"comment": selectors.get_card(comment), "post": comment.post, "hidden": hidden}
    return page_or_part(request, "comments/block.html", "form", context)
