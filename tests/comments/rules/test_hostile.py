"""Eleven thousand hostile inputs, made by crossing what is known to have got through elsewhere."""

from itertools import batched, islice

from blog.comments.rules.text import render, tidy
from blog.content.rules.sanitise import clean_reader_html
from tests.comments.rules.test_text import assert_harmless
from tests.support.hostile import (
    MARKDOWN,
    SCHEME,
    elements_with_attributes,
    links,
    markdown,
    nested,
)


def check(inputs, *ways):
    number = 0
    for some in batched(inputs, 40, strict=False):
        for way in ways:
            assert_harmless("\n".join(way(one) for one in some))
        number += len(some)
    return number


def test_html_that_is_cleaned():
    number = check(elements_with_attributes(), clean_reader_html)
    number += check(links(), clean_reader_html) + check(nested(), clean_reader_html)

    assert number > 11_000


def test_comments_that_are_written():
    def write(source):
        return render(tidy(source))

    assert check(markdown(), write) == len(MARKDOWN) * len(SCHEME)
    check(islice(elements_with_attributes(), 0, None, 7), write)
    check(links(), write)
    check(nested(), write)


def test_cleaning_twice_changes_nothing():
    for one in (*links(), *nested(), *islice(elements_with_attributes(), 0, None, 9)):
        once = clean_reader_html(one)
        assert clean_reader_html(once) == once
