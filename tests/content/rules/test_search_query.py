import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.content.rules.search_query import (
    LONGEST_QUERY,
    MOST_TERMS,
    parse,
    replace_words,
)


def wanted(text, language="en"):
    return [" ".join(term.written) for term in parse(text, language).terms]


def left_out(text):
    return [" ".join(term.written) for term in parse(text, "en").without]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("slow bread", ["slow", "bread"]),
        ('"slow bread" rye', ["slow bread", "rye"]),
        ("“slow bread” rye", ["slow bread", "rye"]),
        ("„langsames Brot“", ["langsames brot"]),
        ('"never closed', ["never closed"]),
        ("state-of-the-art", ["state of the art"]),
        ("rye-bread", ["rye bread"]),
        ("", []),
        ("   ", []),
        ('""', []),
        ("-", []),
        ("!?…", []),
    ],
)
def test_words_and_phrases(text, terms):
    assert wanted(text) == terms


def test_a_minus_leaves_words_out():
    assert left_out('rye -wheat -"white flour"') == ["wheat", "white flour"]
    assert wanted("rye -wheat") == ["rye"]
    assert left_out("rye-bread") == []


def test_common_words_are_left_out_unless_there_is_nothing_else():
    assert wanted("how to write a headline") == ["write", "headline"]
    assert wanted("to be or not to be") == ["to", "be", "or", "not", "be"]
    assert wanted('"to be"') == ["to be"]


def test_the_last_word_may_be_unfinished():
    assert [term.prefix for term in parse("rye bre", "en").terms] == ["", "bre"]


@pytest.mark.parametrize("text", ['rye "bre', "rye -bre", "rye b", "rye-bre", 'bre "rye"'])
def test_phrases_exclusions_and_single_letters_are_finished(text):
    assert [term.prefix for term in parse(text, "en").terms if term.prefix] == []


def test_control_characters_count_as_spaces():
    assert wanted("rye\x00bread\x1f\u202e") == ["rye", "bread"]
    assert parse("rye\x00", "en").text == "rye"


def test_a_query_is_not_longer_than_it_may_be():
    long = parse("word " * 1000, "en")
    assert len(long.text) <= LONGEST_QUERY
    many = parse(" ".join(f"w{number}" for number in range(40)), "en")
    assert len(many.terms) == MOST_TERMS
    assert many.is_cut


@given(st.text(), st.sampled_from(["en", "de", "fr"]))
def test_any_text_can_be_parsed(text, language):
    query = parse(text, language)
    assert len(query.terms) <= MOST_TERMS
    assert all(term.stems and all(term.stems) for term in query.terms)
    assert bool(query) == bool(query.terms)


def test_words_are_replaced_where_they_stand():
    query = parse('slow "Braed" -braed', "en")
    assert replace_words(query, {"braed": "bread"}) == 'slow "bread" -bread'


def test_a_finished_query_looks_for_the_same_words_and_no_longer_ones():
    asked = parse("-salt rye brea", "en")

    assert [term.prefix for term in asked.terms] == ["", "brea"]
    assert [term.prefix for term in asked.finished.terms] == ["", ""]
    assert asked.finished.stems == asked.stems
    assert asked.finished.without == asked.without
    assert asked.finished.finished == asked.finished
