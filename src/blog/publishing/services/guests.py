"""What guests say of a version that was shared with them. It is information: it decides nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.audit.services import recording
from blog.errors import Conflict, Invalid
from blog.events import announce
from blog.publishing.events import GuestAnswered
from blog.publishing.models import GuestRemark, SharedPreview
from blog.publishing.rules.guests import Kind, Problem, plain, problem_of, sending_of
from blog.publishing.rules.limits import GUEST_REMARKS
from blog.publishing.services import preview, telling
from blog.web.limits import take

ACTS = {Kind.REMARK: "post.guest_remarked", Kind.APPROVAL: "post.guest_approved"}
WORDS: dict[Problem, Promise] = {
    Problem.EMPTY: _("Write your remark first. To approve, you need no words."),
    Problem.TOO_LONG: _("Write at most 2,000 characters."),
}


class TakesNoRemarks(Conflict):
    """The link is for reading alone."""

    message = _("This preview takes no remarks. Tell whoever sent you the link.")


class Unsaid(Invalid):
    """A remark without words, or with too many."""


def ensure_takes_remarks(*, shared: SharedPreview) -> None:
    """Let through a preview whose guest may say something.

    :raises TakesNoRemarks: it is for reading alone
    """
    if not shared.takes_remarks:
        raise TakesNoRemarks


@transaction.atomic
def say(*, token: str, kind: Kind, text: str, at: datetime, sending: str = "") -> GuestRemark:
    """Keep what the guest of a link says of its version, and tell whose text it is.

    The same words from the same form (``sending``) are kept once. No step is taken: a guest's
    approval changes neither where the post stands nor who may do what.

    :raises PreviewOver: the link is unknown, has ended or was revoked
    :raises TakesNoRemarks: it is for reading alone
    :raises Unsaid: a remark needs words, and there is a most of them
    :raises TooOften: the guest said too much; it says when to come back
    """
    shared = preview.find_open(token=token, at=at, lock=True)
    ensure_takes_remarks(shared=shared)
    problem = problem_of(kind, text)
    if problem:
        raise Unsaid(WORDS[problem])
    once = sending_of(sending or get_random_string(32), kind, text)
    said = GuestRemark.objects.filter(preview=shared, sending=once).first()
    if said is not None:
        return said
    take(GUEST_REMARKS, shared.pk)
    row = GuestRemark.objects.create(
        post=shared.post,
        preview=shared,
        revision=shared.revision,
        name=shared.guest,
        kind=kind,
        text=plain(text),
        at=at,
        sending=once,
    )
    recording.record(
        by=None,
        act=ACTS[kind],
        subject=("post", row.post_id),
        label=shared.post.draft_title,
        detail={
            "preview": shared.pk,
            "guest": row.name,
            "revision": row.revision_id,
            "remark": row.pk,
        },
        at=at,
    )
    announce(GuestAnswered(row.post_id, row.pk))
    telling.tell_of_guest(remark=row)
    return row
