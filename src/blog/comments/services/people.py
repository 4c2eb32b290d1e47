"""Dealing with people: warn, read first, suspend, ban, remember why. Nothing is secret."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.audit.services import recording
from blog.comments import selectors
from blog.comments.models import Comment, Decision, PersonNote, Sanction
from blog.comments.models.judgement import ReasonChoice
from blog.comments.models.people import Kind
from blog.comments.services import moderation
from blog.errors import Conflict, Invalid, NotAllowed


class DayMissing(Invalid):
    """A suspension ends on a day that is still to come."""

    message = _("Say until which day, from tomorrow on.")


class OfTheTeam(NotAllowed):
    """Moderators are not limited by moderators."""

    message = _("This person moderates, too. An admin can take the role away.")


class NobodyThere(Conflict):
    """The author has no account any more."""

    message = _("The author of this comment has no account any more.")


@transaction.atomic
def sanction(
    *,
    of: Any,
    by: Any,
    at: datetime,
    kind: str,
    reason: str,
    until: datetime | None = None,
    hide_earlier: bool = False,
    code: str = ReasonChoice.OTHER,
    decision: Decision | None = None,
) -> Sanction:
    """Warn, watch, suspend or ban somebody; they are told why. Nobody is limited without knowing.

    ``hide_earlier`` rejects what they wrote before. With ``decision`` an undo takes it back.

    :raises RoleRefused: the person may not
    :raises TextMissing: no reason
    :raises DayMissing: a suspension without an end
    :raises OfTheTeam: they moderate themselves
    """
    permissions.ensure(by, Act.BAN)
    if not reason.strip():
        raise moderation.TextMissing
    if kind == Kind.SUSPEND and (until is None or until <= at):
        raise DayMissing
    if selectors.is_team(of):
        raise OfTheTeam
    made = Sanction.objects.create(
        of=of,
        kind=kind,
        reason=reason.strip(),
        until=until if kind == Kind.SUSPEND else None,
        by=by,
        at=at,
        decision=decision,
    )
    if hide_earlier:
        hidden = moderation.reject_all(of=of, by=by, at=at, code=code, text=made.reason)
        made.hid.set(hidden)
    detail = {"kind": kind, "until": made.until.isoformat() if made.until else None}
    recording.record(
        by=by, act="person.sanctioned", subject=("account", of.pk), detail=detail, at=at
    )
    return made


@transaction.atomic
def ban_author(
    *,
    comment: Comment,
    by: Any,
    at: datetime,
    revision_id: int,
    last_decision_id: int,
    code: str,
    text: str = "",
    hide_earlier: bool = False,
) -> Decision:
    """Reject a comment and ban whoever wrote it. To undo the one is to undo the other.

    :raises NobodyThere: the author has no account any more
    """
    permissions.ensure(by, Act.BAN)
    if comment.author is None:
        raise NobodyThere
    decision = moderation.decide(
        comment=comment,
        by=by,
        at=at,
        approve=False,
        revision_id=revision_id,
        last_decision_id=last_decision_id,
        code=code,
        text=text,
    )
    reason = text.strip() or str(ReasonChoice(code).label)
    sanction(
        of=comment.author,
        by=by,
        at=at,
        kind=Kind.BAN,
        reason=reason,
        hide_earlier=hide_earlier,
        code=code,
        decision=decision,
    )
    return decision


@transaction.atomic
def lift(*, sanction: Sanction, by: Any, at: datetime) -> None:
    """End a sanction before its time.

    :raises RoleRefused: the person may not
    """
    permissions.ensure(by, Act.BAN)
    if sanction.lifted_at is None:
        sanction.lifted_at = at
        sanction.save(update_fields=["lifted_at"])
        recording.record(
            by=by, act="person.sanction_lifted", subject=("account", sanction.of_id), at=at
        )


@transaction.atomic
def note(*, of: Any, by: Any, at: datetime, text: str) -> PersonNote:
    """Write down something that moderators should remember of somebody.

    :raises RoleRefused: the person may not moderate
    :raises TextMissing: nothing is written
    """
    permissions.ensure(by, Act.MODERATE)
    if not text.strip():
        raise moderation.TextMissing
    return PersonNote.objects.create(of=of, by=by, at=at, text=text.strip())


def end_of(*, day: Any, at: datetime) -> datetime | None:
    """Return the moment at which a suspension until a day is over: when that day is."""
    if day is None:
        return None
    return datetime.combine(day, datetime.min.time(), at.tzinfo) + timedelta(days=1)
