"""``manage.py serve``: web server and worker in one go, for a single machine.

Its children are copies of the parent, which has loaded the site once: they share its memory. While
it loads and the database is prepared, a small server gives what is ready on the disk; it waits with
everything else, and goes when the real one has come.
"""

import argparse
import multiprocessing
import os
import select
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string
from granian.cli import cli

from blog.errors import DomainError
from blog.operations import loading
from blog.operations.services import processes

FIRST_PAGES = "server of the first pages"
PREPARATION = "preparation"
READERS_FIRST = 5  # of 19, how far the worker steps back where the processors are few

_begun = os.pipe()  # a byte for each worker that is about to listen


def main(arguments: Sequence[str]) -> int:
    """Run web server and worker until told to stop; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="manage.py serve",
        description="Apply migrations; run the web server and the task worker under one parent.",
    )
    parser.add_argument("--no-worker", action="store_true", help="run the web server only")
    parser.add_argument("--no-migrate", action="store_true", help="leave the database as it is")
    options = parser.parse_args(arguments)
    try:
        processes.ensure_free(bind=settings.BIND, port=settings.PORT)
    except DomainError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    with TemporaryDirectory(prefix="galley-") as folder, processes.Together() as together:
        # There until it is over, not from then on: what tidies temporary files after some days
        # would keep a web server waiting that is started again after that.
        preparing = Path(folder) / "preparing"
        preparing.touch()
        _serve(together, preparing, migrates=not options.no_migrate, works=not options.no_worker)
        return together.status


def _serve(together: processes.Together, preparing: Path, *, migrates: bool, works: bool) -> None:
    if settings.PAGE_CACHE:
        command = processes.web_command(bind=settings.BIND, port=settings.PORT, workers=1)
        paths = {"PYTHONPATH": str(settings.PROJECT_DIR / "src")}
        together.start(FIRST_PAGES, command, {**paths, "START_AFTER": str(preparing)})
    loading.load_everything()
    if migrates:
        together.fork(PREPARATION, partial(call_command, "prepare"))
        if not together.finishes(PREPARATION):
            return
    preparing.unlink(missing_ok=True)
    together.fork("web server", _listen)
    if works:
        together.fork("worker", _work)
    if settings.PAGE_CACHE:
        if not together.run(until=_listens):
            return
        together.dismiss(FIRST_PAGES)
    together.run()


def _work() -> None:
    os.nice(READERS_FIRST)
    call_command("work")


def _listen() -> None:
    multiprocessing.set_start_method("fork", force=True)  # so that its workers share, too
    server = processes.web_arguments(
        bind=settings.BIND, port=settings.PORT, application=f"{__name__}:begin"
    )
    cli.main(["--factory", *server])


def begin() -> Any:
    """Return the application, in a worker that listens from now on."""
    processes.begin_as_program()
    application = import_string(settings.WSGI_APPLICATION)
    with suppress(OSError):  # nobody asks any longer
        os.write(_begun[1], b".")
    return application


def _listens() -> bool:
    """Whether a worker has begun to listen; it had a second for that."""
    if not select.select([_begun[0]], [], [], 0)[0]:
        return False
    time.sleep(1)
    return True
