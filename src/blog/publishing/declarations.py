"""What the newsroom tells people, and what it keeps of them: rows of two tables in accounts."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings, notifications
from blog.accounts.rules.holdings import Holding
from blog.accounts.rules.notifications import Kind, Way
from blog.publishing.selectors import board, kept

NOTICES = (
    Kind(
        "post.submitted",
        label=_("Texts that wait for a review"),
        line=_("%(who)s submitted “%(post)s” for review."),
        link=_("Read it and decide"),
        default=Way.HERE,
        for_staff=True,
    ),
    Kind(
        "post.returned",
        label=_("Texts of yours that came back with changes to make"),
        line=_("%(who)s asks for changes to “%(post)s”."),
        link=_("Read what should change"),
        for_staff=True,
    ),
    Kind(
        "post.approved",
        label=_("Texts of yours that were approved"),
        line=_("%(who)s approved “%(post)s”."),
        link=_("To the post"),
        default=Way.DAILY,
        for_staff=True,
    ),
    Kind(
        "post.guest_answered",
        label=_("What guests say of previews of your texts"),
        line=_("%(who)s, a guest, has answered on the preview of “%(post)s”."),
        link=_("Read what was said"),
        default=Way.DAILY,
        for_staff=True,
    ),
)

KEPT = (
    Holding(
        "saved_filters",
        _("Saved filters"),
        board.saved_filter_records,
        relations=("publishing.SavedFilter.owner",),
    ),
    Holding(
        "submissions",
        _("Texts that you sent to a review"),
        kept.submission_records,
        relations=("publishing.Submission.by",),
    ),
    Holding(
        "reviews",
        _("Reviews by you"),
        kept.review_records,
        relations=("publishing.Submission.decided_by",),
    ),
    Holding(
        "releases",
        _("What you published or took back"),
        kept.release_records,
        relations=("publishing.Release.by", "publishing.Release.undone_by"),
    ),
    Holding(
        "schedules",
        _("Times that you set"),
        kept.schedule_records,
        relations=("publishing.Schedule.set_by",),
    ),
    Holding(
        "previews",
        _("Previews that you shared"),
        kept.preview_records,
        relations=("publishing.SharedPreview.by",),
    ),
    Holding(
        "version_names",
        _("Versions that you named"),
        kept.label_records,
        relations=("publishing.VersionLabel.by",),
    ),
    Holding(
        "trash",
        _("What you moved to the trash"),
        kept.trash_records,
        relations=("publishing.TrashedPost.by",),
    ),
)


def declare() -> None:
    """Add the rows to their tables."""
    notifications.declare(*NOTICES)
    holdings.declare(*KEPT)
