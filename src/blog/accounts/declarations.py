"""What accounts tells people, and what it keeps of them: its rows of two tables."""

from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import holdings, notifications
from blog.accounts.rules.holdings import Holding
from blog.accounts.rules.notifications import Kind
from blog.accounts.selectors import own_data

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
)

KEPT = (
    Holding("account", _("Account"), own_data.account_records),
    Holding("profile", _("Profile"), own_data.profile_records, files=own_data.profile_files),
    Holding("sessions", _("Where you are signed in"), own_data.session_records),
    Holding("notifications", _("Notifications"), own_data.notification_records),
    Holding("preferences", _("How you are notified"), own_data.preference_records),
    Holding("audit", _("What the audit log says of you"), own_data.audit_records),
)


def declare() -> None:
    """Add the rows to their tables."""
    notifications.declare(*NOTICES)
    holdings.declare(*KEPT)
