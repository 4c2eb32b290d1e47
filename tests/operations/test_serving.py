"""In which order the site's processes begin, and what they wait for."""

from pathlib import Path

import pytest

from blog.operations import loading, serving
from blog.operations.services import processes


class Together:
    """Notes who begins and who goes, and whether the first server was still to wait then."""

    def __init__(self, seen, *, prepares=True):
        self.seen, self.prepares, self.status = seen, prepares, 0
        self.sign = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.note("all end")

    def note(self, what):
        waits = self.sign is not None and self.sign.exists()
        self.seen.append(f"{what}, while the first waits" if waits else what)

    def start(self, name, _program, environment):
        self.sign = Path(environment["START_AFTER"])
        self.note(name)

    def fork(self, name, _act):
        self.note(name)

    def finishes(self, name):
        self.note(f"{name} done" if self.prepares else f"{name} failed")
        return self.prepares

    def run(self, until=None):
        self.note("asked who listens" if until else "running")
        return True

    def dismiss(self, name):
        self.note(f"{name} goes")


@pytest.fixture
def seen(monkeypatch, settings):
    seen = []
    settings.PAGE_CACHE = True
    monkeypatch.setattr(processes, "ensure_free", lambda **_: None)
    monkeypatch.setattr(processes, "Together", lambda: Together(seen))
    monkeypatch.setattr(loading, "load_everything", lambda: seen.append("loaded"))
    return seen


def test_the_site_is_loaded_before_its_processes_are_made_and_the_first_pages_come_before(seen):
    assert serving.main([]) == 0

    assert seen == [
        "server of the first pages, while the first waits",
        "loaded",
        "preparation, while the first waits",
        "preparation done, while the first waits",
        "web server",
        "worker",
        "asked who listens",
        "server of the first pages goes",
        "running",
        "all end",
    ]


def test_without_ready_pages_nobody_stands_in(seen, settings):
    settings.PAGE_CACHE = False

    serving.main(["--no-migrate", "--no-worker"])

    assert seen == ["loaded", "web server", "running", "all end"]


def test_a_database_that_cannot_be_prepared_ends_everything(seen, monkeypatch):
    monkeypatch.setattr(processes, "Together", lambda: Together(seen, prepares=False))

    serving.main([])

    assert [line for line in seen if line.startswith(("web", "worker"))] == []
    assert seen[-1].startswith("all end")
