"""Addresses within a page."""

import pytest

from blog.content.rules.anchors import LONGEST, PREFIX, anchor_for


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Why we print", "s-why-we-print"),
        ("  “Proof”, they said!  ", "s-proof-they-said"),
        ("Über Größe", "s-über-grösse"),
        ("ﬁne print", "s-fine-print"),  # one sign for two letters
        ("日本語", "s-日本語"),
        ("!!!", "s-part"),
        ("", "s-part"),
    ],
)
def test_an_anchor_is_made_of_the_headings_words(heading, anchor):
    assert anchor_for(heading) == anchor


def test_it_is_never_one_that_is_taken():
    taken = set()
    for _ in range(3):
        taken.add(anchor_for("Notes", taken))

    assert taken == {"s-notes", "s-notes-2", "s-notes-3"}


def test_a_long_heading_has_a_short_anchor_that_ends_with_a_word():
    anchor = anchor_for("a" * (LONGEST - 1) + " and more")

    assert anchor == PREFIX + "a" * (LONGEST - 1)
