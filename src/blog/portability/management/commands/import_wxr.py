"""``manage.py import_wxr``: a WordPress export becomes posts, pages, authors and pictures."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.portability.services import loading
from blog.portability.services.media import MediaSource
from blog.portability.services.records import ImportReport
from blog.portability.wordpress import NotAWordPressExport, read_export


class Command(BaseCommand):
    """Import a file, or rehearse it, and say what was done."""

    help = "Import a WordPress export (WXR). Run again, it brings only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file and how to treat it."""
        parser.add_argument(
            "file", type=Path, help="the .xml file from WordPress: Tools, Export, All content"
        )
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
        parser.add_argument("--draft", action="store_true", help="bring every text in as a draft")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="a copy of wp-content/uploads"
        )
        parser.add_argument(
            "--download", action="store_true", help="fetch pictures from the old site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run.

        :raises CommandError: no such file or folder, not an export, or a text failed
        """
        if options["media"] and not options["media"].is_dir():
            raise CommandError(f"There is no folder {options['media']}.")
        try:
            with options["file"].open("rb") as file:
                site = read_export(file)
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from error
        except NotAWordPressExport as error:
            raise CommandError(f"{options['file'].name}: {error}") from error

        report = loading.load(
            site=site,
            media=MediaSource(folder=options["media"], download=options["download"]),
            everything_as_draft=options["draft"],
            dry_run=options["dry_run"],
            say=self._say if options["verbosity"] > 1 else lambda _line: None,
        )
        self._print(report, site.source, rehearsed=options["dry_run"])
        if report.problems:
            raise CommandError(
                f"{len(report.problems)} texts could not be imported; they are named above."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")

    def _print(self, report: ImportReport, source: str, *, rehearsed: bool) -> None:
        self.stdout.write(
            f"From {source}" + (" (rehearsed; nothing was kept)" if rehearsed else "")
        )
        self._table("In the file", report.found)
        self._table("Would be created" if rehearsed else "Created", report.created)
        self._table("Here already", report.already_here)
        self._table("Not taken over, or changed", report.left_out)
        for problem in report.problems:
            self.stderr.write(f"  Failed: {problem}")

    def _table(self, title: str, counts: Counter[str]) -> None:
        rows = [(number, what) for what, number in counts.items() if number]
        if rows:
            self.stdout.write(f"{title}:")
            for number, what in rows:
                self.stdout.write(f"  {number:>5}  {what}")
