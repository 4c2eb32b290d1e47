"""A text is like spam as far as its words are: which words, and how sure that makes the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comments.rules import spam
from blog.comments.rules.spam import Learned, Model, score, terms_of

MODEL = Model(prior=0.0, weights={"pills": 2.0, "cheap": 1.0, "rye": -2.0, "→pills.example": 3.0})


def test_words_are_taken_as_an_eye_takes_them():
    assert terms_of("Cheap PÍLLS, сheap!") == {"cheap", "pills"}


def test_a_link_counts_as_its_host():
    assert terms_of("See https://Pills.example/a?b=rye now") == {
        "see",
        "now",
        "→pills.example",
        "→",
    }


def test_says_which_words_speak_for_spam_the_strongest_first():
    found = score("Cheap pills with rye: https://pills.example/", MODEL)

    assert found.terms == ("pills.example", "pills", "cheap")
    assert found.probability > 0.9


def test_words_that_nobody_has_seen_say_nothing():
    assert score("Entirely unheard of", MODEL).probability == 0.5
    assert score("Rye, rye and rye", MODEL).probability < 0.02


@given(st.text(max_size=300))
def test_any_text_has_a_probability(source):
    found = score(source, MODEL)

    assert 0 <= found.probability <= 1
    assert len(found.terms) <= spam.TERMS_SHOWN


def test_the_same_words_are_always_on_the_same_side():
    assert spam.is_held_out("Cheap  pills") == spam.is_held_out("cheap pills ")
    held = sum(spam.is_held_out(f"comment number {n}") for n in range(1000))
    assert 150 < held < 250


def test_is_measured_on_what_is_known():
    learned = spam.measure(
        MODEL,
        [
            ("pills https://pills.example", True),
            ("cheap", True),
            ("rye", False),
            ("pills https://pills.example/x", False),
        ],
        spam=30,
        others=30,
    )

    assert (learned.found, learned.missed, learned.passed, learned.false_alarms) == (1, 1, 1, 1)
    assert (learned.precision, learned.recall) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("figures", "may"),
    [
        ((30, 30, 19, 1, 5, 5), True),
        ((29, 30, 19, 1, 5, 5), False),  # too little spam to learn from
        ((30, 29, 19, 1, 5, 5), False),
        ((30, 30, 4, 0, 0, 5), False),  # too little to measure with
        ((30, 30, 18, 2, 5, 5), False),  # too many false alarms
        ((0, 0, 0, 0, 0, 0), False),
    ],
)
def test_withholds_only_when_it_has_shown_that_it_can(figures, may):
    assert Learned(*figures).may_withhold is may
