"""Which records a file of conversations has, and how each of their fields stands in it."""

from dataclasses import dataclass
from enum import Enum

from django.db import models

from blog.comments import models as kept


class As(Enum):
    """How a field stands in the file."""

    TEXT = "text"
    WHOLE = "whole number"
    FLAG = "yes or nothing"
    TIME = "time"
    PERSON = "mail address"
    POST = "address of a post"
    MANY = "numbers of decisions"


@dataclass(frozen=True)
class Of:
    """The number of another record."""

    record: str


@dataclass(frozen=True)
class Shape:
    """A kind of record: its model, its fields, and by which of them one is known again.

    What belongs to a comment comes and stays with it.
    """

    record: str
    model: type[models.Model]
    fields: dict[str, As | Of]
    known_by: tuple[str, ...] = ()


SHAPES = (
    Shape(
        "comment",
        kept.Comment,
        {
            "post": As.POST,
            "parent": Of("comment"),
            "author": As.PERSON,
            "author_name": As.TEXT,
            "state": As.TEXT,
            "first_state": As.TEXT,
            "written_at": As.TIME,
            "edited_at": As.TIME,
            "deleted_at": As.TIME,
        },
    ),
    Shape(
        "revision",
        kept.Revision,
        {"comment": Of("comment"), "source": As.TEXT, "written_at": As.TIME},
    ),
    Shape(
        "decision",
        kept.Decision,
        {
            "comment": Of("comment"),
            "revision": Of("revision"),
            "actor": As.PERSON,
            "actor_name": As.TEXT,
            "before": As.TEXT,
            "after": As.TEXT,
            "rule": As.TEXT,
            "code": As.TEXT,
            "text": As.TEXT,
            "detail": As.TEXT,
            "span_start": As.WHOLE,
            "span_end": As.WHOLE,
            "at": As.TIME,
            "undoes": Of("decision"),
        },
    ),
    Shape(
        "report",
        kept.Report,
        {
            "comment": Of("comment"),
            "revision": Of("revision"),
            "by": As.PERSON,
            "complaint": As.TEXT,
            "text": As.TEXT,
            "at": As.TIME,
            "answer": Of("decision"),
        },
    ),
    Shape(
        "reaction",
        kept.Reaction,
        {
            "comment": Of("comment"),
            "revision": Of("revision"),
            "by": As.PERSON,
            "at": As.TIME,
        },
    ),
    Shape(
        "appeal",
        kept.Appeal,
        {
            "comment": Of("comment"),
            "rejection": Of("decision"),
            "text": As.TEXT,
            "at": As.TIME,
            "due_at": As.TIME,
            "outcome": Of("decision"),
        },
    ),
    Shape(
        "sanction",
        kept.Sanction,
        {
            "of": As.PERSON,
            "kind": As.TEXT,
            "reason": As.TEXT,
            "until": As.TIME,
            "by": As.PERSON,
            "at": As.TIME,
            "lifted_at": As.TIME,
            "decision": Of("decision"),
            "told": As.FLAG,
            "lift_told": As.FLAG,
            "hid": As.MANY,
        },
        known_by=("of", "kind", "at"),
    ),
    Shape(
        "note",
        kept.PersonNote,
        {"of": As.PERSON, "by": As.PERSON, "text": As.TEXT, "at": As.TIME},
        known_by=("of", "at", "text"),
    ),
    Shape(
        "follow",
        kept.Follow,
        {"post": As.POST, "thread": Of("comment"), "by": As.PERSON, "at": As.TIME},
        known_by=("post", "thread", "by"),
    ),
    Shape(
        "block",
        kept.Block,
        {"by": As.PERSON, "of": As.PERSON, "at": As.TIME},
        known_by=("by", "of"),
    ),
    Shape(
        "phrase",
        kept.ListedPhrase,
        {"text": As.TEXT, "weight": As.TEXT},
        known_by=("text",),
    ),
)
BY_RECORD = {shape.record: shape for shape in SHAPES}
COLUMNS = tuple(dict.fromkeys(name for shape in SHAPES for name in shape.fields))
