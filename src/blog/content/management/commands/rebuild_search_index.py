"""Make the readers' search index again from what is published."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from blog.content.services import indexing


class Command(BaseCommand):
    """Rebuild; say how far it is."""

    help = (
        "Make the readers' search index again from what is published. "
        "Readers can go on searching; run it after posts were written past the editor."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild the index."""
        began = time.perf_counter()
        number = indexing.rebuild(say=self._say)
        seconds = time.perf_counter() - began
        self.stdout.write(f"{number} posts can be found; took {seconds:.1f} s.")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
