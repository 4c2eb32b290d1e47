"""Reading WordPress exports: facts of the format, small files of our own."""

import io
from datetime import UTC, datetime

import pytest

from blog.portability.formats import Fate
from blog.portability.wordpress import NotAWordPressExport, read_export
from blog.portability.wordpress_paragraphs import add_paragraphs

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example/blog</wp:base_blog_url>
<wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada B.</wp:author_display_name></wp:author>
"""


def item(**fields):
    values = {
        "id": "7",
        "title": "Rye",
        "type": "post",
        "status": "publish",
        "gmt": "2024-05-01 10:00:00",
        "local": "2024-05-01 12:00:00",
        "slug": "rye",
        "link": "https://old.example/2024/05/rye/",
        "content": "One.\n\nTwo.",
        "password": "",
        "extra": "",
        **fields,
    }
    return """<item><title>{title}</title><link>{link}</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[In short.]]></excerpt:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_date>{local}</wp:post_date><wp:post_date_gmt>{gmt}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>
<wp:post_password>{password}</wp:post_password>{extra}</item>""".format(**values)


def read(*items):
    return read_export(io.BytesIO((HEAD + "".join(items) + "</channel></rss>").encode()))


def only_text(**fields):
    return read(item(**fields)).texts[0]


def test_a_post_with_its_author_and_date():
    site = read(item())
    text = site.texts[0]

    assert site.source == "https://old.example/blog"
    assert site.authors["ada"].name == "Ada B."
    assert (text.title, text.slug, text.summary) == ("Rye", "rye", "In short.")
    assert text.published_at == datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
    assert text.old_path == "/2024/05/rye/"
    assert text.blocks == ({"type": "paragraph", "value": "<p>One.</p><p>Two.</p>"},)


@pytest.mark.parametrize("status", ["draft", "future", "pending", "private"])
def test_what_was_not_public_there_is_a_draft_here(status):
    assert only_text(status=status).fate is Fate.DRAFT


def test_a_password_makes_a_draft():
    assert only_text(password="hush").fate is Fate.DRAFT


def test_what_was_thrown_away_stays_there():
    site = read(item(status="trash"))

    assert site.texts == []
    assert site.left_out["posts with status trash"] == 1


def test_a_draft_without_a_utc_date_has_no_date_of_publication():
    assert only_text(status="draft", gmt="0000-00-00 00:00:00").published_at is None


def test_the_local_date_serves_where_the_other_is_missing():
    text = only_text(gmt="0000-00-00 00:00:00")

    assert text.published_at == datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


def test_a_slug_in_another_script():
    assert only_text(slug="%D1%80%D0%B6%D1%8C").slug == "ржь"


def test_private_notes_are_counted_and_never_read():
    note = "<wp:comment><wp:comment_type>note</wp:comment_type><wp:comment_content>secret</wp:comment_content></wp:comment>"
    site = read(item(extra=note))

    assert site.found["private notes"] == 1
    assert site.found["comments"] == 0
    assert "secret" not in repr(site.texts)


def test_block_comments_go_and_their_html_stays():
    content = (
        '<!-- wp:heading {"level":3} --><h3>Dough</h3><!-- /wp:heading -->'
        "<!-- wp:paragraph --><p>Knead.</p><!-- /wp:paragraph -->"
        '<!-- wp:latest-posts {"postsToShow":3} /-->'
    )
    site = read(item(content=content))

    assert [block["type"] for block in site.texts[0].blocks] == ["heading", "paragraph"]
    assert site.left_out["block latest-posts (made by WordPress when shown)"] == 1


def test_a_caption_shortcode_becomes_a_picture_with_its_caption():
    content = '[caption id="a" width="300"]<img src="https://old.example/a.jpg" alt="A loaf" /> Still warm[/caption]'

    assert only_text(content=content).blocks == (
        {
            "type": "image",
            "value": {"url": "https://old.example/a.jpg", "alt": "A loaf", "caption": "Still warm"},
        },
    )


def test_an_unknown_shortcode_is_kept_and_counted():
    site = read(item(content="Before [contact-form id=3] after"))

    assert "[contact-form id=3]" in site.texts[0].blocks[0]["value"]
    assert site.left_out["shortcode [contact-form] (kept as text)"] == 1


def test_scripts_do_not_come_along():
    content = '<p onclick="x()">Hi <a href="javascript:x()">there</a></p><script>steal()</script>'
    blocks = only_text(content=content).blocks

    assert blocks == ({"type": "paragraph", "value": "<p>Hi <a>there</a></p>"},)


def test_a_video_address_on_a_line_of_its_own_becomes_a_video():
    blocks = only_text(
        content="Look:\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n\nGood."
    ).blocks

    assert [block["type"] for block in blocks] == ["paragraph", "embed", "paragraph"]


def test_control_characters_of_old_databases_are_dropped():
    assert only_text(title="R\x0bye").title == "Rye"


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"not xml", "not well-formed"),
        (b"<html></html>", "not a WordPress export"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>', "entities"),
        (HEAD.encode(), "not well-formed"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_a_reason(file, says):
    with pytest.raises(NotAWordPressExport, match=says):
        read_export(io.BytesIO(file))


def test_classic_content_gets_its_paragraphs():
    assert add_paragraphs("One\ntwo\n\nThree") == "<p>One<br>\ntwo</p>\n<p>Three</p>"


def test_classic_content_leaves_code_and_lists_alone():
    html = add_paragraphs("<pre>a\n\nb</pre>\n<ul>\n<li>x</li>\n</ul>\nEnd")

    assert "<pre>a\n\nb</pre>" in html
    assert "<p><ul" not in html
    assert html.endswith("<p>End</p>")
