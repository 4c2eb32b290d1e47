"""A shared preview, as somebody without an account sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.publishing.services import preview
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(draft, ada):
    return preview.share(
        post_id=draft.pk,
        revision_id=draft.latest_revision_id,
        by=ada,
        expires_at=timezone.now() + timedelta(days=1),
    )


def test_a_stranger_reads_the_version_that_was_shared(draft, ada, shared):
    Desk.edit(draft, ada, title="Not for guests yet")

    answer = Client().get(f"/preview/{shared.token}/")

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Spelt, quickly" in words
    assert "Not for guests yet" not in words


def test_it_is_kept_nowhere_and_found_nowhere(shared):
    answer = Client().get(f"/preview/{shared.token}/")

    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_link_that_has_ended_leads_nowhere(draft, ada, shared):
    preview.revoke(post_id=draft.pk, preview_id=shared.preview_id, by=ada)

    for path in (f"/preview/{shared.token}/", "/preview/guessed/"):
        over = Client().get(path)
        assert over.status_code == 410
        assert "This preview has ended." in over.content.decode()
