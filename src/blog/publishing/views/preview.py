"""The one page of publishing that a stranger may open: a shared preview."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.publishing.services import preview


@require_safe
def show_shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show one version of a post to whoever has the link: never indexed, never kept by a cache."""
    shared = preview.open_shared(token=token, at=timezone.now())
    post = shared.revision.as_object()
    request.is_preview = True  # type: ignore[attr-defined]
    response = render(request, post.get_template(request), post.get_context(request))
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
