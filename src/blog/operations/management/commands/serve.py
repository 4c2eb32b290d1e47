"""``serve`` in the list of commands; ``manage.py`` runs it without loading Django's apps."""

from typing import Any

from django.core.management.base import BaseCommand

from blog.operations import serving


class Command(BaseCommand):
    """Run web server and worker until told to stop."""

    help = "Apply migrations, and run the web server and the task worker under one parent."

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand everything over as it was typed."""
        raise SystemExit(serving.main(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run with what is usual."""
        raise SystemExit(serving.main([]))
