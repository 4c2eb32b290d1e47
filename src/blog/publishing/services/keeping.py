"""Versions that are kept as they are: what was submitted, scheduled, published, shared or named.

Wagtail's autosave writes into the version of its own session. Without this, a text could change
after somebody read and approved it.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from blog.errors import Conflict
from blog.publishing.models import (
    GuestRemark,
    Release,
    Schedule,
    SharedPreview,
    Submission,
    VersionLabel,
)


class VersionIsKept(Conflict):
    """Something tried to write into a version that is kept."""

    message = _("This version is kept as it is. Save a new one instead.")


def is_kept(*, revision_id: int) -> bool:
    """Return whether a version must stay as it is."""
    return (
        any(
            kept._default_manager.filter(revision_id=revision_id).exists()
            for kept in (Submission, Schedule, Release, SharedPreview, VersionLabel, GuestRemark)
        )
        or Release.objects.filter(previous_revision_id=revision_id).exists()
    )


def ensure_may_change(*, revision: Revision) -> None:
    """Let through a version that may be written over, or is not changed.

    :raises VersionIsKept: it was submitted, scheduled, published, shared or named
    """
    stored = Revision.objects.filter(pk=revision.pk).values_list("content", flat=True).first()
    if stored is None or stored == revision.content:
        return
    if is_kept(revision_id=revision.pk):
        raise VersionIsKept
