"""Hostile inputs are generated: markup, schemes, attributes and htmx, in and around Markdown."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.comments.rules.text import (
    LONGEST_QUOTATION,
    MOST_MARKS,
    as_markdown,
    as_words,
    mentioned,
    quote,
    render,
    says_something,
    tidy,
)

ALLOWED = {
    "a": {"href", "rel"},
    **{
        tag: set()
        for tag in [
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "li",
            "ol",
            "p",
            "pre",
            "s",
            "strong",
            "ul",
        ]
    },
}
SCHEMES = ("http://", "https://", "mailto:", "tel:", "/", "#", "?")


def elements(html):
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in root.iter() if isinstance(element.tag, str)][1:]


def assert_harmless(html):
    for element in elements(html):
        assert element.tag in ALLOWED, html
        assert set(element.attrib) <= ALLOWED[element.tag], html
        if "href" in element.attrib:
            assert element.attrib["href"].startswith(SCHEMES), html
            assert not element.attrib["href"].startswith("//"), html
            assert element.attrib["rel"] == "ugc nofollow noopener", html


SHARDS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>'>", "<a href=javascript:alert(1)>x</a>", "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))", "[x](data:text/html;base64,PHN2Zz4=)", "[x](vbscript:x)",
    "[x](//evil.example)", "[x](\\\\evil.example)", "[x](<java\nscript:alert(1)>)",
    "![x](https://e.example/x.png)", "![x](x \"onerror=alert(1)\")", "<javascript:alert(1)>",
    "<div hx-get=/x hx-trigger=load>", "<div data-hx-post=/admin/ data-hx-trigger=load>",
    "<form action=/x><input name=csrf>", "<template hx type=partial hx-target=body>", "<hx-partial>",
    "<p id=live name=getElementById>", "<style>*{display:none}</style>", "<math><mi//xlink:href>",
    "<x style=position:fixed>", "<!--", "-->", "<![CDATA[", "`", "```", "~~~", "**", "_", "~~",
    "> ", "- ", "1. ", "# ", "---", "[", "](", ")", "<", ">", "\"", "'", "&lt;", "&#x3c;", "&", "\\",
    "https://a.example/\"onmouseover=alert(1)", "<https://a.example/'>", "\x00", "\u202e", "\n", "\n\n", " ",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<a name=x class=button>",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SHARDS) | st.text(max_size=8), max_size=14))
def test_nothing_that_a_browser_or_htmx_acts_on_gets_through(parts):
    assert_harmless(render(tidy("".join(parts))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SHARDS) | st.text(max_size=8), max_size=14))
def test_tidying_twice_changes_nothing(parts):
    once = tidy("".join(parts))
    assert tidy(once) == once


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("two\nlines", "<p>two<br>\nlines</p>"),
        (
            "**so** *it* ~~was~~ `is`",
            "<p><strong>so</strong> <em>it</em> <s>was</s> <code>is</code></p>",
        ),
        ("> said\n\nreply", "<blockquote>\n<p>said</p>\n</blockquote>\n<p>reply</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        (
            "See https://a.example/x.",
            '<p>See <a href="https://a.example/x" rel="ugc nofollow noopener">https://a.example/x</a>.</p>',
        ),
        ("`https://a.example`", "<p><code>https://a.example</code></p>"),
    ],
)
def test_what_readers_write(source, html):
    assert render(source) == html


WORDS = st.text(st.sampled_from("aZé語ß9 .,;:!?'\"()…’–_*#>-+~`&<@/|[\\\t\n\xa0\u0301\u3164"))


@settings(deadline=None)
@given(WORDS | st.text(st.sampled_from("aé語9 .,;:!?'\"()…’–")) | st.text())
def test_words_alone_are_what_they_are_when_they_are_taken_apart(source):
    assert render(source) == as_markdown(source)


def test_most_comments_are_words_alone():
    source = "I read this on the tram (really!), and missed “my” stop: it’s good – isn't it?"

    assert render(source) == as_words(source) == as_markdown(source)


def test_a_quotation_has_each_line_marked_and_room_behind_it():
    assert quote("one\n\ntwo\r\n") == "> one\n>\n> two\n\n"
    assert render(quote("one\n\ntwo") + "Yes.").count("blockquote") == 2


def test_a_long_quotation_is_cut():
    assert len(quote("x" * 5000)) < LONGEST_QUOTATION + 10


@pytest.mark.parametrize(
    ("source", "handles"),
    [
        ("Thank you, @ravi-reads.", ("ravi-reads",)),
        ("@Ravi and @ravi, and @rosa's loaf", ("ravi", "rosa")),
        ("rosa@example.com, @example.com, me@ravi", ()),
        ("https://a.example/@ravi and [@ravi](https://a.example)", ()),
        ("`@ravi` or\n```\n@rosa\n```", ()),
        ("> @ravi said so\n\nDid you?", ()),
        ("> first\n@ravi, of the same quotation", ()),
        ("- > @ravi", ()),
        ("````\n```\n@ravi\n````", ()),
        ("``a ` @ravi``", ()),
        ("https://a.example/?u=@ravi and [hi @ravi](https://a.example/)", ()),
        ("@ra, @-ravi, @ravi_, @@ravi", ()),
        (" ".join(f"@person{n}" for n in range(30)), tuple(f"person{n}" for n in range(5))),
    ],
)
def test_who_is_named(source, handles):
    assert mentioned(source) == handles


def test_a_handle_becomes_a_link_where_there_is_somebody():
    people = {"ravi": "/people/ravi/"}

    assert render("Ask @Ravi or @rosa.", people) == (
        '<p>Ask <a href="/people/ravi/" rel="ugc nofollow noopener">@Ravi</a> or @rosa.</p>'
    )
    assert render("`@ravi`", people) == "<p><code>@ravi</code></p>"


def test_a_handle_in_a_link_leaves_the_link_alone():
    people = {"ravi": "/people/ravi/"}

    for source in (
        "https://a.example/?u=@ravi",
        "[hi @ravi](https://a.example/)",
        "````\n@ravi\n````",
    ):
        assert "/people/" not in render(source, people)
        assert render(source, people) == render(source)


@pytest.mark.parametrize("source", ["a\u202eb", "a&#x202e;b", "a\u200bb", "a&#8203;b"])
def test_signs_that_nobody_sees_are_gone_however_they_are_written(source):
    assert render(tidy(source)) == "<p>ab</p>"


@pytest.mark.parametrize(
    "source", ["Quoi\u00a0?", "10\u202fkm", "東京\u3000", "\U0001fae9", "नमस\u200dते"]
)
def test_signs_that_mean_something_stay(source):
    assert tidy(f"{source}.") == f"{source}."


def test_marks_do_not_pile_up_over_the_neighbours():
    piled = "a" + "\u0301" * 4999
    assert tidy(piled) == "a" + "\u0301" * MOST_MARKS
    assert render("a" + "&#769;" * 800) == f"<p>a{'\u0301' * MOST_MARKS}</p>"
    assert tidy("שָׁ֑ם Việt ที่") == "שָׁ֑ם Việt ที่"


@pytest.mark.parametrize(
    "source",
    [
        "",
        " \n",
        "\u200d",
        "\u3164",
        "\u2800",
        "&nbsp;",
        "&#8203;",
        "> ",
        "- ",
        "```\n```",
        "[](https://a.example)",
    ],
)
def test_what_shows_nothing_says_nothing(source):
    assert not says_something(source)


@pytest.mark.parametrize("source", ["?", "👍", "`x`", "**", "@rosa", "https://a.example"])
def test_what_shows_something_says_something(source):
    assert says_something(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[https://bank.example](https://evil.example/x)", "https://evil.example/x"),
        ("[www.bank.example/login](https://evil.example/x)", "https://evil.example/x"),
        ("[bank.example](https://evil.example/x)", "https://evil.example/x"),
        ("[**bank.example**](https://evil.example/x)", "https://evil.example/x"),
        ("[bank.example/x](https://www.bank.example/y)", "bank.example/x"),
        ("[the bank](https://evil.example/x)", "the bank"),
        ("https://р\u0430ypal.com/x", "https://xn--ypal-43d9g.com/x"),
        ("[раypal.com](https://раypal.com/x)", "https://xn--ypal-43d9g.com/x"),
        ("https://münchen.example/", "https://münchen.example/"),
        ("https://пример.example/", "https://пример.example/"),
    ],
)
def test_words_that_look_like_an_address_are_the_address(source, shown):
    assert re.search(r"<a [^>]+>(.*?)</a>", render(source))[1] == shown


def test_a_link_to_nowhere_is_text():
    assert render("[x](sms:1) https://bank.example@evil.example/") == (
        "<p>x https://bank.example@evil.example/</p>"
    )


def test_of_ascii_what_is_no_sign_goes_but_for_tab_and_line_end():
    all_of_it = "".join(map(chr, range(1, 128)))
    one_kind_of_line_end = all_of_it.replace("\r", "")

    assert tidy(f"a{one_kind_of_line_end}b") == ("a\t\n" + "".join(map(chr, range(32, 127))) + "b")
