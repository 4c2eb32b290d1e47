"""Programs under one parent: none outlives the others, whoever ends first."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from blog.operations.services import processes
from tests.support.database import PROJECT

QUIET = "import time; print('{name}', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + QUIET
WITH_A_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', CHILD])"
PARENT = """
import os, signal, sys
from functools import partial
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # also where these tests run under nohup
from blog.operations.services import processes
processes.SECONDS_TO_STOP = 1
def note():
    with open({pids!r}, "a") as file:
        file.write(f"{{os.getpid()}}\\n")
def act(source):
    note()
    exec(source, {{}})
with processes.Together() as together:
    for name, source in {programs!r}.items():
        together.fork(name, partial(act, source))
    first = {first!r}
    if not first or together.finishes(first):
        print("all begun", flush=True)
        together.run()
sys.exit(together.status)
"""


@pytest.fixture
def start(tmp_path):
    """Start these programs under one parent; return it, and a question: who of them still runs?"""
    parents = []
    pids = tmp_path / "pids"

    def begin(*, first=None, **programs):
        source = {name: line.format(name=name) for name, line in programs.items()}
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT.format(programs=source, first=first, pids=str(pids))],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT / "src")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        parents.append(parent)
        return parent

    def running():
        return [pid for pid in pids.read_text().split() if is_there(int(pid))]

    yield begin, running
    for parent in parents:
        parent.kill()
    for pid in pids.read_text().split():
        with suppress(ProcessLookupError):
            os.killpg(int(pid), signal.SIGKILL)
    for parent in parents:
        parent.communicate()


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_words(parent, number):
    return {parent.stdout.readline().strip() for _ in range(number)}


def is_over(pid):
    """Whether a process has ended, though nobody may have asked for its status yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until_over(running):
    """Wait until nobody runs any more; return who does after ten seconds."""
    over = threading.Event()
    for _ in range(200):
        if not (left := [pid for pid in running() if not is_over(pid)]):
            return []
        over.wait(0.05)
    return left


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_ends_both_and_is_no_failure(start, sign):
    begin, running = start
    parent = begin(web=QUIET, worker=QUIET)
    assert wait_for_words(parent, 3) == {"web", "worker", "all begun"}
    assert len(running()) == 2

    parent.send_signal(sign)

    assert parent.wait(timeout=20) == 0
    assert running() == []


def test_who_does_not_listen_is_ended_all_the_same(start):
    begin, running = start
    parent = begin(web=STUBBORN, worker=QUIET)
    assert wait_for_words(parent, 3) == {"web", "worker", "all begun"}

    parent.terminate()

    assert parent.wait(timeout=20) == 0
    assert running() == []


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells children of their parent")
def test_nobody_is_left_behind_when_the_parent_is_killed(start):
    begin, running = start
    parent = begin(web=QUIET, worker=QUIET)
    assert wait_for_words(parent, 3) == {"web", "worker", "all begun"}

    parent.kill()
    parent.wait()

    assert wait_until_over(running) == []


@pytest.mark.parametrize("of_web", [QUIET, STUBBORN])
def test_what_a_program_has_started_goes_with_it_even_if_that_was_killed(start, of_web):
    begin, running = start
    parent = begin(web=WITH_A_CHILD.replace("CHILD", repr(of_web)), worker=QUIET)
    assert wait_for_words(parent, 3) == {"web", "worker", "all begun"}
    leader = next(pid for pid in running() if has_children(pid))
    child = Path(f"/proc/{leader}/task/{leader}/children").read_text().strip()

    os.kill(int(leader), signal.SIGKILL)

    assert parent.wait(timeout=20) == 1
    assert wait_until_over(lambda: [*running(), child]) == []


def has_children(pid):
    return bool(Path(f"/proc/{pid}/task/{pid}/children").read_text().strip())


@pytest.mark.parametrize(("status", "told"), [(0, 1), (3, 3)])
def test_if_one_ends_by_itself_the_other_ends_too_and_it_is_said(start, status, told):
    begin, running = start
    parent = begin(web=QUIET, worker=f"raise SystemExit({status})")

    assert parent.wait(timeout=20) == told
    assert running() == []
    assert parent.stderr.read() == f"The worker has ended by itself (status {status}).\n"


def test_one_that_has_done_what_it_was_to_do_is_waited_for_and_no_failure(start):
    begin, running = start
    parent = begin(web=QUIET, preparation="print('preparation', flush=True)", first="preparation")

    assert wait_for_words(parent, 3) == {"web", "preparation", "all begun"}
    assert len(running()) == 1

    parent.terminate()
    assert parent.wait(timeout=20) == 0
    assert running() == []


def test_one_that_cannot_do_what_it_was_to_do_ends_everything(start):
    begin, running = start
    parent = begin(web=QUIET, preparation="raise SystemExit(4)", first="preparation")

    assert parent.wait(timeout=20) == 4
    assert running() == []
    assert parent.stderr.read() == "The preparation has ended by itself (status 4).\n"
    assert "all begun" not in parent.stdout.read()


def test_who_was_started_is_ended_if_the_next_cannot_be(monkeypatch):
    started = []
    popen = processes.subprocess.Popen

    def noted(*args, **kwargs):
        started.append(popen(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(processes.signal, "signal", lambda *_: None)  # the test's own stay
    monkeypatch.setattr(processes.subprocess, "Popen", noted)

    with processes.Together() as together:
        together.start("web", [sys.executable, "-c", "input()"], {})
        with pytest.raises(FileNotFoundError):
            together.start("worker", ["/no/such/program"], {})

    assert [child.poll() is not None for child in started] == [True]


def test_who_is_dismissed_may_end_and_is_ended_with_the_others(monkeypatch):
    monkeypatch.setattr(processes.signal, "signal", lambda *_: None)
    monkeypatch.setattr(processes, "SECONDS_TO_STOP", 0.2)
    with processes.Together() as together:
        for name, source in (("first", QUIET), ("stubborn", STUBBORN)):
            command = [sys.executable, "-c", source.format(name=name)]
            together.start(name, command, {})
        children = list(together._running.values())
        for name in ("first", "stubborn"):
            together.dismiss(name)

        assert not together._running
        children[0].wait(timeout=10)

    assert [child.poll() is not None for child in children] == [True, True]
    assert together.status == 0


def test_who_was_dismissed_is_out_of_the_list_of_processes_when_it_has_ended(monkeypatch):
    monkeypatch.setattr(processes.signal, "signal", lambda *_: None)

    def is_gone(pid):
        with suppress(ProcessLookupError):
            os.kill(pid, 0)  # reaches one that has ended, too, until somebody asks after it
            return False
        return True

    with processes.Together() as together:
        together.start("first", [sys.executable, "-c", QUIET.format(name="first")], {})
        pid = together._running["first"].pid
        together.dismiss("first")
        until = time.monotonic() + 10

        together.run(until=lambda: is_gone(pid) or time.monotonic() > until)
        assert is_gone(pid)


@pytest.mark.both_databases
def test_nothing_that_a_copy_does_not_have_is_there_when_the_site_is_loaded():
    """Neither threads nor connections live on in a copy: it would wait for them for ever."""
    source = """
import json, threading
from blog.operations import loading
loading.load_everything()
from django.db import connections
used = [one.alias for one in connections.all(initialized_only=True) if one.connection]
print(json.dumps([threading.active_count(), used]))
"""
    told = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "src")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert json.loads(told.splitlines()[-1]) == [1, []]


def test_an_address_that_is_taken_is_named_and_another_is_proposed():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(processes.AddressInUse) as refusal:
            processes.ensure_free(bind="127.0.0.1", port=port)

    assert f"127.0.0.1:{port}" in str(refusal.value)
    assert f"PORT={port + 1}" in str(refusal.value)
    processes.ensure_free(bind="127.0.0.1", port=port)


def test_nobody_waits_for_a_server_that_has_ended():
    turns = iter([True, True, False])  # whether it still runs; a fourth question would fail

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        assert not processes.wait_until_it_answers(url=address, seconds=60, running=turns.__next__)

    assert next(turns, None) is None


def test_the_servers_command_says_where_it_listens():
    command = processes.web_command(bind="10.1.2.3", port=8123)

    assert command[1:5] == ["-m", "granian", "--interface", "wsgi"]
    assert command[command.index("--host") + 1] == "10.1.2.3"
    assert command[command.index("--port") + 1] == "8123"
    assert command[-1] == "blog.config.wsgi:application"


def test_a_worker_that_waits_for_what_will_not_come_is_ended_before_all_are_given_up():
    arguments = processes.web_arguments(bind="127.0.0.1", port=8000)

    seconds = int(arguments[arguments.index("--workers-kill-timeout") + 1])
    assert 0 < seconds < processes.SECONDS_TO_STOP
