"""Public answers that are not kept ready are packed; what is somebody's own is not."""

import gzip

import brotli
import pytest

from blog.web.page_cache.encodings import zstd

pytestmark = pytest.mark.django_db

SEARCH = "/search/?q=rye"
UNPACK = {"br": brotli.decompress, "zstd": zstd.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("form", UNPACK)
def test_a_search_comes_packed_as_the_visitor_reads_it(client, rye, form):
    plain = client.get(SEARCH)

    packed = client.get(SEARCH, headers={"accept-encoding": form})

    assert packed["Content-Encoding"] == form
    assert UNPACK[form](packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer["Vary"]


def test_whoever_has_it_packed_gets_304(client, rye):
    headers = {"accept-encoding": "gzip, br"}
    first = client.get(SEARCH, headers=headers)

    again = client.get(SEARCH, headers={**headers, "if-none-match": first["ETag"]})

    assert first["ETag"].startswith('W/"')
    assert (again.status_code, again.content) == (304, b"")
    assert again["Vary"] == first["Vary"]


@pytest.mark.parametrize("path", ["/accounts/login/", "/no-such-page/"])
def test_what_is_not_for_everybody_goes_as_it_is(client, db, path):
    answer = client.get(path, headers={"accept-encoding": "br"})

    assert "Content-Encoding" not in answer
    assert "Accept-Encoding" not in answer.get("Vary", "")
