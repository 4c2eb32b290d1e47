"""``manage.py export_comments``: conversations with all decisions, as JSON lines or CSV."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.portability import comment_files
from blog.portability.comment_shapes import COLUMNS
from blog.portability.services import conversations


class Command(BaseCommand):
    """Write a file that ``import_comments`` reads."""

    help = "Export all comments with versions, decisions, reports, appeals, limits and phrases."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file."""
        parser.add_argument("file", type=Path, help="ends with .jsonl or .csv; must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run.

        :raises CommandError: the file cannot be written, or is there
        """
        path: Path = options["file"]
        kind = path.suffix.removeprefix(".").casefold()
        if kind not in comment_files.FORMATS:
            raise CommandError("The file’s name has to end with .jsonl or .csv.")
        try:
            # Mail addresses are in it: for whoever runs this, and for nobody else.
            path.touch(mode=0o600, exist_ok=False)
            with path.open("w", encoding="utf-8", newline="") as file:
                number = comment_files.write(
                    conversations.export(), file, kind=kind, columns=COLUMNS
                )
        except OSError as error:
            raise CommandError(f"Cannot write {path}: {error.strerror}.") from error
        self.stdout.write(f"{number} records are in {path}. It has mail addresses in it.")
