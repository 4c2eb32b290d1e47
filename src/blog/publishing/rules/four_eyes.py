"""Two people read a text before readers do, where the section says so. No database, no Django."""

from dataclasses import dataclass
from enum import StrEnum


class EyesRefusal(StrEnum):
    """Why one person is not enough."""

    SUBMITTED_IT = "submitted it"
    WROTE_IT = "wrote it"
    NOT_APPROVED = "not approved"


@dataclass(frozen=True)
class Reading:
    """Who has had a text in hand, as ids of accounts. None is the site itself, or nobody."""

    policy: bool
    by: int | None
    last_editor: int | None
    submitter: int | None = None
    approver: int | None = None
    may_review: bool = False


def refuse_approval(reading: Reading) -> EyesRefusal | None:
    """Return why this person may not approve the text, or None."""
    if not reading.policy or reading.by is None:
        return None
    if reading.by == reading.submitter:
        return EyesRefusal.SUBMITTED_IT
    if reading.by == reading.last_editor:
        return EyesRefusal.WROTE_IT
    return None


def refuse_publication(reading: Reading) -> EyesRefusal | None:
    """Return why this person may not publish the text, or None.

    Enough is an approval by somebody else, or that whoever publishes may review, and neither
    wrote nor submitted it: then publishing is the second pair of eyes.
    """
    if not reading.policy or reading.by is None:
        return None
    if reading.approver not in (None, reading.last_editor, reading.submitter):
        return None
    if not reading.may_review:
        return EyesRefusal.NOT_APPROVED
    return refuse_approval(reading)
