"""Marks lead to notes, and notes lead back."""

from blog.content.rules.footnotes import Footnotes


def test_notes_are_numbered_as_the_text_first_names_them():
    notes = Footnotes({"rye": "<p>Rye.</p>", "oat": "<p>Oat.</p>"})

    html = notes.link_marks("Oats[^oat], rye[^rye], and oats[^oat] again.")

    assert [(note.number, note.html) for note in notes.in_order()] == [
        (1, "<p>Oat.</p>"),
        (2, "<p>Rye.</p>"),
    ]
    assert html.count('href="#note-1"') == 2
    assert html.count('href="#note-2"') == 1


def test_each_mark_has_a_place_of_its_own_that_its_note_leads_back_to():
    notes = Footnotes({"a": "<p>A</p>"})

    html = notes.link_marks("[^a]") + notes.link_marks("[^a]")
    (note,) = notes.in_order()

    assert note.backrefs == ("ref-1", "ref-1-2")
    for place in note.backrefs:
        assert html.count(f'id="{place}"') == 1


def test_a_mark_without_a_note_stays_as_typed():
    notes = Footnotes({"a": "<p>A</p>"})

    assert notes.link_marks("[^b] [^] [^a b]") == "[^b] [^] [^a b]"


def test_a_note_that_no_text_names_comes_last_and_leads_nowhere():
    notes = Footnotes({"lost": "<p>L</p>", "a": "<p>A</p>"})
    notes.link_marks("[^a]")

    first, last = notes.in_order()

    assert (first.html, last.html) == ("<p>A</p>", "<p>L</p>")
    assert last.backrefs == ()
