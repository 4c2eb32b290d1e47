"""What a release needs of the database, where it is done once before new machines start."""

from typing import Any

from django.core.management.base import BaseCommand

from blog.operations.services import setup


class Command(BaseCommand):
    """Bring the database to where the code is; repeatable."""

    help = 'Apply migrations, index the posts, make the cache tables. "serve" does it by itself.'

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare it."""
        setup.prepare_database(say=self.stdout.write)
