"""What content and Wagtail keep of people: rows of the table in accounts."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings
from blog.accounts.rules.holdings import Holding
from blog.content.selectors import kept
from blog.content.selectors.written import written_by
from blog.content.services import leaving

KEPT = (
    Holding("posts", _("Posts"), written_by, relations=("wagtailcore.Page.owner",)),
    Holding("byline", _("Byline"), kept.byline_records, relations=("content.Author.user",)),
    Holding(
        "uploads",
        _("Pictures and documents that you uploaded"),
        kept.upload_records,
        relations=("content.SiteImage.uploaded_by_user", "wagtaildocs.Document.uploaded_by_user"),
    ),
    Holding(
        "versions",
        _("Versions that you saved"),
        kept.version_records,
        relations=("wagtailcore.Revision.user",),
    ),
    Holding(
        "editing",
        _("What you did in the editors’ pages"),
        kept.editing_records,
        let_go=leaving.let_go,
        relations=("wagtailcore.PageLogEntry.user", "wagtailcore.ModelLogEntry.user"),
    ),
    Holding(
        "editor_remarks",
        _("Remarks that you made in the editor"),
        kept.remark_records,
        relations=("wagtailcore.Comment.user", "wagtailcore.CommentReply.user"),
    ),
    Holding(
        "editor_settings",
        _("Your settings in the editors’ pages"),
        kept.setting_records,
        relations=(
            "wagtailusers.UserProfile.user",
            "wagtailcore.PageSubscription.user",
            "wagtailcore.APIToken.user",
        ),
    ),
)

LEFT_OUT = {
    "wagtailadmin.EditingSession.user": "who has an editor open; forgotten within minutes",
    "wagtailadmin.FormState.user": "an open editor's preview; forgotten within a day",
    "wagtailcore.Comment.resolved_by": "somebody else's remark, in that person's copy",
    "wagtailcore.Page.locked_by": "holds only while a text is locked; the log names it",
    "wagtailcore.TaskState.finished_by": "the same as a review, which is in the copy",
    "wagtailcore.UploadedFile.uploaded_by_user": "an upload on its way; then it is a picture",
    "wagtailcore.WorkflowState.requested_by": "the same as a submission, which is in the copy",
    "wagtailimages.Image.uploaded_by_user": "a table that this site does not use",
}


def declare() -> None:
    """Add the rows to their table."""
    holdings.declare(*KEPT)
    holdings.leave_out(LEFT_OUT)
