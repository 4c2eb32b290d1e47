"""A text as readers would get it: for whoever has a link to a preview, and for the team."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from blog.errors import DomainError
from blog.publishing.forms.guests import GuestForm
from blog.publishing.models import SharedPreview
from blog.publishing.selectors import guests as said
from blog.publishing.services import guests, preview
from blog.web.errors import status_of


@require_http_methods(["GET", "HEAD", "POST"])
def show_shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show one version of a post to whoever has the link: never indexed, never kept by a cache.

    Where the link takes remarks, it shows the form for them, and takes what is sent.
    """
    if request.method == "POST":
        return _take(request, token)
    shared = preview.open_shared(token=token, at=timezone.now())
    if shared.takes_remarks:
        return _with_form(request, shared, GuestForm())
    response = as_readers_would(request, shared.revision.as_object())
    response["Referrer-Policy"] = "no-referrer"
    return response


def _take(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what a guest says and show it; whatever stands in its way, what was typed is kept."""
    form = GuestForm(request.POST)
    try:
        shared = preview.find_open(token=token, at=timezone.now())
        guests.ensure_takes_remarks(shared=shared)
    except DomainError as refusal:
        return _given_back(request, refusal)
    if not form.is_valid():
        return _with_form(request, shared, form, 422)
    try:
        guests.say(
            token=token,
            kind=form.kind,
            text=form.cleaned_data["text"],
            sending=form.cleaned_data["token"],
            at=timezone.now(),
        )
    except (preview.PreviewOver, guests.TakesNoRemarks) as refusal:  # ended at this very moment
        return _given_back(request, refusal)
    except DomainError as refusal:
        form.add_error("text", str(refusal.message))
        return _with_form(request, shared, form, status_of(request, refusal))
    response = redirect("publishing:shared_preview", token)
    response["Location"] += "#guest-said"
    return _for_nobody_else(response)


def _with_form(
    request: HttpRequest, shared: SharedPreview, form: GuestForm, status: int = 200
) -> HttpResponse:
    post = shared.revision.as_object()
    more = {
        "page_template": post.get_template(request),
        "shared": shared,
        "form": form,
        "said": said.get_of_preview(preview_id=shared.pk),
    }
    response = as_readers_would(
        request, post, template="publishing/guest_preview.html", more=more, status=status
    )
    return _for_nobody_else(response)


def _given_back(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Say why nothing can be said any more, with what was typed."""
    status = status_of(request, refusal)
    context = {"message": refusal.message, "status": status, "text": request.POST.get("text", "")}
    response = render(request, "publishing/guest_refused.html", context, status=status)
    return _for_nobody_else(response)


def _for_nobody_else(response: HttpResponse) -> HttpResponse:
    """Keep an answer with the form out of caches and indexes, and the link out of other sites.

    Browsers call the sender of a form "null" where a page names no referrer, and such a form is
    refused as one from elsewhere. So the page names this site, and never the address of the link.
    """
    response["Referrer-Policy"] = "strict-origin"
    return _kept_nowhere(response)


def as_readers_would(
    request: HttpRequest,
    post: Any,
    *,
    template: str = "",
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a version of a post in the post's own template, kept by no cache or index.

    ``template`` is one that extends it, and ``more`` what that needs.
    """
    request.is_preview = True  # type: ignore[attr-defined]
    context = {**post.get_context(request), **(more or {})}
    response = render(request, template or post.get_template(request), context, status=status)
    return _kept_nowhere(response)


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response
