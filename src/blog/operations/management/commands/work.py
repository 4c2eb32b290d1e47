"""The worker: runs tasks, and every half minute what is due by the clock."""

import logging
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from blog.publishing.services import schedule

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_TICKS = 30


class Command(BaseCommand):
    """Run until told to stop; finish the task at hand first."""

    help = "Run background tasks and release scheduled posts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run for ever."""
        threading.Thread(target=_tick_for_ever, name="clock", daemon=True).start()
        worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def _tick_for_ever() -> None:
    pause = threading.Event()
    while True:
        try:
            schedule.release_due(at=timezone.now())
        except Exception:
            logger.exception("The clock's tick failed; the next one tries again")
        close_old_connections()
        pause.wait(SECONDS_BETWEEN_TICKS)
