"""What a guest may say, and when two sendings are one."""

import pytest

from blog.publishing.rules.guests import LONGEST, Kind, Problem, plain, problem_of, sending_of


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        (Kind.REMARK, "Name the mill.", None),
        (Kind.REMARK, " \r\n ", Problem.EMPTY),
        (Kind.REMARK, "x" * LONGEST, None),
        (Kind.REMARK, "x" * (LONGEST + 1), Problem.TOO_LONG),
        # A browser sends a line break as two characters; people count one.
        (Kind.REMARK, "x\r\n" * (LONGEST // 2), None),
        (Kind.APPROVAL, "", None),
        (Kind.APPROVAL, "x" * (LONGEST + 1), Problem.TOO_LONG),
    ],
)
def test_what_can_be_said(kind, text, problem):
    assert problem_of(kind, text) is problem


def test_line_breaks_are_kept_and_the_rest_around_is_not():
    assert plain(" One.\r\n\r\nTwo.\rThree.\0 ") == "One.\n\nTwo.\nThree."


def test_the_same_words_from_the_same_form_are_one_sending():
    once = sending_of("form", Kind.REMARK, "One.\r\nTwo.")

    assert sending_of("form", Kind.REMARK, "One.\nTwo. ") == once
    assert sending_of("form", Kind.REMARK, "Two.") != once
    assert sending_of("form", Kind.APPROVAL, "One.\nTwo.") != once
    assert sending_of("another", Kind.REMARK, "One.\nTwo.") != once
