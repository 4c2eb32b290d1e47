"""``manage.py import_comments``: what ``export_comments`` wrote, here or on another site."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.portability import comment_files
from blog.portability.services import conversations


class Command(BaseCommand):
    """Bring in a file, or rehearse it, and say what was done."""

    help = "Import a file of export_comments. Run again, it brings only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file and how to treat it."""
        parser.add_argument("file", type=Path, help="ends with .jsonl or .csv")
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run.

        :raises CommandError: no such file, or it makes no sense; nothing was brought in
        """
        path: Path = options["file"]
        kind = path.suffix.removeprefix(".").casefold()
        if kind not in comment_files.FORMATS:
            raise CommandError("The file’s name has to end with .jsonl or .csv.")
        try:
            with path.open(encoding="utf-8", newline="") as file:
                report = conversations.load(
                    records=comment_files.read(file, kind=kind), dry_run=options["dry_run"]
                )
        except OSError as error:
            raise CommandError(f"Cannot read {path}: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path.name} is not UTF-8. Nothing was brought in.") from error
        except comment_files.NotAFileOfComments as error:
            raise CommandError(f"{path.name}: {error} Nothing was brought in.") from error
        self._table("Would be created" if options["dry_run"] else "Created", report.created)
        self._table("Here already", report.here_already)
        self._table("Left out: their post or person is not here", report.left_out)

    def _table(self, title: str, counts: Counter[str]) -> None:
        if counts:
            self.stdout.write(f"{title}:")
            for what, number in counts.items():
                self.stdout.write(f"  {number:>5}  {what}")
