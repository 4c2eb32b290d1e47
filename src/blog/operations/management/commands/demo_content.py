"""Build the demo publication, and generated posts for measurements."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.operations.services import demo_accounts, demo_content, generated


class Command(BaseCommand):
    """Make what is missing; say what is done."""

    help = "Build the demo publication. With --scale N, add N generated posts for measurements."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how many generated posts to add."""
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N", help="add N generated posts with comments"
        )
        parser.add_argument(
            "--comments",
            type=int,
            default=generated.COMMENTS_ON_A_POST,
            metavar="M",
            help="write M comments under each of them on average (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build.

        :raises CommandError: these are not the demo's or a developer's settings
        """
        if not demo_accounts.allowed():
            raise CommandError(
                "The demo has accounts with a known password, so it refuses these settings. "
                "Use bin/demo, or DJANGO_SETTINGS_MODULE=blog.config.settings.demo."
            )
        if options["scale"] < 0:
            raise CommandError("--scale wants a number of posts, 0 or more.")
        if options["comments"] < 0:
            raise CommandError("--comments wants a number of comments, 0 or more.")
        added = demo_content.build(password=demo_accounts.password(), say=self._say)
        self.stdout.write(f"The demo publication is complete; {added} posts added.")
        if options["scale"]:
            began = time.perf_counter()
            generated.add_posts(
                number=options["scale"], comments=options["comments"], say=self._say
            )
            seconds = time.perf_counter() - began
            self.stdout.write(
                f"{options['scale']} posts generated, {options['scale'] / seconds:.0f} a second."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
