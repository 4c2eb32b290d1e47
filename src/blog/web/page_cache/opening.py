"""The page cache as the settings want it: one for each process, or none."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings

from blog.web.page_cache.door import Door
from blog.web.page_cache.keys import Addresses, Key
from blog.web.page_cache.store import Store, remove_other_releases
from blog.web.page_cache.stranger import Stranger, WSGIApplication

if TYPE_CHECKING:
    from blog.web.models import PageChange
    from blog.web.page_cache.renewal import Renewal

CURRENT = "current"
DECIDING = (
    *("WAGTAILADMIN_BASE_URL", "LANGUAGE_CODE", "SECURE_CSP", "SECURE_HSTS_SECONDS", "DEBUG"),
    "WEBSUB_HUB",
)
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

logger = logging.getLogger(__name__)

_renewal: "Renewal | None" = None
_fillings: list[Callable[[], Iterable[str]]] = []
_tell: "Tell | None" = None


def fill_with(addresses: Callable[[], Iterable[str]]) -> None:
    """Have a function asked for the addresses that should be ready, most important first."""
    if addresses not in _fillings:
        _fillings.append(addresses)


class Tell(Protocol):
    """Takes the whole addresses that answer something else now."""

    def __call__(self, *, addresses: Iterable[str]) -> None:
        """Have whoever keeps copies forget them."""


def tell_with(tell: Tell) -> None:
    """Have a function told the addresses that changed, where a network in front keeps copies.

    It is told once what stands there is made anew, or gone; perhaps more than once.
    """
    global _tell
    _tell = tell


def open_door(django: WSGIApplication) -> Door | None:
    """Return the door in front of a WSGI application; None where there is to be no page cache."""
    if not settings.PAGE_CACHE:
        return None
    proxy = settings.SECURE_PROXY_SSL_HEADER
    release = release_of_the_code()
    parent = Path(settings.PAGE_CACHE_DIR)
    store = Store(
        parent / release,
        max_bytes=settings.PAGE_CACHE_MB * 1_000_000,
        memory_bytes=settings.PAGE_CACHE_MEMORY_MB * 1_000_000,
        notes_untold=bool(settings.WAGTAILFRONTENDCACHE),
    )
    return Door(
        django,
        store=store,
        addresses=addresses(),
        stranger=Stranger(django, base_url=settings.WAGTAILADMIN_BASE_URL, proxy_says=proxy),
        https_only=settings.SECURE_SSL_REDIRECT,
        proxy_says=proxy,
    )


def addresses() -> Addresses:
    """Return the reader of keys, with the names that this site answers to."""
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    own = f"[{own}]" if ":" in own else own
    named = [host.lower() for host in settings.ALLOWED_HOSTS if host and host[0] not in "*."]
    if "*" in settings.ALLOWED_HOSTS:  # on a laptop
        named += LOCAL_HOSTS
    languages = [f"/{code}/accounts/" for code, _name in settings.LANGUAGES]
    private = (*settings.PAGE_CACHE_SKIPS, *languages)
    return Addresses(hosts=[own, *named], private=private, default=own)


def begin(door: Door) -> None:
    """Keep the answers of a door fresh, for as long as this process lives."""
    from blog.web.page_cache.renewal import Renewal

    try:
        point_to_current(door.store)
    except OSError:
        logger.exception("The page cache's folder cannot be written: %s", door.store.folder)
    use(Renewal(door, _everything, _tell_network if _tell else None)).start()


def use[R: "Renewal | None"](renewal: R) -> R:
    """Have this process's changes acted upon here."""
    global _renewal
    _renewal = renewal
    return renewal


def hear(change: "PageChange") -> None:
    """Act on a change that this process made, if there is a page cache.

    A process that serves nobody marks what is old and leaves it to others to make it anew.
    """
    renewal = _renewal
    if renewal is None:
        from blog.web.page_cache.renewal import Renewal

        door = open_door(_nobody)
        renewal = use(Renewal(door, _everything)) if door else None
    if renewal is not None:
        renewal.hear(change)


def _tell_network(keys: list[Key]) -> None:
    if _tell is not None:
        _tell(addresses=[address_of(key) for key in keys])


def address_of(key: Key) -> str:
    """Return the whole address at which an answer is asked for."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    host = base.netloc if key.host == addresses().default else key.host
    path = quote(key.path.encode("latin-1"), safe="/~!$&'()*+,;=:@%")
    return urlunsplit((base.scheme, host, path, key.query, ""))


def _nobody(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    raise RuntimeError("This process makes no pages.")


def point_to_current(store: Store) -> None:
    """Let ``current`` be the folder of this release, for nginx in front; tidy up old ones."""
    parent, scratch = store.folder.parent, store.folder.parent / f".{os.getpid()}"
    store.folder.mkdir(parents=True, exist_ok=True)
    scratch.symlink_to(store.folder.name)
    scratch.replace(parent / CURRENT)
    remove_other_releases(parent, store.folder.name)


def release_of_the_code() -> str:
    """Return a name for everything but the database that decides what a page looks like."""
    digest = hashlib.blake2b(digest_size=8)
    project = Path(settings.PROJECT_DIR)
    folders = [
        (project / "src", "*.py"),
        (project / "templates", "*"),
        (project / "locale", "*.mo"),
    ]
    files = [file for folder, pattern in folders for file in folder.rglob(pattern)]
    files += [project / "requirements/base.lock", Path(settings.STATIC_ROOT) / "staticfiles.json"]
    for file in sorted(files):
        if file.is_file():
            digest.update(f"{file}\0".encode() + file.read_bytes())
    for name in DECIDING:
        digest.update(repr(getattr(settings, name)).encode())
    return digest.hexdigest()


def _everything() -> Iterable[str]:
    for filling in _fillings:
        yield from filling()
