"""The conversation over HTTP, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.comments import selectors
from blog.comments.models import Comment
from blog.content.models import PostPage
from blog.errors import NotFound
from blog.web.caching import mark_public
from blog.web.htmx import page_or_part, wants_part
from blog.web.prepared import Later, Prepared
from blog.web.rules.numbers import number_in

NOTHING_NEW = 204


def readable_post(post_id: int, person: Any = None) -> PostPage:
    """Return a post that a person may read.

    :raises NotFound: there is none, or not for them
    """
    # What is open to strangers is open to everybody, and asked with less work.
    post = _open_post.first(post=post_id, now=timezone.now())
    if post is None and person is not None:
        readable = PostPage.objects.visible_to(person).for_conversation()
        post = readable.filter(pk=post_id).order_by().first()
    if post is None:
        raise NotFound
    return post


@Prepared
def _open_post() -> Any:
    readable = PostPage.objects.visible_to(None, at=Later.moment("now")).for_conversation()
    return readable.filter(pk=Later.number("post")).order_by()[:1]


@require_safe
def show_thread(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show a page of the conversation: to htmx the part, to everybody else in its post."""
    try:
        post, is_public = readable_post(post_id), True
    except NotFound:  # in a part of the site that is closed to strangers
        post, is_public = readable_post(post_id, request.user), False
    if not wants_part(request):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{post.get_url()}{query}#discussion")
    after = number_in(request.GET.get("after"))
    thread = selectors.get_thread(
        post, at=timezone.now(), order=request.GET.get("sort", ""), after=after
    )
    part = "discussion" if after is None else "rest"
    context = {"thread": thread, "arrived": True}
    response = page_or_part(request, "comments/discussion.html", part, context)
    return mark_public(response, tags=post.cache_tags()) if is_public else response


@require_safe
def show_news(request: HttpRequest, post_id: int) -> HttpResponse:
    """Say how many comments have come since one; nothing at all where nobody needs to be told."""
    since = number_in(request.GET.get("since")) or 0
    known = number_in(request.GET.get("known")) or 0
    post = readable_post(post_id, request.user)
    number = selectors.count_new(post.pk, since=since, person=request.user)
    if number == known:
        return HttpResponse(status=NOTHING_NEW)
    context = {"post_id": post.pk, "post_url": post.get_url(), "since": since, "number": number}
    return render(request, "comments/news.html", context)


@require_safe
def show_new(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show the comments that have come since one."""
    post = readable_post(post_id, request.user)
    since = number_in(request.GET.get("since")) or 0
    cards = selectors.get_new(post.pk, since=since, person=request.user)
    if not wants_part(request):
        return redirect(f"{post.get_url()}?sort=newest#discussion")
    newest = cards[-1].pk if cards else since
    context = {"post_id": post.pk, "post_url": post.get_url(), "cards": cards, "since": newest}
    return render(request, "comments/new.html", context)


@require_safe
def go_to_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead to where a comment stands: its post, at its place in the thread."""
    return where_it_stands(selectors.get_readable(comment_id, request.user))


def where_it_stands(comment: Comment) -> HttpResponse:
    """Lead to a comment; its author to their own page, where nobody else sees it."""
    if comment.is_visible:
        return redirect(f"{comment.post.get_url()}?comment={comment.pk}#{comment.anchor}")
    response = redirect("comments:write", comment.post_id)
    response["Location"] += f"#{comment.anchor}"
    return response
