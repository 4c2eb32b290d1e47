import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from blog.content.rules.highlight import highlight, snippet
from blog.content.rules.search_query import parse

TEXTS = st.text() | st.lists(
    st.sampled_from(["run", "Running", "<b>", "&amp;", "“Café”", "</mark>", "\n", "x" * 60, "ß"])
).map(" ".join)
QUERIES = st.text(max_size=30) | st.sampled_from(
    ["run", "run cafe", '"run cafe"', "ru", "mark b amp"]
)


def without_marks(html):
    return re.sub(r"</?mark>", "", html)


def test_every_form_of_a_word_is_marked_as_it_was_written():
    query = parse("run cafe", "en")
    assert (
        highlight("Running to the Café", query) == "<mark>Running</mark> to the <mark>Café</mark>"
    )


def test_a_german_word_is_marked_however_it_was_typed():
    assert highlight("Die Straße", parse("strasse", "de")) == "Die <mark>Straße</mark>"


def test_the_beginning_of_a_word_marks_the_word():
    assert highlight("Publishers", parse("publi", "en")) == "<mark>Publishers</mark>"


def test_what_was_left_out_is_not_marked():
    assert highlight("rye and wheat", parse("rye -wheat", "en")) == "<mark>rye</mark> and wheat"


@given(TEXTS, QUERIES)
def test_a_highlighted_text_is_the_text_escaped(text, asked):
    html = highlight(text, parse(asked, "en"))
    assert not set(without_marks(html)) & set("<>\"'")
    assert unescape(without_marks(html)) == text
    assert re.sub(r"<mark>[^<]*</mark>", "", html).find("<") == -1


@given(TEXTS, QUERIES)
def test_a_snippet_is_an_escaped_part_of_the_text(text, asked):
    html = snippet(text, parse(asked, "en"))
    bare = unescape(without_marks(html)).removeprefix("… ").removesuffix(" …")
    assert not set(without_marks(html)) & set("<>\"'")
    assert bare.strip() in text
    assert len(bare) <= 260


def test_a_snippet_shows_where_most_words_are():
    text = "bread " + "filler " * 100 + "slow rye bread at last " + "filler " * 100 + "rye"
    shown = snippet(text, parse("slow rye bread", "en"))
    assert "<mark>slow</mark> <mark>rye</mark> <mark>bread</mark> at last" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_snippet_without_a_match_is_the_beginning():
    assert snippet("A short text.", parse("absent", "en")) == "A short text."
