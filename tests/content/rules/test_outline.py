"""The outline of a page."""

from blog.content.rules.outline import Heading, Outline


def test_headings_in_a_text_get_their_anchors():
    outline = Outline()

    html = outline.add_from_html("<h2>The <i>first</i> proof</h2><p>x</p><h3>Ink &amp; oil</h3>")

    assert html == (
        '<h2 id="s-the-first-proof">The <i>first</i> proof</h2><p>x</p>'
        '<h3 id="s-ink-oil">Ink &amp; oil</h3>'
    )
    assert outline.headings == [
        Heading("The first proof", 2, "s-the-first-proof"),
        Heading("Ink & oil", 3, "s-ink-oil"),
    ]


def test_the_same_heading_again_has_another_anchor():
    outline = Outline()

    assert outline.add("Notes", 2) == "s-notes"
    assert outline.add("Notes", 2) == "s-notes-2"
    assert outline.add("Other", 2, wanted="s-notes") == "s-other"


def test_an_anchor_that_was_given_once_stays_when_the_words_change():
    assert Outline().add("A better title", 2, wanted="s-title") == "s-title"
