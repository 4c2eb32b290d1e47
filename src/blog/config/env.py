"""The only reader of environment variables: every variable, its type and its default in one list.

A value that cannot be used stops the start with the variable's name and what is expected of it.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parents[3]
SHORTEST_KEY = 50


@dataclass(frozen=True)
class DatabaseAddress:
    """Where the database is, as DATABASE_URL says it."""

    vendor: str  # "sqlite" or "postgresql"
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MailServer:
    """How mail leaves, as EMAIL_URL says it. ``host`` is empty when mail is written to a folder."""

    host: str
    port: int
    username: str
    password: str
    use_tls: bool
    use_ssl: bool


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the default; with no default the variable is required.

    :raises ImproperlyConfigured: required and not set
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. It is required with these settings.")
    return default


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the variable as a whole number, at least ``least``."""
    raw = text(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        value = least - 1
    if value < least:
        raise ImproperlyConfigured(
            f"{name} is {raw!r}; a whole number of {least} or more is expected."
        )
    return value


def words(name: str, default: str | None = None) -> list[str]:
    """Return the variable split at commas, without empty parts."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def choice(name: str, default: str, allowed: set[str]) -> str:
    """Return the variable, one of ``allowed``."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; expected one of {', '.join(sorted(allowed))}."
        )
    return value


def secure_address(name: str, *, required: bool = False) -> str:
    """Return the variable, an https address (http for this machine alone), or nothing."""
    value = text(name, None if required else "")
    if value and not _is_secure(value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; an https:// address is expected. Set it to one,"
            " such as https://www.example.com."
        )
    return value


def secure_addresses(name: str) -> list[str]:
    """Return the variable as addresses like ``secure_address``, with commas; none without it."""
    values = words(name, "")
    wrong = next((value for value in values if not _is_secure(value)), None)
    if wrong is not None:
        raise ImproperlyConfigured(
            f"{name} has {wrong!r}; https:// addresses are expected, with commas, such as"
            " https://hub.example.com/."
        )
    return values


def _is_secure(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    allowed = {"https", "http"} if is_here else {"https"}
    return bool(parts.hostname) and parts.scheme in allowed


_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def hosts(name: str) -> list[str]:
    """Return the variable as host names, at least one. ``.example.com`` has all below it."""
    values = words(name)
    wrong = next((value for value in values if not _HOST.fullmatch(value)), None)
    if wrong is not None or not values:
        raise ImproperlyConfigured(
            f"{name} has {wrong or 'no name'!r}; host names are expected, with commas, no scheme,"
            " port or *. Name every host of the site, such as www.example.com."
        )
    return values


def secret_key(name: str) -> str:
    """Return the variable, which nobody can guess; what it holds is never said."""
    value = text(name)
    if len(value) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters; {SHORTEST_KEY} or more are expected. Set it to"
            " a long random text, such as openssl rand -base64 48 prints."
        )
    return value


def networks_in_front() -> dict[str, dict[str, str]]:
    """Return the caches in front of the site that take purges, as Wagtail wants them described.

    PURGE_URL is a cache that knows the method PURGE, such as Varnish; CLOUDFLARE_ZONE and
    CLOUDFLARE_TOKEN belong together.
    """
    found = {}
    backends = "wagtail.contrib.frontend_cache.backends"
    if location := text("PURGE_URL", ""):
        parts = urlsplit(location)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ImproperlyConfigured(
                f"PURGE_URL is {location!r}; the cache's own address without a path is expected,"
                " such as http://varnish.internal:6081."
            )
        found["http"] = {"BACKEND": f"{backends}.HTTPBackend", "LOCATION": location}
    zone, token = text("CLOUDFLARE_ZONE", ""), text("CLOUDFLARE_TOKEN", "")
    if bool(zone) != bool(token):
        missing = "CLOUDFLARE_TOKEN" if zone else "CLOUDFLARE_ZONE"
        raise ImproperlyConfigured(
            f"{missing} is not set. CLOUDFLARE_ZONE and CLOUDFLARE_TOKEN belong together."
        )
    if zone:
        backend = f"{backends}.CloudflareBackend"
        found["cloudflare"] = {"BACKEND": backend, "ZONEID": zone, "BEARER_TOKEN": token}
    return found


def data_dir() -> Path:
    """The one folder that holds what must survive a restart: database, uploads, keys (DATA_DIR)."""
    return Path(text("DATA_DIR", str(PROJECT_DIR / "var"))).expanduser().resolve()


def own_address(bind: str, port: int) -> str:
    """Return where this machine reaches a server that listens there: ``http://127.0.0.1:8000``."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bind, bind)  # noqa: S104 - only compared
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{port}"


def database(default_file: Path) -> DatabaseAddress:
    """Return DATABASE_URL, for example ``postgres://user:password@host:5432/name``.

    ``sqlite:////absolute/path`` and no value at all mean SQLite.
    """
    url = text("DATABASE_URL", f"sqlite:///{default_file}")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return DatabaseAddress("sqlite", unquote(parts.path.removeprefix("/")) or str(default_file))
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return DatabaseAddress(
            "postgresql",
            unquote(parts.path.removeprefix("/")),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            unquote(parts.hostname or "") or options.pop("host", ""),
            str(parts.port or ""),
            options,
        )
    raise ImproperlyConfigured(
        f"DATABASE_URL starts with {parts.scheme!r}; expected sqlite:///… or postgres://…"
    )


def mail_server() -> MailServer:
    """Return EMAIL_URL: ``smtp://user:password@host:587`` (STARTTLS), ``smtps://…`` (TLS) or
    ``smtp+plain://host:25`` (no encryption, for a relay on the same machine)."""
    url = text("EMAIL_URL")
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is not usable; expected smtp://, smtps:// or smtp+plain:// and a host."
        )
    return MailServer(
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp",
        use_ssl=parts.scheme == "smtps",
    )
