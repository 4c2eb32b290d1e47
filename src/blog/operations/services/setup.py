"""Bringing the database to where the code is: tables, indexes, cache, the site's address."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from blog.content.services import indexing
from blog.publishing.services import links


def prepare_database(*, say: Callable[[str], None] = lambda _line: None) -> None:
    """Apply missing migrations, index the posts, make the cache tables, align the site's address.

    Repeatable. Where tables or the address changed, what texts link to is read again. What
    ``ANALYZE`` left in an SQLite file is removed.
    """
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        say(f"Applying {len(missing)} migrations…")
        call_command("migrate", verbosity=0, interactive=False)
        indexing.rebuild()
    call_command("createcachetable", verbosity=0)
    if forget_statistics():
        say("Removed what ANALYZE left: with it SQLite takes long ways. See docs/performance.md.")
    if align_site_address() or missing:
        links.rebuild()


def forget_statistics() -> bool:
    """Remove the statistics by which SQLite would plan; return whether there were any.

    Queries are written for its planner without them: with them a search among 100,000 posts took
    400 times as long. Connections that are open keep what they have read. PostgreSQL needs its own.
    """
    if connection.vendor != "sqlite":
        return False
    removed = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name GLOB 'sqlite_stat[14]'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - one of the two
            removed += cursor.rowcount
    return removed > 0


def align_site_address() -> bool:
    """Give Wagtail's default site the host and port of BASE_URL, which every absolute link uses.

    Return whether it had others.
    """
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or (site.hostname, site.port) == (address.hostname, port):
        return False
    site.hostname, site.port = address.hostname, port
    site.save()
    return True
