"""Writing, answering, mending and taking back, with and without htmx."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from blog.accounts.rules.roles import Act
from blog.comments import selectors
from blog.comments.forms.conversation import CommentForm, EditForm
from blog.comments.models import Comment
from blog.comments.rules.limits import PREVIEWS
from blog.comments.rules.text import quote
from blog.comments.services import changing, posting
from blog.comments.views.members import members_only
from blog.comments.views.reading import readable_post, where_it_stands
from blog.content.models import PostPage
from blog.errors import DomainError
from blog.web.errors import status_of
from blog.web.htmx import page_or_part, wants_part
from blog.web.kept_forms import mark_undone
from blog.web.limits import TooOften, take
from blog.web.network import network_of


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show the form under a post, with what is one's own there; post it.

    A page that asks for a stranger keeps the link that it has: it leads to the door, and on.
    """
    if request.method != "POST" and not request.user.is_authenticated:
        post = readable_post(post_id)
        if wants_part(request):
            return HttpResponse(status=204)
        if selectors.get_policy(post).takes_guests:
            return redirect("comments:guest", post_id)
    return _write(request, post_id)


@members_only
def _write(request: HttpRequest, post_id: int) -> HttpResponse:
    post = readable_post(post_id, request.user)
    if request.method != "POST":
        return _form(request, post, CommentForm(by=request.user))
    return post_to(request, post, request.POST)


def post_to(request: HttpRequest, post: PostPage, sent: Mapping[str, Any]) -> HttpResponse:
    """Post under a post what somebody sent, or show the form again with what is wrong."""
    form = CommentForm(sent, by=request.user)
    if "preview" in sent or not form.is_valid():
        return _form(request, post, form)
    try:
        comment = posting.post_comment(
            post=post,
            by=request.user,
            at=timezone.now(),
            source=form.cleaned_data["text"],
            name=form.cleaned_data.get("name", ""),
            token=form.cleaned_data["token"],
        )
    except DomainError as refusal:
        form.add_error("text", str(refusal.message))
        return _form(request, post, form, status_of(request, refusal))
    return _posted(request, comment, {"post": post})


@csrf_exempt  # asked for in _reply
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show the form below a comment; post it."""
    if request.method != "POST" and not request.user.is_authenticated:
        parent = selectors.get_readable(comment_id, request.user)
        if selectors.get_policy(parent.post).takes_guests:
            url = reverse("comments:guest", args=[parent.post_id], query={"to": comment_id})
            return HttpResponseClientRedirect(url) if wants_part(request) else redirect(url)
    return _reply(request, comment_id)


@members_only
def _reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    parent = selectors.get_readable(comment_id, request.user)
    if request.method != "POST":
        form = CommentForm(by=request.user, place=f"reply-{parent.pk}")
        return _slot(request, parent, form, "reply")
    if "quote" in request.POST:
        return _with_quotation(request, parent)
    return answer(request, parent, request.POST)


def _with_quotation(request: HttpRequest, parent: Comment) -> HttpResponse:
    """Give the form back with the comment, or what is marked in it, before what was typed."""
    quoted = quote(request.POST["quote"] or parent.source)
    sent = {**request.POST.dict(), "text": f"{quoted}{request.POST.get('text', '')}"}
    form = CommentForm(initial=sent, by=request.user, place=f"reply-{parent.pk}")
    form.fields["text"].widget.attrs["autofocus"] = True
    response = _slot(request, parent, form, "reply")
    return _in_the_forms_place(response, f"#slot-{parent.pk}", "innerHTML")


def answer(request: HttpRequest, parent: Comment, sent: Mapping[str, Any]) -> HttpResponse:
    """Post under a comment what somebody sent, or show the form again with what is wrong."""
    form = CommentForm(sent, by=request.user, place=f"reply-{parent.pk}")
    if "preview" in sent or not form.is_valid():
        return _slot(request, parent, form, "reply")
    try:
        comment = posting.post_comment(
            post=parent.post,
            by=request.user,
            at=timezone.now(),
            source=form.cleaned_data["text"],
            parent=parent,
            name=form.cleaned_data.get("name", ""),
            token=form.cleaned_data["token"],
        )
    except DomainError as refusal:
        form.add_error("text", str(refusal.message))
        return _slot(request, parent, form, "reply", status_of(request, refusal))
    return _posted(request, comment, {"slot": parent.pk})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show a comment's text to its author; change it."""
    comment = selectors.get_for_author(comment_id, request.user, Act.EDIT_COMMENT)
    now = timezone.now()
    if request.method != "POST":
        changing.ensure_editable(comment=comment, at=now)
        return _slot(request, comment, EditForm(by=request.user, comment=comment, at=now), "edit")
    form = EditForm(request.POST, by=request.user, comment=comment, at=now)
    if "preview" in request.POST or not form.is_valid():
        return _slot(request, comment, form, "edit")
    try:
        changed = changing.edit_comment(
            comment=comment,
            by=request.user,
            at=now,
            source=form.cleaned_data["text"],
            revision_id=form.cleaned_data["revision"],
            begun_at=form.cleaned_data["begun"],
        )
    except DomainError as refusal:
        form.add_error("text", str(refusal.message))
        return _slot(request, comment, form, "edit", status_of(request, refusal))
    return _changed(request, changed, _("Your comment is changed."))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def delete(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take a comment back; it can be restored from the same place."""
    comment = selectors.get_for_author(comment_id, request.user, Act.EDIT_COMMENT)
    if request.method != "POST":
        context = {"comment": selectors.get_card(comment, for_author=True)}
        return page_or_part(request, "comments/delete.html", "form", context)
    changing.delete_comment(comment=comment, by=request.user, at=timezone.now())
    context = {"comment": selectors.get_card(comment, for_author=True), "post": comment.post}
    return page_or_part(request, "comments/deleted.html", "deleted", context)


@require_POST
@members_only
def restore(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Undo a deletion."""
    comment = selectors.get_taken_back(comment_id, request.user)
    changing.restore_comment(comment=comment, by=request.user, at=timezone.now())
    return _changed(
        request, selectors.get_readable(comment_id, request.user), _("Your comment stands again.")
    )


def _form(request: HttpRequest, post: PostPage, form: CommentForm, status: int = 0) -> HttpResponse:
    now = timezone.now()
    policy = selectors.get_policy(post)
    preview, refused = preview_of(request, form)
    context = {
        "post": post,
        "form": form,
        "preview": preview,
        "closed": policy.closed(now),
        "own": selectors.get_own(post, request.user, at=now),
        "minutes": selectors.get_conversation().edit_minutes,
        "newest": selectors.get_newest(post.pk),
    }
    status = status or refused or (422 if form.errors else 200)
    response = page_or_part(request, "comments/write.html", "form", context, status=status)
    return _in_the_forms_place(response, "#write", "outerHTML") if preview else response


def _slot(
    request: HttpRequest, comment: Comment, form: CommentForm, deed: str, status: int = 0
) -> HttpResponse:
    if wants_part(request) and not form.is_bound:
        form.fields["text"].widget.attrs["autofocus"] = True
    preview, refused = preview_of(request, form)
    context = {
        "comment": selectors.get_card(comment, for_author=True),
        "post": comment.post,
        "form": form,
        "deed": deed,
        "preview": preview,
        "quoted": "quote" in request.POST,
    }
    status = status or refused or (422 if form.errors else 200)
    response = page_or_part(request, "comments/slot.html", "form", context, status=status)
    place = f"#slot-{comment.pk}"
    return _in_the_forms_place(response, place, "innerHTML") if preview else response


def preview_of(request: HttpRequest, form: CommentForm) -> tuple[str, int]:
    """Return how a draft would look, if that is asked for; else nothing.

    Who asks too often is told beside the field, and the second answer is the status of that.
    """
    if request.method != "POST" or "preview" not in request.POST or not form.is_valid():
        return "", 0
    try:
        take(PREVIEWS, request.user.pk or network_of(request))
    except TooOften as refusal:
        form.add_error("text", str(refusal.message))
        return "", status_of(request, refusal)
    return selectors.get_preview(form.cleaned_data["text"]), 0


def _in_the_forms_place(response: HttpResponse, place: str, way: str) -> HttpResponse:
    """Let a preview replace the form; what was typed is not sent yet, so its copy stays."""
    response["HX-Retarget"], response["HX-Reswap"] = place, way
    return mark_undone(response)


def _posted(request: HttpRequest, comment: Comment, more: dict[str, Any]) -> HttpResponse:
    """Show a new comment: to htmx the comment, else where it stands, or waits."""
    if not wants_part(request):
        return where_it_stands(comment)
    said = _("Posted.") if comment.is_visible else _("Sent. A moderator will read it first.")
    said = f"{said} {selectors.get_why_it_waits(comment)}".strip()
    context = {"comment": selectors.get_card(comment, for_author=True), "said": said, **more}
    return render(request, "comments/posted.html", context)


def _changed(request: HttpRequest, comment: Comment, said: str) -> HttpResponse:
    if not wants_part(request):
        return where_it_stands(comment)
    comment = selectors.get_readable(comment.pk, request.user)
    context = {"comment": selectors.get_card(comment, for_author=True), "said": said}
    return render(request, "comments/changed.html", context)
