import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from blog.content.rules import highlight as highlighting
from blog.content.rules.highlight import _hits, highlight, snippet
from blog.content.rules.search_query import parse
from blog.content.rules.search_terms import WORD, token

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


SENTENCES = st.lists(
    st.sampled_from(
        "It's it’s d'Artagnan Ada's re-run rerun Éclair e\u0301clair K\u212aelvin dying skis don't "
        "s t'is _run run_run 'run' straße Ärger Aerger ÿ ǅ 1st ﬁrst e\u0301 ſun".split()
    )
    | st.text(max_size=6)
).flatmap(
    lambda words: st.sampled_from(["", " ", "'", "’", "-", "_"]).map(lambda by: by.join(words))
)


@given(SENTENCES, SENTENCES, st.sampled_from(["en", "de", "fr"]))
def test_no_word_is_passed_over_that_reading_them_all_would_find(text, asked, language):
    query = parse(asked[:60], language)
    stems = {stem for term in query.terms for stem in term.stems}
    prefixes = tuple(term.prefix for term in query.terms if term.prefix)
    found = []
    for match in WORD.finditer(text):
        word = token(match[0], language)
        if word.plain and (word.stem in stems or (prefixes and word.plain.startswith(prefixes))):
            found.append(match.span())

    assert [(hit.start, hit.end) for hit in _hits(text, query)] == found


def test_a_long_text_is_read_no_further_than_it_is_quoted(monkeypatch):
    read = []
    monkeypatch.setattr(
        highlighting, "token", lambda word, language: read.append(word) or token(word, language)
    )
    quoted = snippet("slow rye bread, " + "and rum " * 5000, parse('"rye"', "en"))

    assert quoted.startswith("slow <mark>rye</mark> bread, and rum and rum")
    assert len(read) < 50
