"""Throwing away what only time ends: counts in the shared cache, and sessions.

Django leaves both where they are until somebody needs the place. The name of a count is made of
the keyed hash of a network, and a session may hold the text of a form.
"""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router


def forget_counts(*, at: datetime) -> int:
    """Delete what is over in the caches that lie in the database; return how many."""
    return sum(_empty(one, at) for one in caches.all() if isinstance(one, DatabaseCache))


def forget_sessions(*, at: datetime) -> int:
    """Delete the sessions that have ended; return how many."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def _empty(store: DatabaseCache, at: datetime) -> int:
    connection = connections[router.db_for_write(store.cache_model_class)]
    quote, adapt = connection.ops.quote_name, connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {quote(store.cache_model_class._meta.db_table)} "  # noqa: S608
            f"WHERE {quote('expires')} < %s",
            [adapt(at.replace(microsecond=0))],
        )
        return cursor.rowcount
