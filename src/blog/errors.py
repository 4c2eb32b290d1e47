"""The four ways this site says no. Use cases subclass one; web/errors.py gives each its status."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal that a person can act on.

    ``message`` is shown to people as it stands: say what is wrong and what to do.
    """

    message: str | Promise = _("That is not possible.")

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    """There is no such thing, or not for this person. Answered with 404."""

    message = _("There is nothing here.")


class Gone(NotFound):
    """There was such a thing, and it has ended. Answered with 410, and with its own words."""


class NotAllowed(DomainError):
    """This person may not do that. Answered with 403."""

    message = _("You do not have the right to do this.")


class Conflict(DomainError):
    """It cannot be done in the state things are in. Answered with 409."""

    message = _("Something has changed in the meantime.")


class Invalid(DomainError):
    """The input cannot be used. Answered with 422."""

    message = _("Something in the form needs another look.")
