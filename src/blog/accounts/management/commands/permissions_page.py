"""``manage.py permissions_page``: write docs/reference/permissions.md from the table of roles."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from blog.accounts.rules.permissions_page import permissions_page


class Command(BaseCommand):
    """Write the page."""

    help = "Write docs/reference/permissions.md from the table of roles."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say where."""
        file = settings.PROJECT_DIR / "docs" / "reference" / "permissions.md"
        file.write_text(permissions_page(), encoding="utf-8")
        self.stdout.write(f"{file} is written.")
