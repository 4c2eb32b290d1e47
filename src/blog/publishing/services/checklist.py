"""The checklist of a version: what is found, in words, and whether it stops publishing."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from blog.errors import Invalid
from blog.publishing.rules import readiness
from blog.publishing.rules.readiness import Check, Finding, Weight
from blog.publishing.selectors import descriptions, policies

WORDS: dict[Check, Promise] = {
    Check.TITLE: gettext_lazy("Give the post a title."),
    Check.TITLE_LENGTH: gettext_lazy("Keep the title between 3 and 90 characters."),
    Check.SUMMARY: gettext_lazy("Write a summary: lists, feeds and search show it."),
    Check.TEXT: gettext_lazy("Write a text."),
    Check.PLACEHOLDER: gettext_lazy("Replace what was left to come"),
    Check.ALT_MISSING: gettext_lazy("Describe the picture, or mark it as decoration"),
    Check.ALT_IS_FILE_NAME: gettext_lazy("Describe the picture; this is a file’s name"),
    Check.ALT_IS_CAPTION: gettext_lazy(
        "Say in the text alternative what is seen; now it repeats the caption"
    ),
    Check.HEADING_ORDER: gettext_lazy("Put a heading of the level above before this one"),
    Check.HEADING_EMPTY: gettext_lazy("Write the heading, or remove it."),
    Check.LINK_TEXT: gettext_lazy("Say in the link’s words where it leads"),
    Check.LINK_EMPTY: gettext_lazy("Give the link words"),
    Check.LINK_BROKEN: gettext_lazy("Link to something that readers can open"),
    Check.TABLE_HEADERS: gettext_lazy("Give every column of the table a heading"),
    Check.EMBED_TITLE: gettext_lazy("Say what the video is"),
    Check.LANGUAGE_OF_PART: gettext_lazy(
        "Mark these words’ language, in a text or quotation, so that they are read out right"
    ),
    Check.READING_LEVEL: gettext_lazy("Sentences are long; words a sentence, on average"),
}


# What a section may demand, as its form offers it.
DEMANDS: dict[Check, Promise] = {
    Check.TITLE_LENGTH: gettext_lazy("Titles of 3 to 90 characters"),
    Check.SUMMARY: gettext_lazy("A summary"),
    Check.TEXT: gettext_lazy("Words, or something to see"),
    Check.ALT_IS_CAPTION: gettext_lazy("Text alternatives that do not repeat the caption"),
    Check.LINK_TEXT: gettext_lazy("Words of links that say where they lead"),
    Check.LANGUAGE_OF_PART: gettext_lazy("Marks for words in another script"),
}


@dataclass(frozen=True)
class Item:
    """A line of the checklist, as people read it. ``place`` is what to jump to."""

    check: Check
    weight: Weight
    place: str
    message: str


class ChecklistFailed(Invalid):
    """Required items are open. ``items`` are they."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        self.items = items
        lines = " ".join(item.message for item in items)
        super().__init__(
            _("Before readers can have it, this must be done: %(items)s") % {"items": lines}
        )


def items_of(*, revision: Revision) -> tuple[Item, ...]:
    """Return the whole checklist of a version."""
    demanded = policies.get_demands(revision=revision)
    description = descriptions.get_description(revision=revision)
    return tuple(_item(finding) for finding in readiness.findings(description, demanded=demanded))


def ensure_ready(*, revision: Revision) -> None:
    """Let through a version without open required items.

    :raises ChecklistFailed: there are some
    """
    items = tuple(i for i in items_of(revision=revision) if i.weight is Weight.REQUIRED)
    if items:
        raise ChecklistFailed(items)


def _item(finding: Finding) -> Item:
    words = str(WORDS[finding.check])
    if finding.detail and not words.endswith("."):
        words = _("%(what)s: “%(words)s”.") % {"what": words, "words": finding.detail}
    elif not words.endswith("."):
        words = f"{words}."
    return Item(finding.check, finding.weight, finding.place, words)
