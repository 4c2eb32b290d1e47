"""The worker: runs tasks, releases posts when their time has come, empties the outbox."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from blog.accounts.services import exporting, leaving, notifying, sessions
from blog.comments.services import learning, telling
from blog.delivery.services import outbox, webhooks
from blog.publishing.services import due, trash
from blog.web import forgetting

logger = logging.getLogger(__name__)


def _let_people_go(at: datetime) -> None:
    leaving.remind_due(at=at)
    leaving.end_due(at=at)


def _forget(at: datetime) -> None:
    sessions.forget_networks(at=at)
    exporting.tidy_exports(at=at)
    notifying.forget_old(at=at)
    forgetting.forget_counts(at=at)
    forgetting.forget_sessions(at=at)


def _forget_messages(at: datetime) -> None:
    outbox.forget_old(at=at)
    webhooks.forget_old(at=at)


# What is done again and again, and the seconds between.
ROUNDS: dict[str, tuple[float, Callable[[], object]]] = {
    "schedule": (10, lambda: due.run_due(at=timezone.now())),
    "trash": (3600, lambda: trash.purge_due(at=timezone.now())),
    "exports": (5, lambda: exporting.make_waiting(at=timezone.now())),
    "decisions": (2, lambda: telling.tell_due(at=timezone.now())),
    "spam": (1800, lambda: learning.learn_if_due(at=timezone.now())),
    "digests": (300, lambda: notifying.send_digests(at=timezone.now())),
    "leaving": (600, lambda: _let_people_go(timezone.now())),
    "forgetting": (3600, lambda: _forget(timezone.now())),
    "outbox": (1, lambda: outbox.send_due(at=timezone.now(), slow=False)),
    # What strangers' machines may hold up: mail does not wait for it.
    "webhooks": (1, lambda: outbox.send_due(at=timezone.now(), slow=True)),
    "old messages": (3600, lambda: _forget_messages(timezone.now())),
}

PAUSE_WITHOUT_DATABASE = 2.0  # seconds
# A round whose connection was lost, or that got none, is not put off for an hour.
SOON = 10.0


class Command(BaseCommand):
    """Run until told to stop; finish the task at hand first."""

    help = "Run background tasks and release scheduled posts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run for ever."""
        for name, (seconds, act) in ROUNDS.items():
            threading.Thread(
                target=_again_and_again, args=(name, seconds, act), name=name, daemon=True
            ).start()
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
        _run_whatever_the_database_does(worker)


def _run_whatever_the_database_does(worker: Worker) -> None:
    """Run tasks until told to stop. Without a database there are none: it is asked for again."""
    while worker.running:
        try:
            worker.run()
            return
        except (OperationalError, InterfaceError):
            logger.exception("The database did not answer; the worker asks it again")
            close_old_connections()
            time.sleep(PAUSE_WITHOUT_DATABASE)


def _again_and_again(name: str, seconds: float, act: Callable[[], object]) -> None:
    pause = threading.Event()
    while True:
        is_over = _do_round(name, act)
        pause.wait(seconds if is_over else min(seconds, SOON))


def _do_round(name: str, act: Callable[[], object]) -> bool:
    """Do a round; return whether it is over until the next, or the database was not to be had.

    It holds no connection until then: a pool has fewer than there are rounds.
    """
    try:
        act()
    except Exception as error:
        logger.exception("A round of the %s failed; the next one tries again", name)
        return not isinstance(error, OperationalError | InterfaceError)
    finally:
        close_old_connections()
    return True
