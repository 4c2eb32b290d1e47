"""Note again which public texts link to pages of this site by an address."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from blog.publishing.services import links


class Command(BaseCommand):
    """Rebuild; say how far it is."""

    help = (
        "Note again which public texts link to pages of this site by an address. "
        "A release does it by itself; run it after posts were written past the editor."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every public text."""
        began = time.perf_counter()
        number = links.rebuild(say=self._say)
        seconds = time.perf_counter() - began
        self.stdout.write(f"{number} texts were read; took {seconds:.1f} s.")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
