"""What conversations tell people and keep of them: rows of two tables in accounts.

And what they tell other systems: rows of a table in delivery.
"""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings, notifications
from blog.accounts.rules.holdings import Holding
from blog.accounts.rules.notifications import Kind, Way
from blog.comments.selectors import holdings as kept
from blog.comments.services import leaving
from blog.delivery.rules import webhooks
from blog.delivery.rules.webhooks import Audience, EventKind

NOTICES = (
    Kind(
        "comment.replied",
        label=_("Replies to your comments"),
        line=_("%(who)s replied to your comment on “%(post)s”."),
        link=_("Read the reply"),
    ),
    Kind(
        "comment.mentioned",
        label=_("Comments that name you"),
        line=_("%(who)s named you in a comment on “%(post)s”."),
        link=_("Read the comment"),
    ),
    Kind(
        "comment.followed",
        label=_("New comments in conversations that you follow"),
        line=_("%(who)s commented on “%(post)s”."),
        link=_("Read the comment"),
        default=Way.DAILY,
        stop=_("Stop following this conversation"),
    ),
    Kind(
        "comment.thread",
        label=_("New comments in threads that you follow"),
        line=_("%(who)s wrote in a thread that you follow, on “%(post)s”."),
        link=_("Read the comment"),
        stop=_("Stop following this thread"),
    ),
    Kind(
        "comment.approved",
        label=_("Comments of yours that a moderator approved"),
        line=_("A moderator approved your comment on “%(post)s”. Everybody can read it now."),
        link=_("See it there"),
    ),
    Kind(
        "comment.rejected",
        label=_("Comments of yours that a moderator rejected"),
        line=_("A moderator rejected your comment on “%(post)s”. You can read why."),
        link=_("Read why"),
    ),
    Kind(
        "comment.reconsidered",
        label=_("Decisions on your comments that a moderator took back"),
        line=_("A moderator took back a decision on your comment on “%(post)s”."),
        link=_("See how it stands"),
    ),
    Kind(
        "appeal.overdue",
        label=_("Appeals that wait too long"),
        line=_("The appeal against a rejection on “%(post)s” was to be decided by %(day)s."),
        link=_("Decide on it"),
        for_staff=True,
    ),
    Kind(
        "person.warn",
        label=_("Warnings"),
        line=_("A moderator warns you: %(reason)s"),
        link=_("To your account"),
        must_reach=True,
    ),
    Kind(
        "person.watch",
        label=_("Limits on your comments"),
        line=_("From now on a moderator reads your comments before others do: %(reason)s"),
        link=_("To your account"),
        must_reach=True,
    ),
    Kind(
        "person.suspend",
        label=_("Suspensions"),
        line=_("A moderator has suspended you from taking part until %(until)s: %(reason)s"),
        link=_("To your account"),
        must_reach=True,
    ),
    Kind(
        "person.ban",
        label=_("Bans"),
        line=_("A moderator has banned you from taking part: %(reason)s"),
        link=_("To your account"),
        must_reach=True,
    ),
    Kind(
        "person.lifted",
        label=_("Limits that end early"),
        line=_("A moderator has lifted the limit that you were given with the words: %(reason)s"),
        link=_("To your account"),
        must_reach=True,
    ),
    Kind(
        "comment.report_reopened",
        label=_("Decisions on comments that you reported, taken back"),
        line=_(
            "A moderator took back the decision on the comment on “%(post)s” that you reported. "
            "Somebody looks at it again."
        ),
        link=_("To the conversation"),
    ),
    Kind(
        "comment.report_upheld",
        label=_("Comments that you reported and that were removed"),
        line=_("A moderator removed the comment on “%(post)s” that you reported. Thank you."),
        link=_("To the conversation"),
    ),
    Kind(
        "comment.report_declined",
        label=_("Comments that you reported and that stay"),
        line=_("A moderator read the comment on “%(post)s” that you reported. It stays."),
        link=_("To the comment"),
    ),
)

KEPT = (
    Holding(
        "comments",
        _("Comments"),
        kept.comment_records,
        let_go=leaving.let_go,
        relations=("comments.Comment.author",),
    ),
    Holding(
        "comment_reports",
        _("Comments that you reported"),
        kept.report_records,
        relations=("comments.Report.by",),
    ),
    Holding(
        "comment_reactions",
        _("Comments that you recommend"),
        kept.reaction_records,
        relations=("comments.Reaction.by",),
    ),
    Holding(
        "comment_follows",
        _("Conversations and threads that you follow"),
        kept.follow_records,
        relations=("comments.Follow.by",),
    ),
    Holding(
        "comment_blocks",
        _("People whose comments you hide"),
        kept.block_records,
        relations=("comments.Block.by",),
    ),
    Holding(
        "comment_notes",
        _("What moderators noted about you"),
        kept.note_records,
        relations=("comments.PersonNote.of",),
    ),
    Holding(
        "comment_sanctions",
        _("Limits on your comments"),
        kept.sanction_records,
        relations=("comments.Sanction.of",),
    ),
    Holding(
        "comment_decisions",
        _("Comments that you decided on as a moderator"),
        kept.decision_records,
        relations=("comments.Decision.actor",),
    ),
    Holding(
        "comment_searches",
        _("Searches for comments that you keep"),
        kept.search_records,
        relations=("comments.SavedSearch.by",),
    ),
)

LEFT_OUT = {
    "comments.Block.of": "somebody else's choice, in that person's copy",
    "comments.Lease.by": "which comment a moderator has open; forgotten within minutes",
    "comments.PersonNote.by": "about somebody else, in that person's copy",
    "comments.Sanction.by": "about somebody else, in that person's copy",
}

_WHERE = ("comment.id", "post.id")
_COMMENT = ("comment.id", "comment.url", "comment.parent", "comment.written_at", *_WHERE[1:])
_PUBLIC = (*_COMMENT, "post.url", "post.title")
_DECISION = (*_COMMENT, "decision", "reason")

HOOKS = (
    EventKind(
        "comment.shown",
        _("A comment can be read by everybody"),
        Audience.PUBLIC,
        "A new comment is shown, or one that waited or was away.",
        _PUBLIC,
    ),
    EventKind(
        "comment.hidden",
        _("A comment that could be read is gone"),
        Audience.PUBLIC,
        "Its author took it back, or a moderator rejected it.",
        _WHERE,
    ),
    EventKind(
        "comment.posted",
        _("A comment arrives, shown or not"),
        Audience.MODERATION,
        "Somebody wrote a comment; `is_shown` says whether readers have it.",
        (*_COMMENT, "is_shown"),
    ),
    EventKind(
        "comment.approved",
        _("A moderator approves a comment"),
        Audience.MODERATION,
        "A moderator decided that a comment stands.",
        _DECISION,
    ),
    EventKind(
        "comment.rejected",
        _("A moderator rejects a comment"),
        Audience.MODERATION,
        "A moderator decided that a comment does not stand; `reason` is the code of why.",
        _DECISION,
    ),
    EventKind(
        "comment.reconsidered",
        _("A moderator takes a decision back"),
        Audience.MODERATION,
        "A decision on a comment was taken back; it stands as before.",
        _DECISION,
    ),
    EventKind(
        "comment.reported",
        _("A reader reports a comment"),
        Audience.MODERATION,
        "A report is open; `complaint` is the code of what it says.",
        (*_COMMENT, "report", "complaint"),
    ),
    EventKind(
        "comment.appealed",
        _("Somebody appeals against a rejection"),
        Audience.MODERATION,
        "An author asks for a second look, by `due_at`.",
        (*_COMMENT, "appeal", "due_at"),
    ),
    EventKind(
        "comment.appeal_settled",
        _("An appeal is decided"),
        Audience.MODERATION,
        "A second moderator decided.",
        (*_COMMENT, "appeal"),
    ),
)
# Events of this room that other systems are not told of, and why.
UNTOLD = {
    "CommentChanged": "edits and recommendations: no text is ever told, so there is nothing to say",
}


def declare() -> None:
    """Add the rows to their tables."""
    webhooks.declare(*HOOKS)
    notifications.declare(*NOTICES)
    holdings.declare(*KEPT)
    holdings.leave_out(LEFT_OUT)
