"""What an author's HTML may contain, tried with eleven thousand hostile inputs and by example."""

from itertools import batched, chain

import html5lib
import pytest

from blog.content.rules.markdown import render_markdown
from blog.content.rules.sanitise import (
    AUTHOR_TAGS,
    clean_author_html,
    clean_reader_html,
    clean_stored_rich_text,
    is_safe_link,
)
from tests.support.hostile import elements_with_attributes, links, markdown, nested

ALLOWED = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
EVERYWHERE = {"lang", "dir"}


def assert_harmless(html, *, more=frozenset()):
    """A browser that reads this as part of a page makes nothing of it but text with its marks."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in [each for each in root.iter() if isinstance(each.tag, str)][1:]:
        assert element.tag in AUTHOR_TAGS, html
        known = ALLOWED.get(element.tag, set()) | EVERYWHERE | set(more)
        assert set(element.attrib) <= known, html
        if "href" in element.attrib:
            assert is_safe_link(element.attrib["href"]), html
        assert element.attrib.get("dir", "ltr") in {"ltr", "rtl", "auto"}, html


def hostile():
    return chain(elements_with_attributes(), links(), nested())


def test_nothing_hostile_is_left_of_what_authors_write():
    number = 0
    for some in batched(hostile(), 40, strict=False):
        assert_harmless("\n".join(clean_author_html(one) for one in some))
        number += len(some)

    assert number > 11_000


def test_nothing_hostile_is_kept():
    for some in batched(hostile(), 40, strict=False):
        kept = "\n".join(clean_stored_rich_text(one) for one in some)
        assert_harmless(kept, more={"linktype", "id"})
        assert 'id="' not in kept.replace('<a linktype="page" id="', "")


def test_nothing_hostile_is_left_of_pasted_markdown():
    for one in markdown():
        assert_harmless(render_markdown(one).html)


def test_cleaning_again_changes_nothing():
    for one in chain(links(), nested()):
        once = clean_author_html(one)
        assert clean_author_html(once) == once


@pytest.mark.parametrize(
    "html",
    [
        '<p>A <b>bold</b> and <i>slanted</i> word, <a href="/about/">a link</a>.</p>',
        '<p>She said <span lang="de">Feierabend</span>.</p>',
        '<ol start="3"><li>Third</li></ol>',
        '<table><tbody><tr><th scope="row" colspan="2">A</th><td>1</td></tr></tbody></table>',
        '<p><a href="mailto:rosa@galley.example">Write</a> or <a href="tel:+4930123">call</a></p>',
        '<p>On <time datetime="2026-03-01">1 March</time>, <abbr title="and so on">etc.</abbr></p>',
        "<h2>Part</h2><pre><code>a &lt; b</code></pre><blockquote><p>Words</p></blockquote>",
    ],
)
def test_what_an_article_needs_stays_as_it_is(html):
    assert clean_author_html(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<h1>One</h1>", "One"),  # the page has its own
        ("<h5>Small</h5>", "Small"),
        ('<p class="x" id="main" style="color:red">Text</p>', "<p>Text</p>"),
        ("<script>alert(1)</script>Text", "Text"),
        ("<style>p { display: none }</style>Text", "Text"),
        ('<img src="https://elsewhere.example/spy.gif" alt="x">', ""),
        ('<p lang="en&quot; onclick=&quot;x">Text</p>', "<p>Text</p>"),
        ('<p dir="sideways">Text</p>', "<p>Text</p>"),
        ('<a href="https://bank.example@evil.example/">Bank</a>', "<a>Bank</a>"),
    ],
)
def test_what_goes(html, left):
    assert clean_author_html(html) == left


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "http://a.example/x?y#z",
        "mailto:a@b.example",
        "tel:+1",
        "/a/",
        "#a",
        "?p=2",
    ],
)
def test_links_that_may_stand(address):
    assert is_safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "   ",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://user@evil.example/",
        "http://[",
        "page.html",
    ],
)
def test_links_that_may_not(address):
    assert not is_safe_link(address)


def test_links_to_pages_are_kept_by_number():
    html = '<a linktype="page" id="3">Here</a> and <a linktype="document" id="4">there</a>'

    assert clean_stored_rich_text(html) == html


@pytest.mark.parametrize(
    "half",
    [
        '<a linktype="page">x</a>',
        '<a id="3">x</a>',
        '<a linktype="page" id="three">x</a>',
        '<a linktype="anything" id="3">x</a>',
        '<a linktype="page" id="³">x</a>',
    ],
)
def test_half_a_link_to_a_page_is_none(half):
    assert clean_stored_rich_text(half) == "<a>x</a>"


def test_a_readers_link_promises_nothing():
    html = clean_reader_html('<a href="https://a.example" title="t" lang="de">x</a>')

    assert html == '<a href="https://a.example" rel="ugc nofollow noopener">x</a>'
