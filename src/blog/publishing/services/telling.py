"""Who is told by mail that something did not go as it should."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from blog.accounts.letters import Letter, rendered
from blog.accounts.models import User
from blog.delivery.services import mail
from blog.publishing.models import Due, Schedule


def tell_of_failed_schedule(*, row: Schedule) -> int:
    """Write to whoever set a schedule and to the post's authors that it failed; return how many.

    One mail a person and try, through the outbox.
    """
    people = User.objects.filter(
        Q(pk=row.set_by_id) | Q(pk=row.post.owner_id) | Q(author__bylines__post_id=row.post_id),
        is_active=True,
    ).distinct()
    for person in people:
        _write(row, person)
    return len(people)


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
