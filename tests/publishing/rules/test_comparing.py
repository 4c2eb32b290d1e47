"""What is different between two texts: words, marks, parts that came, went and moved."""

from blog.publishing.rules.comparing import Kind, Line, Part, Run, compare, compare_words
from blog.publishing.rules.marked_words import Word, words_of, words_of_html


def runs(before, after):
    return [
        (run.kind, run.text) for run in compare_words(words_of_html(before), words_of_html(after))
    ]


def part(key, text, name="Paragraph"):
    return Part(key, name, (Line("", words_of(text)),))


def test_words_that_came_and_went_are_told_apart():
    assert runs("<p>Flour and water.</p>", "<p>Rye and water.</p>") == [
        (Kind.REMOVED, "Flour"),
        (Kind.ADDED, "Rye"),
        (Kind.SAME, " and water."),
    ]


def test_the_same_words_with_other_marks_are_told():
    found = compare_words(words_of_html("<p>Wait now</p>"), words_of_html("<p>Wait <b>now</b></p>"))

    assert found[-1] == Run(Kind.RESTYLED, "now", ("bold",), ())


def test_a_link_that_leads_elsewhere_is_told():
    before = words_of_html('<p><a href="https://a.example/">here</a></p>')
    after = words_of_html('<p><a linktype="page" id="7">here</a></p>')

    (found,) = compare_words(before, after)

    assert (found.marks, found.was) == (("link to page 7",), ("link to https://a.example/",))


def test_another_picture_of_the_same_name_is_told():
    def with_picture(number):
        return Part("p", "Picture", (Line("Picture", words_of("Loaf"), number),))

    (found,) = compare([with_picture(3)], [with_picture(4)])
    (same,) = compare([with_picture(3)], [with_picture(3)])
    (came,) = compare([], [with_picture(4)])
    (went,) = compare([with_picture(3)], [])

    assert (found.kind, found.lines[0].pictures) == (Kind.CHANGED, (3, 4))
    assert same.kind is Kind.SAME
    assert came.lines[0].pictures == (0, 4)
    assert went.lines[0].pictures == (3, 0)


def test_a_sentence_that_went_is_one_run():
    assert runs("<p>One. Two three four.</p>", "<p>One.</p>")[-1] == (
        Kind.REMOVED,
        " Two three four.",
    )


def test_lines_of_a_list_end():
    assert words_of_html("<ul><li>Salt</li><li>Flour</li></ul>") == (
        Word("• "),
        Word("Salt"),
        Word("\n"),
        Word("• "),
        Word("Flour"),
    )


def test_parts_that_came_went_and_stayed():
    before = [part("a", "Flour."), part("b", "Water."), part("c", "Salt.")]
    after = [part("a", "Flour."), part("c", "Sea salt."), part("d", "Wait.")]

    found = [(one.key, one.kind) for one in compare(before, after)]

    assert found == [
        ("a", Kind.SAME),
        ("b", Kind.REMOVED),
        ("c", Kind.CHANGED),
        ("d", Kind.ADDED),
    ]


def test_a_part_that_stands_elsewhere_moved():
    before = [part("a", "Flour."), part("b", "Water."), part("c", "Salt.")]
    after = [part("c", "Salt."), part("a", "Flour."), part("b", "Water.")]

    kinds = {one.key: one.kind for one in compare(before, after)}

    assert kinds == {"a": Kind.SAME, "b": Kind.SAME, "c": Kind.MOVED}


def test_nothing_is_lost_of_either_text():
    before, after = "<p>Flour, water. Then wait.</p>", "<p>Rye, water, <i>then</i> wait.</p>"
    found = compare_words(words_of_html(before), words_of_html(after))

    old = "".join(run.text for run in found if run.kind is not Kind.ADDED)
    new = "".join(run.text for run in found if run.kind is not Kind.REMOVED)

    assert old == "Flour, water. Then wait."
    assert new == "Rye, water, then wait."
