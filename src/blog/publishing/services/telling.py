"""Who is told what became of a text: on the site, and by mail as they prefer; failures by mail."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from blog.accounts.letters import Letter, rendered
from blog.accounts.models import User
from blog.accounts.permissions import may
from blog.accounts.rules.roles import Act
from blog.accounts.selectors.staff import get_everybody_who_could, get_everybody_who_may
from blog.accounts.services.notifying import notify
from blog.content.models import PostPage
from blog.delivery.services import mail
from blog.publishing.models import Decision, Due, GuestRemark, Schedule, Submission
from blog.publishing.selectors import lines, states


def tell_of_failed_schedule(*, row: Schedule) -> int:
    """Write to whoever set a schedule and to the post's authors that it failed; return how many.

    One mail a person and try, through the outbox.
    """
    people = _whose(row.post, row.set_by_id)
    for person in people:
        _write(row, person)
    return len(people)


def tell_of_submission(*, submission: Submission) -> None:
    """Tell everybody who may review that a text waits, but not whoever submitted it.

    Whose role sleeps hears that it does, once, and nothing of the text.
    """
    for person in get_everybody_who_may(act=Act.REVIEW):
        if person.pk != submission.by_id:
            _tell(person, "post.submitted", submission, submission.by, "desk_post_review")
    for person in get_everybody_who_could(act=Act.REVIEW):
        kind = "account.role_sleeps"
        notify(user=person, kind=kind, url=reverse("accounts:second_step"), key=kind)


def tell_of_decision(*, submission: Submission) -> None:
    """Tell whose text it is what was decided, but not whoever decided it."""
    returned = submission.decision == Decision.RETURNED
    kind = "post.returned" if returned else "post.approved"
    for person in _whose(submission.post, submission.by_id):
        if person.pk != submission.decided_by_id:
            _tell(person, kind, submission, submission.decided_by, "desk_post")


def tell_of_guest(*, remark: GuestRemark) -> None:
    """Tell who shared a preview, and whose text it is, that its guest said something."""
    kind = "post.guest_answered"
    title = remark.revision.content.get("title") or remark.post.title
    for person in _whose(remark.post, remark.preview.by_id if remark.preview else None):
        notify(
            user=person,
            kind=kind,
            facts={"who": remark.name, "post": title},
            url=reverse("desk_post", args=[remark.post_id]),
            key=f"{kind}:{remark.pk}",
        )


def _tell(person: User, kind: str, row: Submission, who: Any, to: str) -> None:
    notify(
        user=person,
        kind=kind,
        facts={
            "who": lines.name_of(who) or _("Somebody"),
            "post": row.revision.content.get("title") or row.post.title,
        },
        url=reverse(to, args=[row.post_id]),
        key=f"{kind}:{row.pk}",
        about=who,
    )


def _whose(post: PostPage, asked_by: int | None) -> list[User]:
    """Return whose text it is, of those who may see it now: the news names its draft."""
    people = Q(pk=asked_by) | Q(pk=post.owner_id) | Q(author__bylines__post_id=post.pk)
    return [
        person
        for person in User.objects.filter(people, is_active=True).distinct()
        if may(person, Act.SEE_DRAFT, owns=states.is_own(post=post, user=person))
    ]


def _write(row: Schedule, person: User) -> None:
    profile = getattr(person, "wagtail_userprofile", None)
    language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
    address = settings.WAGTAILADMIN_BASE_URL + reverse(
        "wagtailadmin_pages:edit", args=[row.post_id]
    )
    with translation.override(language):
        if row.due == Due.PUBLISH:
            subject = _("Not published on time: %(title)s")
            begin = _("“%(title)s” was to be published at %(when)s, and was not.")
        else:
            subject = _("Not unpublished on time: %(title)s")
            begin = _("“%(title)s” was to be unpublished at %(when)s, and was not.")
        given = {
            "title": row.post.draft_title or row.post.title,
            "when": timezone.localtime(row.due_at).strftime("%Y-%m-%d %H:%M %Z"),
        }
        stays = _("The schedule stays, and it is tried again by itself.")
        letter = Letter(
            subject=subject % given,
            lines=(begin % given, row.reason, stays),
            url=address,
            link=_("Open the post to mend it"),
        )
        text, html = rendered(letter)
        mail.queue_mail(
            to=person.email,
            subject=letter.subject,
            text=text,
            html=html,
            key=f"schedule-failed:{row.pk}:{row.due_at.isoformat()}:{row.tries}:{person.pk}",
        )
