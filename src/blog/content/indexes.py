"""An index of ours on Wagtail's table of pages: the newest posts of a language, in their order.

Without it a list of twelve posts reads and sorts every page of the language. Wagtail's migrations
may build the table anew and know nothing of it, so it is looked after whenever any have run.
"""

from typing import Any

from django.db import connections
from wagtail.models import Page

NEWEST = "galley_newest_pages"


def keep_newest_at_hand(using: str, **_: Any) -> None:
    """Make the index unless it is there."""
    connection = connections[using]
    table = Page._meta.db_table
    if table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS {NEWEST} ON {table} (locale_id, first_published_at, id)"
        )
