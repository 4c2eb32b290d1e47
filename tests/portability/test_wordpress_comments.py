"""Reading the comments of a WordPress export."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comments.rules.text import render
from blog.portability.formats import CommentFate
from blog.portability.wordpress_comments import as_markdown, with_markup
from tests.portability.test_wordpress import item, read


def comment(**fields):
    values = {
        "id": "1",
        "parent": "0",
        "author": "Bea &amp; Co",
        "approved": "1",
        "type": "",
        "gmt": "2024-05-02 08:00:00",
        "text": "Good.",
        **fields,
    }
    return """<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>{author}</wp:comment_author>
<wp:comment_author_email>bea@mail.example</wp:comment_author_email><wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
<wp:comment_date>2024-05-02 10:00:00</wp:comment_date><wp:comment_date_gmt>{gmt}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>{type}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>""".format(
        **values
    )


def only(**fields):
    (found,) = read(item(extra=comment(**fields))).texts[0].comments
    return found


def test_a_comment_with_its_writer_date_and_words():
    found = only(parent="12")

    assert found.author == "Bea & Co"
    assert found.written_at == datetime(2024, 5, 2, 8, tzinfo=UTC)
    assert (found.source_id, found.parent_id, found.source) == ("1", "12", "Good.")


def test_the_local_date_serves_where_the_other_is_missing():
    assert only(gmt="0000-00-00 00:00:00").written_at == datetime(2024, 5, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("approved", "fate"),
    [
        ("1", CommentFate.SHOWN),
        ("0", CommentFate.WAITS),
        ("hold", CommentFate.WAITS),
        ("", CommentFate.WAITS),
        ("trash", CommentFate.REJECTED),
        ("post-trashed", CommentFate.REJECTED),
        ("spam", CommentFate.REJECTED),
    ],
)
def test_nothing_is_shown_that_was_not(approved, fate):
    assert only(approved=approved).fate is fate


@pytest.mark.parametrize("kind", ["note", "pingback", "trackback", "review", "order_note"])
def test_what_is_no_readers_comment_is_counted_and_left_out(kind):
    site = read(item(extra=comment(type=kind, text="secret", approved="1")))

    assert "secret" not in repr(site)
    assert site.found["comments"] == 0
    assert sum(site.left_out.values()) == 1


def test_no_address_comes_along():
    said = repr(read(item(extra=comment())))

    assert "bea@mail.example" not in said
    assert "192.0.2.7" not in said


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One\ntwo\n\nthree", "One\ntwo\n\nthree"),
        ("5 * 3 * 2 & snake_case", r"5 \* 3 \* 2 & snake\_case"),
        ("<b>Bold</b> <em>slanted</em> <code>x*y</code>", "**Bold** *slanted* `x*y`"),
        ('<a href="https://a.example">here</a>', "[here](https://a.example)"),
        ("<blockquote>She\nsaid</blockquote>\nYes.", "> She\n> said\n\nYes."),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", "- One\n- Two"),
        ("<h1>Loud</h1>\nText", "**Loud**\n\nText"),
        ("A<script>alert(1)</script><img src=x onerror=alert(1)>", "A"),
    ],
)
def test_html_becomes_markdown(html, markdown):
    assert as_markdown(html) == markdown


def test_what_is_nested_past_reading_keeps_its_words():
    html = "<blockquote>" * 1000 + "Hello <b>you</b>" + "</blockquote>" * 1000

    assert as_markdown(html) == "Hello you"


def test_markup_that_was_shown_as_text_stays_text():
    assert "&lt;script&gt;" in render(as_markdown("Use &lt;script&gt; here"))


def test_whether_the_conversation_is_over():
    closed = "<wp:comment_status>closed</wp:comment_status>"

    assert read(item(extra=closed)).texts[0].is_closed
    assert not read(item()).texts[0].is_closed


LINES = st.text(st.sampled_from("abc é語  .,!?-+=#>1'\"()[]~`|:/*_&<\\\t\n\xa0"), max_size=30)


@given(LINES)
def test_words_alone_are_what_they_are_when_they_are_taken_apart(words):
    assert as_markdown(words) == with_markup(words)
