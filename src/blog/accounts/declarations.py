"""What accounts tells people, and what it keeps of them: its rows of two tables."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings, notifications
from blog.accounts.rules.holdings import Holding
from blog.accounts.rules.notifications import Kind
from blog.accounts.selectors import own_data
from blog.accounts.services import notifying

NOTICES = (
    Kind(
        "account.export_ready",
        label=_("Copy of your data"),
        line=_("The copy of your data is ready. You can fetch it until %(until)s."),
        link=_("Fetch the copy"),
        must_reach=True,
    ),
    Kind(
        "account.deletion_asked",
        label=_("Deletion of your account"),
        line=_(
            "You asked to delete your account. It will be deleted on %(day)s at %(time)s UTC. "
            "Until then you can keep it."
        ),
        link=_("Keep the account"),
        must_reach=True,
    ),
    Kind(
        "account.deletion_soon",
        label=_("Deletion of your account"),
        line=_(
            "Your account will be deleted within a day, on %(day)s at %(time)s UTC. Until then "
            "you can keep it."
        ),
        link=_("Keep the account"),
        must_reach=True,
    ),
    Kind(
        "account.deletion_cancelled",
        label=_("Deletion of your account"),
        line=_("Your account stays. It will not be deleted."),
        link="",
        must_reach=True,
    ),
    Kind(
        "account.deletion_refused",
        label=_("Deletion of your account"),
        line=_(
            "Your account was not deleted: you are the only admin. Make somebody else an admin "
            "first, then ask again."
        ),
        link="",
        must_reach=True,
    ),
    Kind(
        "account.role_sleeps",
        label=_("Your role"),
        line=_("Work waits for you, but your role sleeps until you set up a second step."),
        link=_("Set up the second step"),
        must_reach=True,
    ),
)

KEPT = (
    Holding(
        "account",
        _("Account"),
        own_data.account_records,
        relations=(
            "account.EmailAddress.user",
            "mfa.Authenticator.user",
            "socialaccount.SocialAccount.user",
        ),
    ),
    Holding(
        "profile",
        _("Profile"),
        own_data.profile_records,
        files=own_data.profile_files,
        relations=("accounts.Profile.user",),
    ),
    Holding(
        "sessions",
        _("Where you are signed in"),
        own_data.session_records,
        relations=("usersessions.UserSession.user",),
    ),
    Holding(
        "notifications",
        _("Notifications"),
        own_data.notification_records,
        let_go=notifying.let_go,
        relations=("accounts.Notification.user",),
    ),
    Holding(
        "preferences",
        _("How you are notified"),
        own_data.preference_records,
        relations=("accounts.NotificationChoice.user",),
    ),
    Holding(
        "requests",
        _("Copies and deletion that you asked for"),
        own_data.request_records,
        relations=("accounts.DataExport.user", "accounts.Leaving.user"),
    ),
    Holding(
        "invitations",
        _("Invitations by you and to you"),
        own_data.invitation_records,
        relations=("accounts.Invitation.invited_by", "accounts.Invitation.accepted_by"),
    ),
    Holding(
        "audit",
        _("What the audit log says of you"),
        own_data.audit_records,
        relations=("audit.Entry.actor",),
    ),
)

LEFT_OUT = {"accounts.Notification.about": "news for somebody else, in that person's copy"}


def declare() -> None:
    """Add the rows to their tables."""
    notifications.declare(*NOTICES)
    holdings.declare(*KEPT)
    holdings.leave_out(LEFT_OUT)
