import pytest

from blog.web.rules.uploads import (
    MAX_SIDE,
    PictureKind,
    Refusal,
    is_plain_profile,
    kind_of,
    read_header,
    refusal_of_document,
    refusal_of_size,
    stored_size,
)
from tests.support import files


@pytest.mark.parametrize("kind", [*files.KINDS, "GIF"])
def test_a_header_says_what_it_is_and_how_large(kind):
    header = read_header(files.plain((123, 45), kind))

    assert header is not None
    assert (header.kind, header.width, header.height) == (kind.lower(), 123, 45)


@pytest.mark.parametrize("lossless", [True, False])
def test_both_ways_of_writing_webp_are_read(lossless):
    header = read_header(files.plain((123, 45), "WEBP", lossless=lossless))

    assert header is not None
    assert (header.width, header.height) == (123, 45)


def test_a_jpeg_is_read_past_what_the_camera_wrote_before_the_size():
    header = read_header(files.from_a_camera("JPEG", (123, 45)))

    assert header is not None
    assert (header.width, header.height) == (123, 45)


def test_a_progressive_jpeg_is_read():
    header = read_header(files.plain((123, 45), "JPEG", progressive=True))

    assert header is not None
    assert (header.width, header.height) == (123, 45)


@pytest.mark.parametrize("kind", [*files.KINDS, "GIF"])
def test_whatever_is_left_of_a_file_can_be_looked_at(kind):
    data = files.plain((123, 45), kind)

    for length in range(len(data)):
        read_header(data[:length])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"BM" + bytes(60),
        b"II*\0" + bytes(60),
        b"\0\0\0\x18ftypheic" + bytes(60),
        b"RIFF\0\0\0\0AVI " + bytes(60),
    ],
)
def test_nothing_else_is_a_picture(data):
    assert kind_of(data) is None
    assert read_header(data) is None


def test_a_jpeg_without_a_size_is_nought_by_nought():
    header = read_header(b"\xff\xd8\xff\xd9")

    assert header is not None
    assert (header.kind, header.width, header.height) == (PictureKind.JPEG, 0, 0)


@pytest.mark.parametrize(
    ("width", "height", "refusal"),
    [
        (8000, 5000, None),
        (8001, 5000, Refusal.TOO_LARGE),
        (MAX_SIDE, 1, None),
        (MAX_SIDE + 1, 1, Refusal.TOO_LARGE),
        (1, MAX_SIDE + 1, Refusal.TOO_LARGE),
        (13_000, 13_000, Refusal.TOO_LARGE),
        (0, 10, Refusal.DAMAGED),
        (10, 0, Refusal.DAMAGED),
    ],
)
def test_size_has_limits(width, height, refusal):
    assert refusal_of_size(width, height) is refusal


@pytest.mark.parametrize(
    ("size", "kept"),
    [((3840, 9000), (3840, 9000)), ((7680, 4320), (3840, 2160)), ((16_000, 2), (3840, 1))],
)
def test_wide_pictures_are_kept_at_a_width_that_a_page_can_use(size, kept):
    assert stored_size(*size) == kept


def test_a_profile_stays_when_it_is_small_whole_and_of_the_right_kind():
    rgb = files.profile()

    assert is_plain_profile(rgb, grey=False)
    assert not is_plain_profile(rgb, grey=True)
    assert not is_plain_profile(rgb[:-1], grey=False)
    assert not is_plain_profile(rgb + b"hidden", grey=False)
    assert not is_plain_profile(b"", grey=False)


@pytest.mark.parametrize(
    ("extension", "start", "refusal"),
    [
        ("pdf", b"%PDF-1.7\n", None),
        ("pdf", b"<html>", Refusal.NOT_WHAT_IT_SAYS),
        ("docx", b"PK\x03\x04", None),
        ("epub", b"<html>", Refusal.NOT_WHAT_IT_SAYS),
        ("zip", b"PK\x05\x06", None),
        ("txt", b"Anything", None),
        ("html", b"<html>", Refusal.UNKNOWN_EXTENSION),
        ("svg", b"<svg>", Refusal.UNKNOWN_EXTENSION),
        ("exe", b"MZ", Refusal.UNKNOWN_EXTENSION),
        ("", b"", Refusal.UNKNOWN_EXTENSION),
    ],
)
def test_a_document_is_what_the_end_of_its_name_says(extension, start, refusal):
    assert refusal_of_document(extension, start) is refusal
