"""Web server and worker in one go, for a single machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.errors import DomainError
from blog.operations.services import processes, setup


class Command(BaseCommand):
    """Prepare the database, then run web server and worker until told to stop."""

    help = "Apply migrations, then run the web server and the task worker under one parent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which of the two to leave out."""
        parser.add_argument("--no-worker", action="store_true", help="run the web server only")
        parser.add_argument("--no-migrate", action="store_true", help="leave the database as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal or until one of the two ends."""
        bind, port = settings.BIND, settings.PORT
        try:
            processes.ensure_free(bind, port)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        if not options["no_migrate"]:
            setup.prepare_database(say=self.stdout.write)
        commands = {"web server": processes.web_command(bind, port)}
        if not options["no_worker"]:
            commands["worker"] = processes.worker_command()
        source = {"PYTHONPATH": str(settings.PROJECT_DIR / "src")}
        status = processes.run_together(commands, environment=source, when_started=lambda: None)
        if status:
            raise SystemExit(status)
