import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.comments.rules.folding import fold
from blog.comments.rules.phrases import Phrase, Weight, first_match


def found(text, *phrases):
    match = first_match(text, tuple(Phrase(p, Weight.SUSPECT) for p in phrases))
    return text[match.start : match.end] if match else None


def test_words_are_whole():
    assert found("A field held by an elder", "eld") is None
    assert found("the eld.", "eld") == "eld"


@pytest.mark.parametrize(
    "text",
    ["FREE money", "frée  money", "frее money", "ｆｒｅｅ money", "free-money", "f\u200bree money"],
)
def test_disguises_are_seen_through(text):
    assert found(text, "free money") == text


def test_a_phrase_without_words_finds_nothing():
    assert found("anything", "\u200b") is None


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_match_always_lies_in_the_original(before, after):
    text = f"{before} gräßlich {after}"
    match = first_match(text, (Phrase("gräßlich", Weight.BANNED),))
    assert match is not None
    assert 0 <= match.start < match.end <= len(text)
    assert fold("grässlich").text in fold(text[match.start : match.end]).text


@settings(deadline=None)
@given(st.text(max_size=200))
def test_every_folded_character_has_a_place(text):
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
