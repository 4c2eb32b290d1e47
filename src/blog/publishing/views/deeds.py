"""The steps that the desk offers, as one table: what each asks for, calls and says afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.publishing.forms import steps as asked
from blog.publishing.forms import times
from blog.publishing.presenters.post import Shown
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import preview, release, review, schedule, trash, withdrawal
from blog.publishing.services.withdrawal import Afterwards

type Do = Callable[[int, Any, dict[str, Any]], Any]


@dataclass(frozen=True)
class Deed:
    """A step as a form: what is asked for, what is called, what is said afterwards."""

    action: Action
    form: type[asked.StepForm]
    do: Do
    done: str | Promise
    # From the review: whoever decided can be led to the next text that waits.
    leads_on: bool = False


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
        leads_on=True,
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
        leads_on=True,
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
            **_read(d),
        ),
        _("The correction is published. Readers see what was corrected."),
    ),
    "schedule": Deed(
        Action.SCHEDULE, times.TimeForm, _schedule, _("The post comes out at the time you set.")
    ),
    "unschedule": Deed(
        Action.UNSCHEDULE,
        asked.StepForm,
        lambda post, by, d: schedule.unschedule(post_id=post, by=by),
        _("The post does not come out by itself any more."),
    ),
    "try-again": Deed(
        Action.TRY_AGAIN,
        asked.TryAgainForm,
        lambda post, by, d: schedule.try_again(post_id=post, by=by),
        _("It is tried again within seconds. Reload the page to see what came of it."),
    ),
    "schedule-end": Deed(
        Action.SCHEDULE_END,
        times.TimeForm,
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
    "try-end-again": Deed(
        Action.TRY_END_AGAIN,
        asked.TryAgainForm,
        lambda post, by, d: schedule.try_end_again(post_id=post, by=by),
        _("It is tried again within seconds. Reload the page to see what came of it."),
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
        here = ZoneInfo(get_zone(user=request.user))
        more["choices"] = [
            (
                one.revision_id,
                f"{timezone.localtime(one.at, here):%Y-%m-%d %H:%M} {one.change} {one.by}",
            )
            for one in seen.earlier
        ]
    return DEEDS[name].form(data, name=name, initial=initial, **more)
