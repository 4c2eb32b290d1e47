"""What a text's section asks for, and who has had the text in hand."""

from typing import Any

from django.db.models import Q, Subquery
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from wagtail.models import Revision

from blog.accounts import permissions
from blog.accounts.rules.roles import Act, who_may
from blog.content.models import PostPage, SectionPage
from blog.publishing.models import Decision, Release, Submission
from blog.publishing.rules.four_eyes import Reading


def get_reading(*, post: PostPage, revision: Revision, by: Any) -> Reading:
    """Return who wrote, submitted and approved a text, and whether two people must read it."""
    submissions = Submission.objects.filter(post=post, revision=revision, release=None)
    submission = submissions.filter(decision__in=[Decision.OPEN, Decision.APPROVED]).last()
    approved = submission and submission.decision == Decision.APPROVED
    may_review = permissions.may(by, Act.REVIEW)
    return Reading(
        policy=asks_for_four_eyes(revision=revision) or (not may_review and _left_four_eyes(post)),
        by=by.pk if by is not None else None,
        last_editor=revision.user_id,
        submitter=submission.by_id if submission else None,
        approver=submission.decided_by_id if submission and approved else None,
        may_review=may_review,
    )


def asks_for_four_eyes(*, revision: Revision) -> bool:
    """Return whether a text must be read by two people. Without a section it must."""
    section = _section_of(revision)
    return True if section is None else section.four_eyes


def get_demands(*, revision: Revision) -> frozenset[str]:
    """Return which recommended checks are required of a text.

    By its own section and by the one where readers have the post: a move takes no text around it.
    """
    now = PostPage.objects.filter(pk=revision.object_id, live=True).values("section")
    either = Q(pk=revision.content.get("section")) | Q(pk__in=now)
    rows = SectionPage.objects.filter(either).values_list("required_checks", flat=True)
    return frozenset(check for row in rows for check in row)


def names_of_roles(*, act: Act) -> tuple[str, ...]:
    """Return the names of the roles that may do this, in the reader's language."""
    return tuple(str(permissions.NAMES[role]) for role in who_may(act))


def _left_four_eyes(post: PostPage) -> bool:
    """Return whether a text since the last publication, or what readers have, asked for four eyes.

    Another section is part of a text: it counts once somebody who may review let it out.
    """
    standing = Release.objects.filter(post=post, undone_at=None).order_by("-pk")
    since = Coalesce(Subquery(standing.values("revision")[:1]), 0)
    texts = post.revisions.filter(Q(pk__gte=since) | Q(pk=post.live_revision_id))
    sections = set(texts.values_list(KeyTransform("section", "content"), flat=True))
    return SectionPage.objects.filter(pk__in=sections, four_eyes=True).exists()


def _section_of(revision: Revision) -> SectionPage | None:
    return SectionPage.objects.filter(pk=revision.content.get("section")).first()
