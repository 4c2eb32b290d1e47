"""Two programs under one parent: neither outlives the other, whoever ends first."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from blog.operations import serving
from blog.operations.services import processes
from tests.support.database import PROJECT

QUIET = "import time; print('{name}', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + QUIET
PARENT = """
import sys
from pathlib import Path
from blog.operations.services import processes
processes.SECONDS_TO_STOP = 1
programs = {{name: [sys.executable, "-c", source] for name, source in {programs!r}.items()}}
later = {{name: programs.pop(name) for name in {later!r}}}
popen = processes.subprocess.Popen
def noted(*args, **kwargs):
    child = popen(*args, **kwargs)
    with open({pids!r}, "a") as file:
        file.write(f"{{child.pid}}\\n")
    return child
processes.subprocess.Popen = noted
def prepared():
    print("prepared", flush=True)
sys.exit(processes.run_together(commands=programs, environment={{}}, then=later or None, when_prepared=prepared))
"""


@pytest.fixture
def start(tmp_path):
    """Start these programs under one parent; return it, and a question: who of them still runs?"""
    parents = []
    pids = tmp_path / "pids"

    def begin(*, later=(), **programs):
        source = {name: line.format(name=name) for name, line in programs.items()}
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT.format(programs=source, later=later, pids=str(pids))],
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
        parent.communicate()
    for pid in pids.read_text().split():
        if is_there(int(pid)):
            os.kill(int(pid), signal.SIGKILL)


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_words(parent, number):
    return {parent.stdout.readline().strip() for _ in range(number)}


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_both_and_is_no_failure(start, sign):
    begin, running = start
    parent = begin(web=QUIET, worker=QUIET)
    assert wait_for_words(parent, 2) == {"web", "worker"}
    assert len(running()) == 2

    parent.send_signal(sign)

    assert parent.wait(timeout=20) == 0
    assert running() == []


def test_who_does_not_listen_is_ended_all_the_same(start):
    begin, running = start
    parent = begin(web=STUBBORN, worker=QUIET)
    assert wait_for_words(parent, 2) == {"web", "worker"}

    parent.terminate()

    assert parent.wait(timeout=20) == 0
    assert running() == []


@pytest.mark.parametrize(("status", "told"), [(0, 1), (3, 3)])
def test_if_one_ends_by_itself_the_other_ends_too_and_it_is_said(start, status, told):
    begin, running = start
    parent = begin(web=QUIET, worker=f"raise SystemExit({status})")

    assert parent.wait(timeout=20) == told
    assert running() == []
    assert parent.stderr.read() == f"The worker has ended by itself (status {status}).\n"


def test_what_needs_a_prepared_database_is_started_after_it_was_prepared(start):
    begin, running = start
    parent = begin(web=QUIET, preparation="print('preparation')", worker=QUIET, later=("worker",))

    assert wait_for_words(parent, 4) == {"web", "preparation", "prepared", "worker"}
    assert len(running()) == 2  # the preparation has ended, and nobody minds

    parent.terminate()
    assert parent.wait(timeout=20) == 0
    assert running() == []


def test_a_database_that_cannot_be_prepared_ends_everything(start):
    begin, running = start
    parent = begin(web=QUIET, preparation="raise SystemExit(4)", worker=QUIET, later=("worker",))

    assert parent.wait(timeout=20) == 4
    assert running() == []
    assert parent.stderr.read() == "The preparation has ended by itself (status 4).\n"
    assert "prepared" not in parent.stdout.read()


def test_a_web_server_waits_only_while_the_database_is_prepared(monkeypatch):
    seen = []

    def run(*, environment, when_prepared, **_):
        sign = Path(environment["START_AFTER"])
        seen.append(sign.exists())
        when_prepared()
        seen.append(sign.exists())  # nothing is left that could be tidied away
        return 0

    monkeypatch.setattr(processes, "run_together", run)
    monkeypatch.setattr(processes, "ensure_free", lambda **_: None)

    assert serving.main([]) == 0
    assert seen == [True, False]


def test_who_was_started_is_ended_if_the_next_cannot_be(monkeypatch):
    started = []
    popen = processes.subprocess.Popen

    def noted(*args, **kwargs):
        started.append(popen(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(processes.signal, "signal", lambda *_: None)  # the test's own stay
    monkeypatch.setattr(processes.subprocess, "Popen", noted)
    commands = {"web": [sys.executable, "-c", "input()"], "worker": ["/no/such/program"]}

    with pytest.raises(FileNotFoundError):
        processes.run_together(commands=commands, environment={})

    assert [child.poll() is not None for child in started] == [True]


def test_the_parent_loads_none_of_the_sites_apps():
    source = (
        "import sys, blog.operations.serving as s; print('wagtail' in sys.modules); s.main(['-h'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "src")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told.startswith("False\n")
    assert "--no-worker" in told


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
