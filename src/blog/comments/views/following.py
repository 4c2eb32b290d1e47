"""Following a conversation or one thread of it, with and without htmx, and stopping by mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from blog.comments import selectors
from blog.comments.selectors.following import get_followed, get_title
from blog.comments.services import following
from blog.comments.views.members import members_only
from blog.comments.views.reading import readable_post
from blog.web.htmx import page_or_part, wants_part
from blog.web.rules.numbers import number_in

READ_OR_POST = ["GET", "HEAD", "POST"]


@require_POST
@members_only
def follow(request: HttpRequest, post_id: int) -> HttpResponse:
    """Follow a conversation, or stop."""
    post = readable_post(post_id, request.user)
    wanted = request.POST.get("wanted") == "yes"
    following.follow(post=post, by=request.user, at=timezone.now(), wanted=wanted)
    if not wants_part(request):
        return redirect("comments:write", post.pk)
    context = {"post": post, "follows": wanted, "moved": True}
    return page_or_part(request, "comments/write.html", "follow", context)


@require_http_methods(READ_OR_POST)
@members_only
def follow_thread(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Follow the thread of a comment, or stop. Doing either twice changes nothing.

    The page for strangers cannot know who follows what, so its link never stops anything.
    """
    comment = selectors.get_readable(comment_id, request.user)
    if request.method == "POST":
        wanted = request.GET.get("wanted") != "no"
        following.follow_thread(comment=comment, by=request.user, at=timezone.now(), wanted=wanted)
        if not wants_part(request):
            return redirect(f"{comment.post.get_url()}?comment={comment.pk}#{comment.anchor}")
    context = {
        "comment": selectors.get_card(comment),
        "followed": selectors.follows_thread(comment, request.user),
        "post": comment.post,
    }
    return page_or_part(request, "comments/follow_thread.html", "link", context)


@require_http_methods(READ_OR_POST)
@login_required
def show_followed(request: HttpRequest) -> HttpResponse:
    """Show what somebody follows; a POST stops one of it."""
    if request.method == "POST":
        number = number_in(request.POST.get("follow"))
        if number is not None:
            following.stop(follow_id=number, by=request.user)
            messages.success(request, _("You no longer follow it."))
        return redirect("comments:followed")
    page = get_followed(
        person=request.user, number=number_in(request.GET.get("page")) or 1, base_url=request.path
    )
    return render(request, "comments/followed.html", {"followed": page})


@csrf_exempt
@require_http_methods(READ_OR_POST)
def stop_following(request: HttpRequest, token: str) -> HttpResponse:
    """Stop following one thing, from the mail that told of it.

    A GET only asks, since programs that look at mail open links. A POST acts at once, without a
    session and its token: mail programs send it (RFC 8058), and the link's signature is the proof.
    """
    subject = following.read_token(token=token)
    if request.method == "POST":
        following.stop_by_mail(token=token)
    context = {
        "title": get_title(post_id=subject.post_id, person=subject.person),
        "is_thread": subject.thread_id is not None,
        "is_done": request.method == "POST",
        "stop_url": reverse("comments:stop_following", args=[token]),
    }
    return render(request, "comments/stop_following.html", context)
