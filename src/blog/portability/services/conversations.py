"""Conversations out of the site and in again, with every version, decision, report and appeal.

People are named by their mail addresses, posts by their addresses on the site. HTML is not in the
file: what is read is rendered and cleaned anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from blog.accounts.models import User
from blog.comments import models as kept
from blog.comments.rules import text, threads
from blog.comments.services import freshness
from blog.content.models import PostPage
from blog.portability.comment_files import NUMBER, RECORD, NotAFileOfComments, Record
from blog.portability.comment_shapes import BY_RECORD, SHAPES, As, Of, Shape


@dataclass
class Report:
    """How many came in, were here already, or were left out, by kind."""

    created: Counter[str] = field(default_factory=Counter)
    here_already: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


class _Rehearsed(Exception):
    """Ends a transaction that should leave nothing behind."""


def export() -> Iterator[Record]:
    """Yield everything, comments first, each kind in the order in which it was written."""
    numbers: dict[str, dict[int, int]] = {shape.record: {} for shape in SHAPES}
    addresses: dict[int, str] = {}
    for shape in SHAPES:
        people = [name for name, how in shape.fields.items() if how is As.PERSON]
        rows = shape.model._default_manager.order_by("pk")
        if people:
            rows = rows.select_related(*people)
        if "hid" in shape.fields:
            rows = rows.prefetch_related("hid")
        for number, row in enumerate(rows.iterator(chunk_size=500), 1):
            numbers[shape.record][row.pk] = number
            values = {
                name: _out(row, name, how, numbers, addresses) for name, how in shape.fields.items()
            }
            yield {RECORD: shape.record, NUMBER: number, **values}


def load(*, records: Iterable[tuple[int, Record]], dry_run: bool = False) -> Report:
    """Bring in what is not here yet, all or nothing; nobody is told of anything.

    A comment is known again by its post and its moment; what belongs to one that is here already
    is left alone, and so are words that somebody has erased since. Comments on posts that are not
    here are left out.

    :raises NotAFileOfComments: a record makes no sense; nothing was brought in
    """
    loading = _Loading()
    try:
        with transaction.atomic():
            for place, record in records:
                loading.take(place, record)
            loading.finish()
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        return loading.report
    for post_id in loading.posts_touched:
        freshness.thread_changed(post_id=post_id, gone=True)
    return loading.report


def _out(
    row: Any,
    name: str,
    how: As | Of,
    numbers: dict[str, dict[int, int]],
    addresses: dict[int, str],
) -> Any:
    if isinstance(how, Of):
        return numbers[how.record].get(getattr(row, f"{name}_id"))
    if how is As.MANY:
        hidden = sorted(numbers["decision"][one.pk] for one in row.hid.all())
        return " ".join(str(number) for number in hidden)
    if how is As.POST:
        if row.post_id not in addresses:
            addresses[row.post_id] = row.post.get_url() or ""
        return addresses[row.post_id]
    value = getattr(row, name)
    if value is None:
        return None
    if how is As.TIME:
        return value.isoformat()
    return value.email if how is As.PERSON else value


class _Left(Exception):
    """The record stays outside: what it belongs to is not here."""


class _Known(Exception):
    """The record is here already, or belongs to a comment that is."""


class _Loading:
    """One file on its way in: what has come so far, by record and number."""

    def __init__(self) -> None:
        self.report = Report()
        self.posts_touched: set[int] = set()
        self.last_before = kept.Comment.objects.order_by("pk").values_list("pk", flat=True).last()
        self.rows: dict[tuple[str, str], Any] = {}  # None: left out, or here already
        self.new: dict[int, kept.Comment] = {}
        self.moments: Counter[tuple[int, datetime]] = Counter()
        self.people: dict[str, User | None] = {}
        self.posts: dict[str, PostPage | None] = {}

    def take(self, place: int, record: Record) -> None:
        """Bring in one record, or count why not."""
        shape = BY_RECORD.get(str(record.get(RECORD)))
        if shape is None:
            raise NotAFileOfComments(f"Line {place}: there is no record “{record.get(RECORD)}”.")
        key = (shape.record, str(record.get(NUMBER)))
        self.rows[key] = None
        try:
            self.rows[key] = self._bring(shape, record, key)
            self.report.created[shape.record] += 1
        except _Left:
            self.report.left_out[shape.record] += 1
        except _Known:
            self.report.here_already[shape.record] += 1
        except (ValueError, OverflowError, ValidationError, IntegrityError) as error:
            said = "; ".join(error.messages) if isinstance(error, ValidationError) else error
            raise NotAFileOfComments(f"Line {place}, {shape.record}: {said}") from error

    def finish(self) -> None:
        """Let each comment say its newest words, and count who recommends it."""
        for comment in self.new.values():
            newest = comment.revisions.order_by("pk").last()
            if newest is None:
                raise NotAFileOfComments(f"The comment of {comment.written_at} has no revision.")
            comment.revision = newest
            comment.source, comment.html = newest.source, newest.html
            comment.recommendations = comment.reactions.count()
            comment.save()
            self.posts_touched.add(comment.post_id)

    def _bring(self, shape: Shape, record: Record, key: tuple[str, str]) -> Any:
        values = {
            name: self._value(shape, name, how, record.get(name))
            for name, how in shape.fields.items()
            if how is not As.MANY
        }
        if shape.record == "comment":
            return self._comment(values, key)
        if "comment" in values and values["comment"].pk not in self.new:
            raise _Known
        for value in values.values():
            if "comment" in values and getattr(value, "comment_id", None) not in (
                None,
                values["comment"].pk,
            ):
                raise ValueError("it names something of another comment")
        thread = values.get("thread")
        if thread is not None and thread.post_id != values["post"].pk:
            raise ValueError("it names a thread of another post")
        if shape.known_by:
            known = {name: values[name] for name in shape.known_by}
            if shape.model._default_manager.filter(**known).exists():
                raise _Known
        if shape.record == "revision":
            values["html"] = text.render(values["source"])
        row = self._save(shape, values)
        if record.get("hid"):
            found = [self.rows.get(("decision", one)) for one in str(record["hid"]).split()]
            row.hid.set([one for one in found if one is not None])
        return row

    def _comment(self, values: dict[str, Any], key: tuple[str, str]) -> kept.Comment:
        post, moment, parent = values["post"], values["written_at"], values["parent"]
        same = kept.Comment.objects.filter(
            post=post, written_at=moment, pk__lte=self.last_before or 0
        ).order_by("pk")
        which = self.moments[post.pk, moment]
        self.moments[post.pk, moment] += 1
        if known := same[which : which + 1].first():
            self.rows[key] = known
            raise _Known
        if parent is not None and parent.post_id != post.pk:
            raise ValueError("it answers a comment on another post")
        row: kept.Comment = self._save(BY_RECORD["comment"], values)
        row.path = threads.path_under(parent.path if parent else "", row.pk)
        row.root_id = parent.root_id if parent else row.pk
        row.save()
        self.new[row.pk] = row
        return row

    def _save(self, shape: Shape, values: dict[str, Any]) -> Any:
        row = shape.model(**values)
        empty = [
            one.name
            for one in shape.model._meta.concrete_fields
            if values.get(one.name) in (None, "") and (one.name not in values or not one.choices)
        ]
        row.clean_fields(exclude=empty)
        row.save()
        return row

    def _value(self, shape: Shape, name: str, how: As | Of, raw: Any) -> Any:
        if raw in (None, ""):
            found: Any = False if how is As.FLAG else "" if how is As.TEXT else None
        else:
            found = self._read(name, how, raw)
        column: Any = shape.model._meta.get_field(name)
        if found is None and not (column.null and (raw in (None, "") or how is As.PERSON)):
            if raw in (None, ""):
                raise ValueError(f"“{name}” is empty")
            if column.null and shape.record != "comment":
                return None
            raise _Left
        return found

    def _read(self, name: str, how: As | Of, raw: Any) -> Any:
        if isinstance(how, Of):
            key = (how.record, str(raw))
            if key not in self.rows:
                raise ValueError(f"“{name}” names {how.record} {raw}, which is not above it")
            return self.rows[key]
        if how is As.FLAG:
            return raw is True or raw == "yes"
        if how is As.WHOLE:
            return int(raw)
        if not isinstance(raw, str) or "\0" in raw:
            raise ValueError(f"“{name}” is no text")
        if how is As.TIME:
            moment = datetime.fromisoformat(raw)
            if moment.tzinfo is None:
                raise ValueError(f"“{name}” has no time zone")
            return moment
        if how is As.PERSON:
            return self._person(raw)
        return self._post(raw) if how is As.POST else raw

    def _person(self, email: str) -> User | None:
        if email not in self.people:
            self.people[email] = User.objects.filter(email__iexact=email).first()
        return self.people[email]

    def _post(self, address: str) -> PostPage | None:
        if address not in self.posts:
            slug = address.rstrip("/").rpartition("/")[2]
            found = PostPage.objects.filter(slug=slug)
            self.posts[address] = next((p for p in found if p.get_url() == address), None)
        return self.posts[address]
