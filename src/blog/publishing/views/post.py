"""How HTTP reaches one post at the desk: its screen, and the steps that can be taken with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from blog.accounts import permissions
from blog.accounts.gates import desk_screen
from blog.accounts.permissions import RoleRefused, SecondStepMissing
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage
from blog.errors import DomainError, NotFound
from blog.publishing import forms as asked
from blog.publishing.presenters.post import Shown, present_post
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import screen, states
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import preview, release, review, schedule, steps, trash, withdrawal
from blog.publishing.services.checklist import ChecklistFailed
from blog.publishing.services.withdrawal import Afterwards, NowhereToMove
from blog.web.addresses import absolute
from blog.web.errors import status_of
from blog.web.htmx import page_or_part

type Do = Callable[[int, Any, dict[str, Any]], Any]


@dataclass(frozen=True)
class Deed:
    """A step as a form: what is asked for, what is called, what is said afterwards."""

    action: Action
    form: type[asked.StepForm]
    do: Do
    done: str | Promise


def _read(data: dict[str, Any]) -> dict[str, Any]:
    return {"revision_id": data["revision_id"], "saved_at": data["saved_at"]}


def _schedule(post_id: int, by: Any, data: dict[str, Any]) -> Any:
    return schedule.schedule(
        post_id=post_id, by=by, due_at=data["due_at"], zone=data["zone"], **_read(data)
    )


def _unpublish(post_id: int, by: Any, data: dict[str, Any]) -> Any:
    afterwards = Afterwards(data["afterwards"])
    return withdrawal.unpublish(
        post_id=post_id, by=by, afterwards=afterwards, moved_to=data.get("page_id")
    )


DEEDS: dict[str, Deed] = {
    "submit": Deed(
        Action.SUBMIT,
        asked.SubmitForm,
        lambda post, by, d: review.submit(post_id=post, by=by, note=d["note"], **_read(d)),
        _("The text waits for a review."),
    ),
    "withdraw": Deed(
        Action.WITHDRAW,
        asked.StepForm,
        lambda post, by, d: review.withdraw(post_id=post, by=by),
        _("The text waits no more. It is a draft again."),
    ),
    "approve": Deed(
        Action.APPROVE,
        asked.ApproveForm,
        lambda post, by, d: review.approve(
            post_id=post, by=by, revision_id=d["revision_id"], remark=d["remark"]
        ),
        _("The text is approved."),
    ),
    "request-changes": Deed(
        Action.REQUEST_CHANGES,
        asked.ChangesForm,
        lambda post, by, d: review.request_changes(
            post_id=post,
            by=by,
            revision_id=d["revision_id"],
            remark=d["remark"],
            remarks=asked.remarks_in(d),
        ),
        _("The text is back with its author."),
    ),
    "publish": Deed(
        Action.PUBLISH,
        asked.StepForm,
        lambda post, by, d: release.publish(post_id=post, by=by, key=d["key"] or None, **_read(d)),
        _("Readers have it now."),
    ),
    "correct": Deed(
        Action.CORRECT,
        asked.CorrectionForm,
        lambda post, by, d: release.correct(
            post_id=post,
            by=by,
            note=d["note"],
            key=d["key"] or None,
            revision_id=d["revision_id"],
        ),
        _("The correction is published. Readers see what was corrected."),
    ),
    "schedule": Deed(
        Action.SCHEDULE, asked.TimeForm, _schedule, _("The post comes out at the time you set.")
    ),
    "unschedule": Deed(
        Action.UNSCHEDULE,
        asked.StepForm,
        lambda post, by, d: schedule.unschedule(post_id=post, by=by),
        _("The post does not come out by itself any more."),
    ),
    "schedule-end": Deed(
        Action.SCHEDULE_END,
        asked.TimeForm,
        lambda post, by, d: schedule.schedule_end(
            post_id=post, by=by, due_at=d["due_at"], zone=d["zone"]
        ),
        _("The post is unpublished at the time you set."),
    ),
    "unschedule-end": Deed(
        Action.UNSCHEDULE_END,
        asked.StepForm,
        lambda post, by, d: schedule.unschedule_end(post_id=post, by=by),
        _("The post stays public."),
    ),
    "unpublish": Deed(
        Action.UNPUBLISH, asked.UnpublishForm, _unpublish, _("Readers do not have it any more.")
    ),
    "undo": Deed(
        Action.UNDO,
        asked.UndoForm,
        lambda post, by, d: release.undo(post_id=post, by=by, release_id=d["release_id"]),
        _("It is undone. Readers have what they had before, and nothing is sent."),
    ),
    "roll-back": Deed(
        Action.ROLL_BACK,
        asked.RollBackForm,
        lambda post, by, d: release.roll_back(
            post_id=post, by=by, revision_id=d["earlier"], key=d["key"] or None
        ),
        _("Readers have the earlier text again. The newer one is a draft."),
    ),
    "trash": Deed(
        Action.TRASH,
        asked.StepForm,
        lambda post, by, d: trash.trash(post_id=post, by=by),
        _("The post is in the trash for 30 days."),
    ),
    "restore": Deed(
        Action.RESTORE,
        asked.StepForm,
        lambda post, by, d: trash.restore(post_id=post, by=by),
        _("The post is back, as a draft."),
    ),
    "revoke": Deed(
        Action.SHARE_PREVIEW,
        asked.RevokeForm,
        lambda post, by, d: preview.revoke(post_id=post, by=by, preview_id=d["preview_id"]),
        _("The preview has ended."),
    ),
}


@require_safe
@desk_screen(Act.USE_DESK)
def show_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show where a post stands and what can be done with it."""
    return answer(request, screen.get_post(post_id=post_id, by=request.user))


def step(name: str) -> Callable[..., HttpResponse]:
    """Return the view that takes one step. Opened by its address, it leads to the post's screen."""
    deed = DEEDS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk_screen(Act.USE_DESK)
    def take(request: HttpRequest, post_id: int) -> HttpResponse:
        post = _asked_of_the_table(request, post_id, deed.action)
        if request.method != "POST":
            return redirect("desk_post", post_id)
        shown = present_post(post=post, by=request.user, at=timezone.now())
        form = form_of(name, shown, request, data=request.POST)
        if not form.is_valid():
            return answer(request, post, tried={name: form}, status=422)
        try:
            deed.do(post_id, request.user, form.cleaned_data)
        except (RoleRefused, SecondStepMissing, NotFound):
            raise
        except DomainError as refusal:
            return refused(request, post_id, name, form, refusal)
        messages.success(request, str(deed.done))
        return redirect("desk_post", post_id)

    return take


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.USE_DESK)
def share_preview(request: HttpRequest, post_id: int) -> HttpResponse:
    """Make a link to the newest text, and show it: the one time that it is told."""
    post = _asked_of_the_table(request, post_id, Action.SHARE_PREVIEW)
    if request.method != "POST":
        return redirect("desk_post", post_id)
    form = asked.ShareForm(request.POST, name="share")
    if not form.is_valid():
        return answer(request, post, tried={"share": form}, status=422)
    shared = preview.share(
        post_id=post_id,
        revision_id=form.cleaned_data["revision_id"],
        by=request.user,
        expires_at=form.expires_at(),
        guest=form.cleaned_data["guest"],
    )
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
    return answer(request, post, tried={name: form}, stale=stale, status=status_of(refusal))


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


def form_of(name: str, shown: Shown, request: HttpRequest, data: Any = None) -> asked.StepForm:
    """Return the form of a step, about the text as it is shown."""
    seen = shown.post
    more: dict[str, Any] = {}
    initial: dict[str, Any] = {
        "revision_id": seen.revision_id,
        "saved_at": seen.saved_at.isoformat(),
    }
    if name == "request-changes":
        initial["revision_id"] = seen.submitted_id
    if name in {"schedule", "schedule-end"}:
        timed = seen.timed if name == "schedule" else seen.end
        initial["zone"] = timed.zone if timed else get_zone(user=request.user)
        if timed:
            there = timezone.localtime(timed.due_at, ZoneInfo(timed.zone))
            initial |= {"day": there.date(), "hour": there.time().replace(second=0)}
    if name == "undo" and seen.undo:
        initial["release_id"] = seen.undo.release_id
    if name == "roll-back":
        more["choices"] = [
            (one.revision_id, f"{timezone.localtime(one.at):%Y-%m-%d %H:%M} {one.change} {one.by}")
            for one in seen.earlier
        ]
    return DEEDS[name].form(data, name=name, initial=initial, **more)


def _asked_of_the_table(request: HttpRequest, post_id: int, action: Action) -> PostPage:
    """Return the post, if this person has the right to the step at all."""
    post = screen.get_post(post_id=post_id, by=request.user)
    owns = states.is_own(post=post, user=request.user)
    for act in workflow.acts_for(action, is_public=bool(post.live)):
        permissions.ensure(request.user, act, owns=owns)
    return post
