"""``bin/demo``: from nothing to a publication in the browser."""

import shutil
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from blog.errors import DomainError
from blog.operations.services import demo_accounts, demo_content, processes, setup, static_files


class Command(BaseCommand):
    """Set up what is missing, serve until Ctrl-C."""

    help = "Fill a demo publication and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether to start over."""
        parser.add_argument(
            "--reset", action="store_true", help="delete the demo's data and start over"
        )
        parser.add_argument(
            "--prepare-only", action="store_true", help="set everything up, serve nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run.

        :raises CommandError: not the demo's settings, or the address is taken
        """
        if not getattr(settings, "DEMO_MODE", False):
            raise CommandError("The demo runs with its own settings only. Start it with bin/demo.")
        bind, port = settings.BIND, settings.PORT
        try:
            processes.ensure_free(bind=bind, port=port)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["reset"]:
            self._reset()
        setup.prepare_database(say=self._say)
        password = demo_accounts.password()
        demo_content.build(password=password, say=self._say)
        demo_content.prepare_front_pages(say=self._say)
        if static_files.collect_if_changed(say=self._say):
            self._say("Static files are ready.")
        if options["prepare_only"]:
            return
        connections.close_all()
        self._serve(bind, port, password)

    def _serve(self, bind: str, port: int, password: str) -> None:
        shown = f"{settings.OWN_ADDRESS}/"

        def welcome() -> None:
            while not processes.wait_until_it_answers(url=shown, seconds=60):
                self._say("Still waiting for the first page…")
            self._welcome(shown, password)

        source = {"PYTHONPATH": str(settings.PROJECT_DIR / "src")}
        with processes.Together() as together:
            together.start("web server", processes.web_command(bind=bind, port=port), source)
            together.start("worker", processes.worker_command(), source)
            threading.Thread(target=welcome, daemon=True).start()
            together.run()
        self._say("Stopped.")
        if together.status:
            raise SystemExit(together.status)

    def _welcome(self, url: str, password: str) -> None:
        names = ", ".join(f"{name}@" for name in demo_content.PEOPLE)
        self.stdout.write(
            f"\n  {self.style.SUCCESS('The Long Margin is open:')} {url}\n"
            f"  Editors’ pages:  {url}admin/\n"
            f"  Accounts:        {names}  (at demo.example)\n"
            f"  Password:        {password}\n"
            "  Second factors are not asked for in the demo. Stop with Ctrl-C.\n"
        )
        self.stdout.flush()

    def _reset(self) -> None:
        self._say("Deleting the demo’s data…")
        connections.close_all()
        for file in settings.DATA_DIR.glob("site.sqlite3*"):
            file.unlink()
        for folder in (settings.MEDIA_ROOT, *(settings.DATA_DIR / n for n in ("mail", "private"))):
            shutil.rmtree(folder, ignore_errors=True)

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
