"""Code in colour, made on the server."""

import re

import pytest

from blog.content.rules.code import LANGUAGES, highlight_code


def words(html):
    return re.sub(r"<[^>]+>", "", html)


def test_what_is_code_is_never_markup():
    html = highlight_code("</code><script>alert('1')</script>", "html")

    assert "<script" not in html
    assert set(re.findall(r"</?(\w+)", html)) == {"span"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_that_is_offered_is_known(language):
    code = "a = 1  # <b>\n\n    deep"

    assert words(highlight_code(code, language)).replace("&lt;", "<").replace("&gt;", ">") == code


def test_tokens_are_marked_by_class_names():
    assert '<span class="k">def</span>' in highlight_code("def rise(): pass", "python")


def test_a_language_that_is_not_known_is_plain_text():
    assert highlight_code("a < b", "klingon") == "a &lt; b"


def test_empty_lines_around_go_and_indents_stay():
    assert highlight_code("\n\n  a\n", "text") == "  a"
