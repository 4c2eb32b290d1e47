"""The tables of accounts. Django finds them here."""

from blog.accounts.models.invitation import Invitation
from blog.accounts.models.user import PersonManager, User

__all__ = ["Invitation", "PersonManager", "User"]
