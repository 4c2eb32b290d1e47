"""A body is read by people: a block that is broken or unknown never takes the page with it."""

import json
import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.content.blocks import BodyBlock
from blog.content.models import PostPage
from blog.content.presenters.body import present_body
from tests import factories
from tests.support.kept import kept

BLOCKS = sorted(BodyBlock().child_blocks)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    "text level anchor image images caption source cite_url language code header_column table tone "
    "title url file description notes label alt_text decorative columns rows values".split()
)
# What looks like a block's value, its fields holding what they should not.
ALMOST = st.dictionaries(FIELDS, ANYTHING, max_size=6)
STREAM = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from([*BLOCKS, "was_removed", "", "<b>"]), "value": ANYTHING | ALMOST},
        optional={"id": st.text(max_size=40)},
    ),
    max_size=5,
)


def store(post, raw):
    """Put into the database what no form would take."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE content_postpage SET body = %s WHERE page_ptr_id = %s",
            [json.dumps(raw), post.pk],
        )


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=STREAM)
def test_whatever_is_stored_the_rest_is_shown(db, raw):
    before = {"type": "paragraph", "value": "<p>Before.</p>"}
    after = {"type": "paragraph", "value": "<p>After.</p>"}
    body = PostPage(body=json.dumps([before, *raw, after])).body

    html = present_body(body).html

    assert "Before." in html
    assert "After." in html
    assert "<script" not in html


@pytest.mark.parametrize("kind", [*BLOCKS, "was_removed"])
@pytest.mark.parametrize(
    "value", [None, 7, "", "words", [], [None], {}, {"text": None}, {"image": 999_999}]
)
def test_a_page_with_a_block_that_makes_no_sense_is_served(client, rye_of_old, kind, value):
    store(
        rye_of_old,
        [{"type": kind, "value": value}, {"type": "paragraph", "value": "<p>After.</p>"}],
    )

    answer = client.get(rye_of_old.get_url())

    assert answer.status_code == 200
    assert "After." in answer.text


@kept
def rye_of_old():
    """A published post whose body somebody wrote past the editor."""
    return factories.make_post("Rye")


@pytest.mark.parametrize(
    "raw", [None, {}, "words", 7, [7], [None], [{}], [{"type": "paragraph"}], [{"value": 1}]]
)
def test_a_body_that_is_no_body_leaves_the_page_standing(client, rye_of_old, raw):
    store(rye_of_old, raw)

    answer = client.get(rye_of_old.get_url())

    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_a_file_that_was_deleted_is_not_offered(client, db):
    document = factories.make_document("notes.txt")
    value = {"file": document.pk, "title": "My notes", "description": ""}
    post = factories.make_post("Rye", body=[("file", value)])
    assert f'href="{document.url}"' in client.get(post.get_url()).text

    document.delete()

    assert "My notes" not in client.get(post.get_url()).text


def test_each_code_of_a_page_has_a_name_of_its_own(client, db):
    code = {"language": "python", "code": "rise()", "caption": ""}
    post = factories.make_post("Rye", body=[("code", code), ("code", code)])

    text = client.get(post.get_url()).text

    assert re.findall(r'aria-label="(Code[^"]*)"', text) == ["Code 1, Python", "Code 2, Python"]
    assert re.findall(r"Copy code</span><span [^>]*>([^<]*)<", text) == [" 1, Python", " 2, Python"]
