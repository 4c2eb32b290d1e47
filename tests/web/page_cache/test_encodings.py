"""Which form of an answer somebody gets."""

import pytest

from blog.web.page_cache.encodings import accepted, forms_of


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("br;q=nonsense", ""),
        ("," * 10_000, ""),
    ],
)
def test_the_smallest_form_that_is_accepted_is_sent(header, best):
    assert accepted(header)[0] == best


def test_a_small_body_stays_as_it_is():
    assert forms_of(b"short") == {"": b"short"}
    assert set(forms_of(b"long enough to be packed " * 50)) == {"", "br", "zstd", "gzip"}
