"""The worker, when its database is stopped and comes back."""

import threading
from unittest.mock import Mock

import pytest
from django.db import InterfaceError, OperationalError, connection

from blog.operations.management.commands import work

pytestmark = pytest.mark.django_db  # before and after each round the connection is looked at


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(work, "PAUSE_WITHOUT_DATABASE", 0)


def a_worker(*outcomes):
    return Mock(running=True, run=Mock(side_effect=outcomes))


def test_a_database_that_was_stopped_is_asked_again():
    worker = a_worker(OperationalError("gone"), InterfaceError("closed"), None)

    work._run_whatever_the_database_does(worker)

    assert worker.run.call_count == 3


def test_who_is_told_to_stop_meanwhile_stops():
    def stop():
        worker.running = False
        raise OperationalError("gone")

    worker = Mock(running=True, run=Mock(side_effect=stop))

    work._run_whatever_the_database_does(worker)

    assert worker.run.call_count == 1


def test_another_failure_ends_it():
    with pytest.raises(RuntimeError):
        work._run_whatever_the_database_does(a_worker(RuntimeError("a mistake")))


def test_a_round_that_fails_is_done_again(monkeypatch):
    class Enough(BaseException):
        pass

    act = Mock(side_effect=[OperationalError("gone"), None, Enough])
    monkeypatch.setattr(work.threading, "Event", Mock)

    with pytest.raises(Enough):
        work._again_and_again("schedule", 10, act)

    assert act.call_count == 3


@pytest.mark.parametrize(
    ("failure", "pause"),
    [(None, 3600), (RuntimeError("a mistake"), 3600), (OperationalError("gone"), work.SOON)],
    ids=["done", "a mistake", "no database"],
)
def test_an_hourly_round_does_not_wait_an_hour_for_a_database(monkeypatch, failure, pause):
    class Enough(BaseException):
        pass

    event = Mock()
    monkeypatch.setattr(work.threading, "Event", Mock(return_value=event))

    with pytest.raises(Enough):
        work._again_and_again("trash", 3600, Mock(side_effect=[failure, Enough]))

    event.wait.assert_called_once_with(pause)


@pytest.mark.parametrize("fails", [False, True])
def test_a_round_gives_its_connection_back(monkeypatch, fails):
    """PostgreSQL's pool has fewer connections than there are rounds: the others would get none."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # as with a pool
    seen = []

    def act():
        connection.ensure_connection()
        seen.append(connection.connection is not None)
        if fails:
            raise OperationalError("gone")

    def do():
        work._do_round("outbox", act)
        seen.append(connection.connection is not None)

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()

    assert seen == [True, False]
