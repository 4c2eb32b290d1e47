"""All that the site keeps of a person, as one zip: JSON for programs, Markdown to read."""

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from blog.accounts.rules.holdings import HOLDINGS, Records


def build_archive(*, user_id: int, at: datetime) -> bytes:
    """Return the zip, its headings in the language that is active."""
    everything: dict[str, Records] = {}
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for holding in HOLDINGS.values():
            records = holding.collect(user_id)
            everything[holding.name] = records
            archive.writestr(f"{holding.name}.md", _page(str(holding.title), records))
            for name, data in holding.files(user_id).items():
                archive.writestr(name, data)
        archive.writestr("everything.json", _as_json({"made": at, **everything}))
        archive.writestr("README.md", _contents(at, everything))
    return output.getvalue()


def _contents(at: datetime, everything: dict[str, Records]) -> str:
    about = _(
        "All that this site kept of you on %(when)s UTC. The file everything.json has the same for "
        "programs."
    ) % {"when": f"{at:%Y-%m-%d %H:%M}"}
    lines = [f"# {_('Your data')}", "", about, ""]
    for name, records in everything.items():
        lines.append(f"- [{HOLDINGS[name].title}]({name}.md): {len(records)}")
    return "\n".join(lines) + "\n"


def _page(title: str, records: Records) -> str:
    lines = [f"# {title}", ""]
    if not records:
        lines += [_("Nothing is kept."), ""]
    for number, record in enumerate(records, 1):
        if len(records) > 1:
            lines += [f"## {number}", ""]
        lines += [
            f"- {name}: {_as_text(value)}"
            for name, value in record.items()
            if name not in ("body", "text")
        ]
        lines.append("")
        if record.get("text"):
            lines += [str(record["text"]).strip(), ""]
    return "\n".join(lines)


def _as_text(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(_as_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_as_text(one)}" for name, one in value.items())
    return " ".join(str(value).split())


def _as_json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
