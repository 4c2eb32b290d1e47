"""SQLite inside, PostgreSQL by DATABASE_URL."""

from typing import Any

from blog.config import env

from .server import SERVER_THREADS

DATA_DIR = env.data_dir()


def sqlite(name: str, *, synchronous: str = "FULL") -> dict[str, Any]:
    """Return SQLite settings that survive concurrent writers and a power cut.

    IMMEDIATE transactions take the write lock at the start, so that two writers wait for each
    other instead of failing; WAL lets readers go on; FULL keeps every acknowledged write. Every
    thread has a connection, and every connection 4 MB of pages; the first 32 MB of the file are
    mapped, which saves a search 4 %. With 20 MB and 128 MB no page of a large site took less, and
    its processes took 200 MB more.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 15,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                f"PRAGMA synchronous={synchronous};"
                "PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY;"
                "PRAGMA cache_size=-4000;"
                "PRAGMA mmap_size=33554432;"
                "PRAGMA journal_size_limit=27103364"
            ),
        },
    }


def postgresql(address: env.DatabaseAddress, *, threads: int) -> dict[str, Any]:
    """Return PostgreSQL settings with a connection pool as large as the server's threads.

    While the database is away nobody waits for a connection longer than ``timeout``. The pool asks
    for it in longer and longer pauses, for ``reconnect_timeout`` at most: then whoever comes next
    begins anew, so that a database that is back is found within seconds.
    """
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **address.options,
            "pool": {
                "min_size": 1,
                "max_size": threads + 1,
                "timeout": 5,
                "reconnect_timeout": 4,
            },
        },
    }


_address = env.database(DATA_DIR / "site.sqlite3")
DATABASES = {
    "default": sqlite(
        _address.name,
        synchronous=env.choice("SQLITE_SYNCHRONOUS", "FULL", {"FULL", "NORMAL"}),
    )
    if _address.vendor == "sqlite"
    else postgresql(_address, threads=SERVER_THREADS)
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # The places that limits have taken (web/limits.py): in a table of its own, which no flood of
    # other entries reaches. A full table throws away a third, places that are in force among them.
    "limits": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limit_places",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # What is counted without writing (web/limits.py): each process by itself.
    "here": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "here",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Which renditions exist; small, and wrong for at most a minute in another process.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 60,
    },
}
