"""Is it alive, and can it answer? For the platform's health checks."""

from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

# Anybody may ask, as often as they like: what is seen of the storage holds for so many seconds in
# each process, so that asking does not write a file each time.
STORAGE_SEEN = 10
IN_DATABASE = {"migrations", "cache"}  # not asked for where the database does not answer


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process can answer at all."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, migrations, cache and storage work, else 503 and which does not."""
    checks = {
        "database": _database,
        "migrations": _migrations,
        "cache": _cache,
        "storage": _storage_lately,
    }
    results: dict[str, bool] = {}
    for name, check in checks.items():
        # Each would wait as long as a connection may take.
        is_away = name in IN_DATABASE and not results["database"]
        results[name] = not is_away and _passes(check)
    ready = all(results.values())
    body = {"status": "ok" if ready else "unavailable", "checks": results}
    return JsonResponse(body, status=200 if ready else 503)


def _passes(check: object) -> bool:
    try:
        return bool(check())  # type: ignore[operator]
    except Exception:
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("readyz", "ok", 5)
    return bool(cache.get("readyz") == "ok")


def _storage_lately() -> bool:
    seen = caches["here"].get_or_set("readyz:storage", lambda: _passes(_storage), STORAGE_SEEN)
    return bool(seen)


def _storage() -> bool:
    # A full disk still answers questions: only writing shows it.
    name = default_storage.save("readyz", ContentFile(b"ok"))
    default_storage.delete(name)
    return True
