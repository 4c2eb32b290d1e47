"""The tables of accounts. Django finds them here."""

from blog.accounts.models.invitation import Invitation
from blog.accounts.models.notification import WAYS, Notification, NotificationChoice
from blog.accounts.models.own_data import DataExport, ExportState, Leaving
from blog.accounts.models.profile import Handle, Profile, ProfileLink
from blog.accounts.models.user import PersonManager, User

__all__ = [
    "WAYS",
    "DataExport",
    "ExportState",
    "Handle",
    "Invitation",
    "Leaving",
    "Notification",
    "NotificationChoice",
    "PersonManager",
    "Profile",
    "ProfileLink",
    "User",
]
