"""How HTTP reaches the history of a post: its versions, two of them compared, and going back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage
from blog.publishing.forms.steps import BlockForm
from blog.publishing.presenters.comparison import present_comparison
from blog.publishing.presenters.post import present_post
from blog.publishing.selectors import history, screen
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import history as services
from blog.publishing.services import steps
from blog.web.htmx import page_or_part
from blog.web.rules.numbers import number_in


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
    old, new = number_in(request.GET.get("old")), number_in(request.GET.get("new"))
    return _comparison(request, post, old=old, new=new)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def restore(request: HttpRequest, post_id: int, revision_id: int) -> HttpResponse:
    """Make an earlier version the newest text again. Opened by its address, it leads back."""
    screen.get_post(post_id=post_id, by=request.user, acts=(Act.WRITE,))
    if request.method == "POST":
        services.restore_revision(post_id=post_id, revision_id=revision_id, by=request.user)
        words = _(
            "The earlier text is the newest again. Readers see no change until it is published."
        )
        messages.success(request, words)
    return redirect(reverse("desk_post_history", args=[post_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def name_version(request: HttpRequest, post_id: int, revision_id: int) -> HttpResponse:
    """Give a version a name, or take it away. Opened by its address, it leads back."""
    screen.get_post(post_id=post_id, by=request.user, acts=(Act.WRITE,))
    if request.method == "POST":
        name = request.POST.get("name", "")
        services.name_version(post_id=post_id, revision_id=revision_id, name=name, by=request.user)
        words = _("The version has a name.") if name.strip() else _("The version has no name.")
        messages.success(request, words)
    return redirect(reverse("desk_post_history", args=[post_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def restore_block(request: HttpRequest, post_id: int, revision_id: int) -> HttpResponse:
    """Put a block back as it was in a version. Opened by its address, it leads to the two."""
    post = screen.get_post(post_id=post_id, by=request.user, acts=(Act.WRITE,))
    if request.method != "POST":
        query = {"old": str(revision_id)}
        return redirect(reverse("desk_post_compare", args=[post_id], query=query))
    form = BlockForm(request.POST)
    if not form.is_valid():
        return _comparison(request, post, old=revision_id, refused=form, status=422)
    try:
        services.restore_block(
            post_id=post_id, revision_id=revision_id, by=request.user, **form.cleaned_data
        )
    except (steps.StaleRevision, steps.NotInThisState) as refusal:
        form.add_error(None, str(refusal))
        return _comparison(request, post, old=revision_id, refused=form, status=409)
    messages.success(
        request, _("The block is back. Readers see no change until the text is published.")
    )
    query = {"old": str(revision_id)}
    return redirect(reverse("desk_post_compare", args=[post_id], query=query))


def _comparison(
    request: HttpRequest,
    post: PostPage,
    *,
    old: int | None = None,
    new: int | None = None,
    refused: BlockForm | None = None,
    status: int = 200,
) -> HttpResponse:
    before, after = history.get_pair(post=post, old_id=old, new_id=new)
    here = reverse("desk_post_compare", args=[post.pk])
    two = {"new": str(after.pk)} | ({"old": str(before.pk)} if before is not None else {})
    shown = present_post(post=post, by=request.user, at=timezone.now())
    context = {
        "title": after.content.get("title") or post.title,
        "post_id": post.pk,
        "old": before,
        "new": after,
        "beside": before is not None and request.GET.get("show") == "beside",
        "ways": {
            "in_one": f"{here}?{urlencode(two)}",
            "beside": f"{here}?{urlencode({**two, 'show': 'beside'})}",
        },
        "comparison": present_comparison(before=before, after=after),
        # Only into the newest text something is put back.
        "puts_back": before is not None and shown.may_edit and after.pk == shown.post.revision_id,
        "refused": refused,
        "zone": get_zone(user=request.user),
    }
    return page_or_part(request, "publishing/compare.html", "comparison", context, status=status)
