from blog.comments.rules.excerpts import excerpt


def test_a_short_text_is_shown_whole():
    found = excerpt("Buy cheap bread now", 4, 9)

    assert (found.before, found.hit, found.after) == ("Buy ", "cheap", " bread now")


def test_a_long_text_is_cut_at_words():
    text = "word " * 40 + "cheap" + " word" * 40
    found = excerpt(text, 200, 205)

    assert found.hit == "cheap"
    assert found.before.startswith("…word ")
    assert found.after.endswith(" word…")
    assert len(found.before) <= 62


def test_a_text_without_spaces_is_cut_all_the_same():
    found = excerpt("x" * 100 + "!" + "y" * 100, 100, 101)

    assert found.hit == "!"
    assert len(found.before) == len(found.after) == 61
