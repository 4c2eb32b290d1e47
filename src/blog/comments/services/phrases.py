"""Changing the list of phrases, after seeing what a phrase would have done."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.audit.services import recording
from blog.comments.models import ListedPhrase
from blog.comments.rules.folding import fold
from blog.comments.rules.phrases import Phrase, Weight
from blog.comments.rules.simulator import Outcome, replay
from blog.comments.selectors.rulebook import get_past
from blog.errors import Conflict, Invalid


class Harmful(Conflict):
    """The phrase would mostly catch what moderators let stand. ``outcome`` says what."""

    message = _(
        "Most of what this phrase would have caught was approved by moderators. "
        "Say that you want it all the same, or choose other words."
    )

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__()


class NoPhrase(Invalid):
    """There is nothing in it to look for."""

    message = _("Write a word or a phrase with letters or digits in it.")


class ListedAlready(Conflict):
    """The phrase is in the list."""

    message = _("This phrase is in the list already.")


def simulate(*, text: str, weight: str) -> Outcome:
    """Return what a phrase would have done to the comments that were decided on last.

    :raises NoPhrase: there is nothing to look for
    """
    if not any(character.isalnum() for character in fold(text).text):
        raise NoPhrase
    return replay(Phrase(text, Weight(weight)), get_past())


@transaction.atomic
def add_phrase(
    *, by: Any, at: datetime, text: str, weight: str, anyway: bool = False
) -> ListedPhrase:
    """Put a phrase on the list that every new comment is searched for.

    :raises RoleRefused: the person may not
    :raises NoPhrase: there is nothing to look for
    :raises ListedAlready: it is there
    :raises Harmful: it would mostly catch what moderators let stand, and not ``anyway``
    """
    permissions.ensure(by, Act.SET_RULES)
    text = " ".join(text.split())
    outcome = simulate(text=text, weight=weight)
    if ListedPhrase.objects.filter(text__iexact=text).exists():
        raise ListedAlready
    if outcome.is_harmful and not anyway:
        raise Harmful(outcome)
    made = ListedPhrase.objects.create(text=text, weight=weight)
    detail = {"weight": weight, "hits": len(outcome.hits), "rejected": outcome.rejected}
    recording.record(
        by=by, act="phrase.added", subject=("phrase", made.pk), label=text, detail=detail, at=at
    )
    return made


@transaction.atomic
def remove_phrase(*, phrase: ListedPhrase, by: Any, at: datetime) -> None:
    """Take a phrase off the list.

    :raises RoleRefused: the person may not
    """
    permissions.ensure(by, Act.SET_RULES)
    number, text = phrase.pk, phrase.text
    phrase.delete()
    recording.record(by=by, act="phrase.removed", subject=("phrase", number), label=text, at=at)
