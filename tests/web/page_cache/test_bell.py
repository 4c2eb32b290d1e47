"""The bell: who listens is woken by any process, and whoever has ended is in nobody's way."""

import multiprocessing
import os

import pytest

from blog.web.page_cache.bell import Bell

LONG = 30  # seconds that nobody waits: it rings before


@pytest.fixture
def folder(tmp_path_factory):
    # A socket's path is short; a test's own folder may not be.
    return tmp_path_factory.getbasetemp() / "b"


def ring(folder):
    Bell(folder).ring()


def test_another_process_wakes_who_listens_once(folder):
    bell = Bell(folder)
    bell.listen()
    for _ in range(2):
        other = multiprocessing.get_context("fork").Process(target=ring, args=[folder])
        other.start()
        other.join()

    assert bell.wait(LONG)
    assert not bell.wait(0)


def test_a_process_that_has_ended_is_forgotten(folder):
    def listen_and_end():
        Bell(folder).listen()
        os._exit(0)

    other = multiprocessing.get_context("fork").Process(target=listen_and_end)
    other.start()
    other.join()
    left = folder / str(other.pid)
    assert left.exists()

    ring(folder)

    assert not left.exists()


def test_what_may_not_be_cleared_away_is_in_nobodys_way(folder, monkeypatch):
    folder.mkdir(exist_ok=True)
    left = folder / "1"
    left.write_text("of another account, whose process has ended")

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(type(left), "unlink", refuse)
    ring(folder)


def test_who_is_rung_for_all_the_time_and_does_not_look_holds_up_nobody(folder):
    bell = Bell(folder)
    bell.listen()
    for _ in range(2000):  # more than a socket takes
        ring(folder)

    assert bell.wait(LONG)


def test_where_nobody_listens_or_can_nothing_is_amiss(folder):
    elsewhere = Bell(folder / "none")
    elsewhere.ring()
    too_long = Bell(folder / ("x" * 120))
    too_long.listen()
    too_long.ring()

    assert not too_long.wait(0)
