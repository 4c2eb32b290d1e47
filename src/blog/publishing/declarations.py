"""What the newsroom tells people and keeps of them: rows of two tables in accounts.

And what it tells other systems: rows of a table in delivery.
"""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings, notifications
from blog.accounts.rules.holdings import Holding
from blog.accounts.rules.notifications import Kind, Way
from blog.delivery.rules import webhooks
from blog.delivery.rules.webhooks import Audience, EventKind
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

_PUBLIC = ("post.id", "post.url", "post.title", "post.language")
_RELEASE = (*_PUBLIC, "post.published_at", "change", "changed_at")
_DRAFT = ("post.id", "post.title", "post.desk_url", "by")
_REVIEW = (*_DRAFT, "submission", "version")
_SCHEDULE = (*_DRAFT, "does", "due_at", "version", "tries")

HOOKS = (
    EventKind(
        "post.published",
        _("A post is published"),
        Audience.PUBLIC,
        "Readers have a post that they did not have before; `change` is `first` or `again`.",
        _RELEASE,
    ),
    EventKind(
        "post.updated",
        _("A post is updated or corrected"),
        Audience.PUBLIC,
        "Readers have another text; `change` is `minor`, `correction` or `restored`.",
        _RELEASE,
    ),
    EventKind(
        "post.unpublished",
        _("A post is unpublished"),
        Audience.PUBLIC,
        "Readers do not have the post any more, whoever or whatever took it from them.",
        _PUBLIC,
    ),
    EventKind(
        "workflow.submitted",
        _("A text is submitted for review"),
        Audience.WORKFLOW,
        "A text waits for a review.",
        _REVIEW,
    ),
    EventKind(
        "workflow.withdrawn",
        _("A submission is withdrawn"),
        Audience.WORKFLOW,
        "Whoever submitted a text took it back.",
        _REVIEW,
    ),
    EventKind(
        "workflow.approved",
        _("A text is approved"),
        Audience.WORKFLOW,
        "A text may be published.",
        _REVIEW,
    ),
    EventKind(
        "workflow.changes_requested",
        _("Changes are asked for"),
        Audience.WORKFLOW,
        "A text went back to its author.",
        _REVIEW,
    ),
    EventKind(
        "workflow.scheduled",
        _("A time is set for a post"),
        Audience.WORKFLOW,
        "A post will be published or unpublished (`does`) at `due_at`. Said again when it moves.",
        _SCHEDULE,
    ),
    EventKind(
        "workflow.schedule_cancelled",
        _("A set time is cancelled"),
        Audience.WORKFLOW,
        "The time is not set any more.",
        _SCHEDULE,
    ),
    EventKind(
        "workflow.schedule_failed",
        _("A set time passes and nothing happens"),
        Audience.WORKFLOW,
        "What was to happen could not be done; it is tried again. `tries` counts.",
        _SCHEDULE,
    ),
    EventKind(
        "workflow.trashed",
        _("A post goes to the trash"),
        Audience.WORKFLOW,
        "A post is in the trash. If readers had it, `post.unpublished` is told as well.",
        _DRAFT,
    ),
    EventKind(
        "workflow.restored",
        _("A post comes back from the trash"),
        Audience.WORKFLOW,
        "A post is a draft again.",
        _DRAFT,
    ),
)
# Events of this room that other systems are not told of, and why.
UNTOLD = {
    "PublicationUndone": "what was undone was never told: it waited for just that time",
    "ScheduleBroughtForward": "what comes of the try is told",
    "PreviewShared": "a private link to a draft",
    "PreviewRevoked": "the end of one",
    "TextRestored": "a draft was written; readers have what they had",
    "VersionNamed": "a word of the team's own",
    "GuestAnswered": "what a guest says of a draft",
}


def declare() -> None:
    """Add the rows to their tables."""
    webhooks.declare(*HOOKS)
    notifications.declare(*NOTICES)
    holdings.declare(*KEPT)
