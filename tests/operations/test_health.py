"""Ready means that it can write, too."""

import errno
import time

import pytest
from django.db import OperationalError

from blog.operations.views import health


@pytest.mark.django_db
def test_ready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["checks"].values()) == {True}


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(client, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(health.default_storage, "save", full)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["storage"] is False


@pytest.mark.django_db
@pytest.mark.parametrize("works", [True, False])
def test_asking_again_within_ten_seconds_writes_no_file(client, monkeypatch, works):
    written, save = [], health.default_storage.save

    def counted(name, content):
        written.append(name)
        if not works:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(name, content)

    monkeypatch.setattr(health.default_storage, "save", counted)
    answers = [client.get("/readyz").json()["checks"]["storage"] for _ in range(5)]
    assert (answers, len(written)) == ([works] * 5, 1)

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + health.STORAGE_SEEN + 1)
    client.get("/readyz")
    assert len(written) == 2


@pytest.mark.django_db
def test_a_database_that_is_away_is_waited_for_once(client, monkeypatch):
    asked = []

    def away():
        asked.append("database")
        raise OperationalError("no answer within ten seconds")

    monkeypatch.setattr(health, "_database", away)
    monkeypatch.setattr(health, "_migrations", lambda: asked.append("migrations"))
    monkeypatch.setattr(health, "_cache", lambda: asked.append("cache"))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        **{"database": False, "migrations": False, "cache": False},
        "storage": True,
    }
    assert asked == ["database"]
