"""A text as readers would get it: for whoever has a link to a preview, and for the team."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.publishing.services import preview


@require_safe
def show_shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show one version of a post to whoever has the link: never indexed, never kept by a cache."""
    shared = preview.open_shared(token=token, at=timezone.now())
    response = as_readers_would(request, shared.revision.as_object())
    response["Referrer-Policy"] = "no-referrer"
    return response


def as_readers_would(request: HttpRequest, post: Any) -> HttpResponse:
    """Answer with a version of a post in the post's own template, kept by no cache or index."""
    request.is_preview = True  # type: ignore[attr-defined]
    response = render(request, post.get_template(request), post.get_context(request))
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response
