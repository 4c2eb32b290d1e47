"""Conversations over HTTP."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from blog.comments import selectors


@require_safe
def go_to_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead to where a comment stands: its post, at its place in the thread."""
    comment = selectors.get_readable(comment_id, request.user)
    return redirect(f"{comment.post.get_url()}?comment={comment.pk}#{comment.anchor}")
