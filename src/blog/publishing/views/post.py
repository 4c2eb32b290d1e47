"""How HTTP reaches one post at the desk: its screen, and the steps that can be taken with it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.permissions import RoleRefused, SecondStepMissing
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage
from blog.errors import DomainError, NotFound
from blog.publishing.forms import steps as asked
from blog.publishing.presenters.post import present_checklist, present_post
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import lists, screen, states
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import preview, steps
from blog.publishing.services.checklist import ChecklistFailed
from blog.publishing.services.withdrawal import NowhereToMove
from blog.publishing.views.deeds import DEEDS, form_of
from blog.web.addresses import absolute
from blog.web.errors import status_of
from blog.web.htmx import page_or_part


@require_safe
@desk_screen(Act.USE_DESK)
def show_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show where a post stands and what can be done with it."""
    return answer(request, screen.get_post(post_id=post_id, by=request.user))


@require_safe
@desk_screen(Act.USE_DESK)
def show_checklist(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show what still stands between a post's newest text and its readers."""
    post = screen.get_post(post_id=post_id, by=request.user)
    context = {"list": present_checklist(post=post, by=request.user)}
    return page_or_part(request, "publishing/checklist.html", "checklist", context)


@require_safe
@desk_screen(Act.USE_DESK)
def give_checklist(request: HttpRequest, post_id: int) -> HttpResponse:
    """Give the same to a program, as JSON."""
    post = screen.get_post(post_id=post_id, by=request.user)
    checklist = present_checklist(post=post, by=request.user)
    return JsonResponse(
        {
            "post": checklist.post_id,
            "revision": checklist.revision_id,
            "title": checklist.title,
            "is_ready": not checklist.required,
            "items": [
                {
                    "check": item.check,
                    "weight": item.weighs,
                    "message": item.message,
                    "url": absolute(item.url),
                }
                for item in checklist.items
            ],
        }
    )


def step(name: str) -> Callable[..., HttpResponse]:
    """Return the view that takes one step. Opened by its address, it leads to the post's screen."""
    deed = DEEDS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_screen(Act.USE_DESK)
    def take(request: HttpRequest, post_id: int) -> HttpResponse:
        post = screen.get_post_to(action=deed.action, post_id=post_id, by=request.user)
        if request.method != "POST":
            return redirect("desk_post", post_id)
        shown = present_post(post=post, by=request.user, at=timezone.now())
        form = form_of(name, shown, request, data=request.POST)
        if not form.is_valid():
            return answer(request, post, tried={name: form}, status=422)
        goes_on = deed.leads_on and "next" in request.POST
        following = lists.get_next(by=request.user, after=post_id) if goes_on else None
        try:
            deed.do(post_id, request.user, form.cleaned_data)
        except (RoleRefused, SecondStepMissing, NotFound):
            raise
        except DomainError as refusal:
            return refused(request, post_id, name, form, refusal)
        if not goes_on:
            messages.success(request, str(deed.done))
            return redirect("desk_post", post_id)
        told = {"what": deed.done, "title": shown.post.title}
        if following is None:
            words = _("“%(title)s”: %(what)s Nothing else waits that you can decide on.")
            messages.success(request, words % told)
            return redirect("desk_review")
        messages.success(request, _("“%(title)s”: %(what)s This is the next one.") % told)
        return redirect("desk_post_review", following.post_id)

    return take


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def share_preview(request: HttpRequest, post_id: int) -> HttpResponse:
    """Make a link to the newest text, and show it: the one time that it is told."""
    post = screen.get_post_to(action=Action.SHARE_PREVIEW, post_id=post_id, by=request.user)
    if request.method != "POST":
        return redirect("desk_post", post_id)
    form = asked.ShareForm(request.POST, name="share")
    if not form.is_valid():
        return answer(request, post, tried={"share": form}, status=422)
    try:
        shared = preview.share(
            post_id=post_id,
            revision_id=form.cleaned_data["revision_id"],
            by=request.user,
            expires_at=form.expires_at(),
            guest=form.cleaned_data["guest"],
            takes_remarks=form.cleaned_data["takes_remarks"],
            key=form.cleaned_data["key"] or None,
        )
    except (preview.FormUsed, steps.NotInThisState) as refusal:
        return refused(request, post_id, "share", form, refusal)
    link = absolute(reverse("publishing:shared_preview", args=[shared.token]))
    return answer(request, post, link=link)


def refused(
    request: HttpRequest, post_id: int, name: str, form: asked.StepForm, refusal: DomainError
) -> HttpResponse:
    """Answer a step that was not taken: say why, show what changed, and keep what was typed."""
    post = screen.get_post(post_id=post_id, by=request.user)
    if isinstance(refusal, ChecklistFailed):
        for item in refusal.items:
            form.add_error(None, item.message)
    elif isinstance(refusal, NowhereToMove):
        form.add_error("moved_to", str(refusal))
    else:
        form.add_error(None, str(refusal))
    stale = refusal if isinstance(refusal, steps.StaleRevision) else None
    if stale and (newest := states.get_latest(post=post)):
        form.about_newer(revision_id=newest.pk, saved_at=newest.created_at)
    return answer(
        request, post, tried={name: form}, stale=stale, status=status_of(request, refusal)
    )


def answer(
    request: HttpRequest,
    post: PostPage,
    *,
    tried: dict[str, asked.StepForm] | None = None,
    stale: steps.StaleRevision | None = None,
    link: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with the screen of a post; ``tried`` is the form that was not accepted."""
    at = timezone.now()
    shown = present_post(post=post, by=request.user, at=at)
    forms_shown: dict[str, forms.Form] = {}
    for name, deed in DEEDS.items():
        offer = shown.offers.get(deed.action)
        if offer and offer.is_on:
            forms_shown[name.replace("-", "_")] = form_of(name, shown, request)
    if Action.SHARE_PREVIEW in shown.offers and shown.offers[Action.SHARE_PREVIEW].is_on:
        initial = {"revision_id": shown.post.revision_id}
        forms_shown["share"] = asked.ShareForm(name="share", initial=initial)
    tried = tried or {}
    kept = []
    for name, form in tried.items():
        key = name.replace("-", "_")
        if key in forms_shown:
            forms_shown[key] = form
        else:  # the step is not to be had any more: give back the words
            kept += [
                (field.label, form.data.get(field.html_name))
                for field in form.visible_fields()
                if form.data.get(field.html_name)
            ]
    context = {
        "shown": shown,
        "post": shown.post,
        "offers": {a.name.lower(): offer for a, offer in shown.offers.items()},
        "forms": forms_shown,
        "tried": next((name.replace("-", "_") for name in tried), ""),
        "refused": next(iter(tried.values()), None),
        "kept": kept,
        "stale": stale,
        "link": link,
        "zone": get_zone(user=request.user),
    }
    return page_or_part(request, "publishing/post.html", "post", context, status=status)
