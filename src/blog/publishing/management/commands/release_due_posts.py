"""Release by hand what the worker releases every ten seconds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from blog.publishing.services import due


class Command(BaseCommand):
    """Publish what is due and withdraw what is over; say what was done."""

    help = "Publish posts whose time has come and withdraw those whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once.

        :raises CommandError: something failed; the log says what
        """
        done = due.run_due(at=timezone.now())
        self.stdout.write(f"{len(done.published)} published, {len(done.withdrawn)} withdrawn.")
        if done.failed:
            raise CommandError(
                f"{len(done.failed)} failed and keep their schedule. The log says why."
            )
