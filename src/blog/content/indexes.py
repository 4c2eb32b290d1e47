"""Indexes of ours on Wagtail's table of pages.

- The newest posts of a language, in their order. Without it a list of twelve posts reads and sorts
  every page of the language.
- What was changed last, for the desk, which lists drafts and all.
- Pages of which readers do not have the newest text: few of many, found by these very words. By
  ``live`` alone they must not be found: SQLite takes any index for a narrow one, and would go
  through all pages that are live.
- What stands below a page, on SQLite: Wagtail asks for paths that begin like its own, by a LIKE
  that minds no case, and so an index has to. PostgreSQL has such an index from Django.

Wagtail's migrations may build the table anew and know nothing of them, so they are looked after
whenever any have run.
"""

from typing import Any

from django.db import connections
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from wagtail.models import Page

NEWEST = "galley_newest_pages"
CHANGED = "galley_changed_pages"
UNFINISHED = "galley_unfinished_pages"
BELOW = "galley_pages_below"

NOT_AS_NEWEST = "NOT live OR has_unpublished_changes"


def keep_at_hand(using: str, **_: Any) -> None:
    """Make the indexes that are not there."""
    connection = connections[using]
    table = Page._meta.db_table
    if table not in connection.introspection.table_names():
        return
    # Where pages without a version stand; in SQLite they do so without a word.
    first = " NULLS FIRST" if connection.vendor == "postgresql" else ""
    wanted = {
        NEWEST: "(locale_id, first_published_at, id)",
        CHANGED: f"(latest_revision_created_at{first}, id)",
        UNFINISHED: f"(live, has_unpublished_changes) WHERE {NOT_AS_NEWEST}",
    }
    if connection.vendor == "sqlite":
        wanted[BELOW] = "(path COLLATE NOCASE)"
    with connection.cursor() as cursor:
        for name, what in wanted.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {what}")


def unfinished_pages() -> QuerySet[Page]:
    """Return pages of which readers do not have the newest text, drafts and withdrawn ones too."""
    asked = RawSQL(NOT_AS_NEWEST, (), output_field=BooleanField())  # noqa: S611 - no value in it
    return Page.objects.order_by().filter(asked)
