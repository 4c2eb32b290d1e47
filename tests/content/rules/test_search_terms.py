import random
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.content.rules.search_terms import LONGEST_TOKEN, fold, is_common, token, tokens

LANGUAGES = st.sampled_from(["en", "de", "fr"])


def stems(text, language="en"):
    return [part.stem for part in tokens(text, language)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café", "cafe"), ("CAFÉ", "café"), ("Cafe\u0301", "café"), ("ﬁne", "fine"), ("Ａda", "ada")],
)
def test_accents_case_and_ligatures_do_not_count(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("form", ["run", "runs", "running", "Running"])
def test_forms_of_an_english_word_have_one_stem(form):
    assert stems(form) == ["run"]


@pytest.mark.parametrize(
    "forms",
    [
        ("Straße", "strasse", "STRASSE", "Straßen"),
        ("Käse", "kaese", "kase", "KÄSE", "Ka\u0308se"),
        ("über", "ueber", "Uber"),
        ("Häuser", "Haus", "hauses"),
    ],
)
def test_a_german_word_is_found_however_it_is_typed(forms):
    assert len({stems(form, "de")[0] for form in forms}) == 1


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stems("livres", "fr") == ["livres"]


def test_a_contraction_is_one_word_and_an_elision_two():
    assert stems("don’t don't dont") == ["dont"] * 3
    assert stems("Ada’s") == ["ada"]
    assert stems("d’Artagnan") == ["d", "artagnan"]


def test_numbers_and_mixtures_stay_as_they_are():
    assert stems("1e5 3.14 v8 2026-11-24") == ["1e5", "3", "14", "v8", "2026", "11", "24"]


@given(st.text(), LANGUAGES)
def test_tokens_need_no_quoting_in_any_database(text, language):
    for part in tokens(text, language):
        for form in (part.plain, part.stem):
            assert 0 < len(form) <= LONGEST_TOKEN
            assert not set(form) & set(" '\"\\:*()&|!<>-\x00")
            assert form == fold(form)


@given(st.text(), LANGUAGES)
def test_a_word_means_the_same_wherever_it_stands(text, language):
    alone = [token(part.plain, language).plain for part in tokens(text, language)]
    assert alone == [part.plain for part in tokens(text, language)]


def test_common_words_are_known_by_language():
    assert is_common("the", "en")
    assert is_common("fur", "de")  # für
    assert not is_common("the", "de")
    assert not is_common("the", "fr")


def test_many_threads_at_once_cut_words_to_the_same_stems():
    begins = ("writ", "generat", "publish", "moderat", "nation", "organis", "relat", "hope")
    words = [
        f"{begin}{end}" for begin in begins for end in ("es", "ing", "ation", "ally", "fulness")
    ]
    alone = {word: stem_anew(word) for word in words}
    orders = [random.Random(seed).sample(words, len(words)) for seed in range(40)]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as if each had a processor
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda order: {w: stem_anew(w) for w in order}, orders))
    finally:
        sys.setswitchinterval(switching)

    assert all(one == alone for one in found)


def stem_anew(word):
    return token.__wrapped__(word, "en").stem
