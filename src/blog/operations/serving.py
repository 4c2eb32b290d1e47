"""``manage.py serve``: web server and worker in one go, for a single machine.

The parent of both never loads Django's apps: that would hold a hundred megabytes for nothing. The
web server begins at once, with what is ready on the disk, while the database is still prepared; its
Django starts after that.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from blog.errors import DomainError
from blog.operations.services import processes


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
    listening = processes.web_command(bind=settings.BIND, port=settings.PORT)
    web = {"web server": listening}
    worker = {} if options.no_worker else {"worker": processes.worker_command()}
    environment = {"PYTHONPATH": str(settings.PROJECT_DIR / "src")}
    if options.no_migrate:
        return processes.run_together(commands=web | worker, environment=environment)
    with TemporaryDirectory(prefix="galley-") as folder:
        # There until it is over, not from then on: what tidies temporary files after some days
        # would keep a web server waiting that is started again after that.
        preparing = Path(folder) / "preparing"
        preparing.touch()
        return processes.run_together(
            commands={processes.PREPARATION: processes.prepare_command(), **web},
            environment={**environment, "START_AFTER": str(preparing)},
            then=worker,
            when_prepared=partial(preparing.unlink, missing_ok=True),
        )
