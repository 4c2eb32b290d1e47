"""What is done with posts, as the log says it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {"post": _("post")}

ACTS: dict[str, Promise] = {
    "post.submitted": _("submitted a text"),
    "post.submission_withdrawn": _("withdrew a submission"),
    "post.approved": _("approved a text"),
    "post.changes_requested": _("asked for changes"),
    "post.published": _("published a post"),
    "post.published_in_bulk": _("published posts in bulk"),
    "post.published_on_schedule": _("published on schedule"),
    "post.corrected": _("published a correction"),
    "post.publication_undone": _("undid a publication"),
    "post.rolled_back": _("gave readers an earlier text"),
    "post.unpublished": _("unpublished a post"),
    "post.unpublished_on_schedule": _("unpublished on schedule"),
    "post.scheduled": _("scheduled a post"),
    "post.schedule_moved": _("moved a scheduled post"),
    "post.unscheduled": _("took a post off the schedule"),
    "post.schedule_brought_forward": _("had a failed publication tried again"),
    "post.end_scheduled": _("set the end of a post"),
    "post.end_moved": _("moved the end of a post"),
    "post.end_unscheduled": _("let a post stay public"),
    "post.end_brought_forward": _("had a failed end tried again"),
    "post.schedule_failed": _("failed on schedule"),
    "post.revision_restored": _("restored a version"),
    "post.block_restored": _("put back a block of an earlier version"),
    "post.version_named": _("named a version"),
    "post.preview_shared": _("shared a preview"),
    "post.preview_opened": _("opened a preview"),
    "post.preview_revoked": _("ended a preview"),
    "post.guest_remarked": _("left a remark as a guest"),
    "post.guest_approved": _("approved a version as a guest"),
    "post.trashed": _("moved a post to the trash"),
    "post.restored": _("took a post out of the trash"),
    "post.purged": _("deleted a post for good"),
}
