"""The language of a few words goes from the editor to the reader and back."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from blog.content.blocks import TEXT_FEATURES, ParagraphBlock, readable_html

STORED = '<p data-block-key="abcde">They call it <span lang="fr">déjà <b>vu</b></span>.</p>'


@pytest.fixture
def converter():
    return ContentstateConverter(features=TEXT_FEATURES)


def test_the_editor_reads_and_writes_the_mark(converter):
    state = converter.from_database_format(STORED)

    assert json.loads(state)["entityMap"]["0"]["data"] == {"lang": "fr"}
    assert converter.to_database_format(state) == STORED


def test_words_that_are_written_from_the_right_say_so(converter):
    state = converter.from_database_format('<p>It is <span lang="ar">سلام</span>.</p>')

    assert '<span lang="ar" dir="rtl">' in converter.to_database_format(state)


def test_a_language_that_is_none_leaves_the_words(converter):
    state = converter.from_database_format(STORED).replace('"fr"', '"\\" onclick=\\"x"')

    assert "span" not in converter.to_database_format(state)


def test_readers_get_the_mark(db):
    kept = ParagraphBlock(features=TEXT_FEATURES).value_from_form(STORED)

    assert '<span lang="fr">déjà <b>vu</b></span>' in readable_html(kept.source, None)
