"""What an import has brought, and what an earlier one brought."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from blog.portability.models import ImportedRecord


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

    def known(self, kind: str, source_id: str, model: Any) -> Any:
        """Return what a thing of the old site became here, or None."""
        record = ImportedRecord.objects.filter(
            source=self.source, kind=kind, source_id=source_id
        ).first()
        return model.objects.filter(pk=record.object_pk).first() if record else None

    def known_of_many(self, kind: str, source_ids: list[str], model: Any) -> dict[str, Any]:
        """Return what many things of the old site became here, by their names there."""
        records = ImportedRecord.objects.filter(
            source=self.source, kind=kind, source_id__in=source_ids
        )
        pks = dict(records.values_list("source_id", "object_pk"))
        rows = model.objects.in_bulk(pks.values())
        return {name: rows[pk] for name, pk in pks.items() if pk in rows}

    def remember(self, kind: str, source_id: str, thing: Any) -> None:
        """Note what a thing of the old site has become."""
        ImportedRecord.objects.update_or_create(
            source=self.source,
            kind=kind,
            source_id=source_id,
            defaults={"object_pk": thing.pk},
        )
        self.report.created[f"{kind}s"] += 1
