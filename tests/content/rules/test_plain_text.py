from blog.content.models import PostPage
from blog.content.rules.plain_text import text_of_body, text_of_html


def block(kind, value):
    return {"type": kind, "value": value, "id": "x"}


def test_inline_tags_do_not_part_words_and_blocks_do():
    assert text_of_html('<p><b>B</b>read &amp; <a href="x>y">rye</a></p><p>Slow</p>').split() == [
        "Bread",
        "&",
        "rye",
        "Slow",
    ]


def test_every_block_gives_its_words_and_no_labels_of_choices():
    body = [
        block("paragraph", "<p>Running text[^a].</p>"),
        block("heading", {"text": "A heading", "level": "2", "anchor": "secret-anchor"}),
        block("image", {"image": {"image": 1, "alt_text": "unsaid"}, "caption": "A loaf"}),
        block("gallery", {"images": [{"value": {"caption": "One"}}], "caption": "Several"}),
        block("quote", {"text": "Said", "source": "Ada", "cite_url": "https://example.com/"}),
        block("pull_quote", {"text": "Repeated"}),
        block("code", {"language": "python", "code": "print(1)", "caption": "A line"}),
        block(
            "table",
            {
                "caption": "Prices",
                "table": {
                    "columns": [{"type": "text", "heading": "Flour"}],
                    "rows": [{"values": ["Rye"]}],
                },
            },
        ),
        block("callout", {"tone": "warning", "title": "Mind", "text": "<p>Hot</p>"}),
        block("embed", {"url": "https://example.com/v", "title": "A film"}),
        block("file", {"file": 1, "title": "A recipe", "description": "In grams"}),
        block("divider", None),
        block("markdown", {"text": "## Pasted\n\n**Bold**[^b]\n\n[^b]: A note"}),
        block("footnotes", {"notes": [{"value": {"label": "a", "text": "*Other* note"}}]}),
        block("unknown", {"text": "never"}),
    ]
    assert text_of_body(body).split("\n") == [
        "Running text.",
        "A heading",
        "A loaf",
        "One",
        "Several",
        "Said",
        "Ada",
        "print(1)",
        "A line",
        "Prices",
        "Flour",
        "Rye",
        "Mind",
        "Hot",
        "A film",
        "A recipe",
        "In grams",
        "Pasted",
        "Bold",
        "A note",
        "Other note",
    ]


def test_every_block_of_a_body_is_known():
    from blog.content.rules import plain_text

    assert set(plain_text._READERS) == set(
        PostPage._meta.get_field("body").stream_block.child_blocks
    )


def test_broken_values_have_no_words():
    assert text_of_body([block("quote", {}), block("table", {}), block("gallery", None)]) == ""
