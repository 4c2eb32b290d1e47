"""What an import has brought, and what an earlier one brought."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from blog.portability.models import ImportedRecord
from blog.web import many_rows

AT_ONCE = 500  # names in one question


@dataclass
class ImportReport:
    """What an import did, in numbers. ``problems`` names what failed, a line each."""

    found: Counter[str]
    left_out: Counter[str]
    created: Counter[str] = field(default_factory=Counter)
    already_here: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


@dataclass
class Records:
    """The things of one old site that are here, whenever they came."""

    source: str
    report: ImportReport

    def hold(self) -> None:
        """Let no other import find out what is here, or write, until this transaction ends.

        On SQLite no other transaction does anyway.
        """
        held = Site.objects.select_for_update(no_key=True).filter(is_default_site=True)
        list(held.values_list("pk", flat=True))

    def known(self, kind: str, source_id: str, model: Any) -> Any:
        """Return what a thing of the old site became here, or None."""
        record = ImportedRecord.objects.filter(
            source=self.source, kind=kind, source_id=source_id
        ).first()
        return model.objects.filter(pk=record.object_pk).first() if record else None

    def known_of_many(self, kind: str, source_ids: Iterable[str], model: Any) -> dict[str, Any]:
        """Return what many things of the old site became here, by their names there."""
        found: dict[str, Any] = {}
        for names in batched(source_ids, AT_ONCE, strict=False):
            records = ImportedRecord.objects.filter(
                source=self.source, kind=kind, source_id__in=names
            )
            pks = dict(records.values_list("source_id", "object_pk"))
            rows = model.objects.in_bulk(pks.values())
            found |= {name: rows[pk] for name, pk in pks.items() if pk in rows}
        return found

    def remember(self, kind: str, source_id: str, thing: Any) -> None:
        """Note what a thing of the old site has become."""
        self.remember_all(kind, {source_id: thing})

    def remember_all(self, kind: str, things: Mapping[str, Any]) -> None:
        """Note what many things of the old site have become, by their names there."""
        many_rows.insert(
            ImportedRecord,
            {"source_id": list(things), "object_pk": [thing.pk for thing in things.values()]},
            same={"source": self.source, "kind": kind, "imported_at": timezone.now()},
            over=["source", "kind", "source_id"],
        )
        if things:
            self.report.created[f"{kind}s"] += len(things)
