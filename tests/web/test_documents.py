"""A document leaves as a download whose headers are true, from a disk as people have it."""

import pytest

from tests import factories


@pytest.mark.django_db
def test_headers_say_only_what_is_so(client, settings, tmp_path):
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": disk}
    settings.MEDIA_ROOT = str(tmp_path)
    document = factories.make_document()

    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == b"Three hours, then cold."
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Encoding" not in answer
    assert answer.get("ETag") != '""'
