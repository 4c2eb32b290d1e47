"""Stored text as words with their marks."""

from blog.publishing.rules.marked_words import Word, words_of, words_of_html


def marks(html):
    return {word.text: word.marks for word in words_of_html(html) if word.text.strip()}


def test_plain_text_falls_into_words_signs_and_spaces():
    assert words_of("Ink, then.") == tuple(map(Word, ["Ink", ",", " ", "then", "."]))


def test_each_word_has_the_marks_it_stands_in():
    html = '<p>a <b>b <i>c</i></b> <a href="/x/">d</a> <span lang="de">e</span> <code>f</code></p>'

    assert marks(html) == {
        "a": (),
        "b": ("bold",),
        "c": ("bold", "italic"),
        "d": ("link to /x/",),
        "e": ("language de",),
        "f": ("code",),
    }


def test_a_link_by_number_says_so():
    assert marks('<a linktype="page" id="3">a</a>') == {"a": ("link to page 3",)}


def test_two_tags_for_one_look_are_one_mark():
    assert marks("<b><strong>a</strong></b>") == {"a": ("bold",)}


def test_a_line_ends_where_a_reader_sees_it_end():
    lines = "".join(word.text for word in words_of_html("<p>a<br>b</p><ul><li>c</li></ul>"))

    assert lines == "a\nb\n• c"


def test_markup_that_is_crossed_is_no_trouble():
    assert marks("<b>a <i>b</b> c</i> d") == {
        "a": ("bold",),
        "b": ("bold", "italic"),
        "c": ("italic",),
        "d": (),
    }
