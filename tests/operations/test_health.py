"""Ready means that it can write, too."""

import errno

import pytest

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
