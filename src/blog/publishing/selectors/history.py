"""The history of a post: sittings of its authors, named by what became of their texts."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Revision

from blog.content.models import PostPage
from blog.publishing.models import (
    Change,
    Decision,
    Release,
    Schedule,
    SharedPreview,
    Submission,
    VersionLabel,
)
from blog.publishing.rules.sessions import Saved, Sitting, sittings
from blog.publishing.selectors import lines, states

# Of a longer history the newest part is shown.
MOST = 300


@dataclass(frozen=True)
class History:
    """What was saved since readers got their text, and what before. ``is_cut``: there is more."""

    since: tuple[Sitting, ...]
    before: tuple[Sitting, ...]
    newest_id: int | None
    public_id: int | None
    is_cut: bool


def get_history(*, post: PostPage) -> History:
    """Return the history of a post, newest first."""
    names = _names(post)
    labels = dict(VersionLabel.objects.filter(post=post).values_list("revision_id", "name"))
    rows = list(
        post.revisions.order_by("-created_at", "-pk")
        .select_related("user")
        .defer("content")[: MOST + 1]
    )
    public_id = post.live_revision_id if post.live else None
    saved = [
        Saved(
            row.pk,
            lines.name_of(row.user),
            row.created_at,
            tuple(names[row.pk]),
            row.pk == public_id,
            labels.get(row.pk, ""),
        )
        for row in rows[:MOST]
    ]
    place = next((i for i, one in enumerate(saved) if one.is_public), 0 if not post.live else None)
    cut = len(saved) if place is None else place
    if not post.live:
        cut = 0
    return History(
        since=sittings(saved[:cut]),
        before=sittings(saved[cut:]),
        newest_id=post.latest_revision_id,
        public_id=public_id,
        is_cut=len(rows) > MOST,
    )


def get_pair(
    *, post: PostPage, old_id: int | None, new_id: int | None
) -> tuple[Revision | None, Revision]:
    """Return two versions of a post, the older first; unnamed, what readers have and the newest."""
    found = {row.pk: row for row in post.revisions.filter(pk__in=[old_id or 0, new_id or 0])}
    newest = states.get_latest(post=post)
    assert newest is not None  # noqa: S101 - a post that has a screen has a version
    new = found.get(new_id or 0) or newest
    old = found.get(old_id or 0) if old_id else (post.live_revision if post.live else None)
    if old is not None and old.created_at > new.created_at:
        return new, old
    return old, new


def _names(post: PostPage) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for release in Release.objects.filter(post=post).order_by("pk"):
        words = str(Change(release.change).label)
        undone = _("%(name)s, undone") % {"name": words}
        names[release.revision_id].append(undone if release.undone_at else words)
    for submission in Submission.objects.filter(post=post).order_by("pk"):
        names[submission.revision_id].append(str(Decision(submission.decision).label))
    for row in Schedule.objects.filter(post=post, revision__isnull=False).order_by("pk"):
        names[row.revision_id or 0].append(str(row.get_state_display()))
    for preview_of in SharedPreview.objects.filter(post=post).values_list("revision_id", flat=True):
        names[preview_of].append(_("shared as a preview"))
    return defaultdict(list, {pk: list(dict.fromkeys(words)) for pk, words in names.items()})
