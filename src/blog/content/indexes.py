"""Indexes of ours on Wagtail's table of pages.

- The newest posts of a language, in their order. Without it a list of twelve posts reads and sorts
  every page of the language.
- What stands below a page, on SQLite: Wagtail asks for paths that begin like its own, by a LIKE
  that minds no case, and so an index has to. PostgreSQL has such an index from Django.

Wagtail's migrations may build the table anew and know nothing of them, so they are looked after
whenever any have run.
"""

from typing import Any

from django.db import connections
from wagtail.models import Page

NEWEST = "galley_newest_pages"
BELOW = "galley_pages_below"


def keep_at_hand(using: str, **_: Any) -> None:
    """Make the indexes that are not there."""
    connection = connections[using]
    table = Page._meta.db_table
    if table not in connection.introspection.table_names():
        return
    wanted = {NEWEST: "locale_id, first_published_at, id"}
    if connection.vendor == "sqlite":
        wanted[BELOW] = "path COLLATE NOCASE"
    with connection.cursor() as cursor:
        for name, columns in wanted.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({columns})")
