"""Putting one block back: it comes to its place, and nothing else moves."""

from hypothesis import given
from hypothesis import strategies as st

from blog.publishing.rules.blocks import put_back


def text(*blocks):
    return [{"id": name[0], "value": name} for name in blocks]


def values(blocks):
    return [block["value"] for block in blocks]


def test_a_changed_block_is_put_back_in_its_place():
    found = put_back(into=text("a", "b2", "c"), of=text("b", "x"), block_id="b")

    assert values(found) == ["a", "b", "c"]


def test_one_that_is_gone_comes_behind_what_stood_before_it():
    old = text("a", "b", "c")

    assert values(put_back(into=text("a", "c"), of=old, block_id="b")) == ["a", "b", "c"]
    assert values(put_back(into=text("c", "a"), of=old, block_id="b")) == ["c", "a", "b"]
    assert values(put_back(into=text("c"), of=old, block_id="b")) == ["b", "c"]
    assert values(put_back(into=[], of=old, block_id="b")) == ["b"]


def test_what_the_earlier_text_does_not_have_cannot_be_put_back():
    assert put_back(into=text("a"), of=text("b"), block_id="a") is None
    assert put_back(into=text("a"), of=[{"value": "no id"}], block_id="") is None


NAMES = st.lists(st.sampled_from("abcdef"), unique=True)


@given(NAMES, NAMES.filter(bool))
def test_everything_else_stays_as_it_is(new, old):
    found = put_back(into=text(*(f"{n}2" for n in new)), of=text(*old), block_id=old[0])

    assert [v for v in values(found) if v != old[0]] == [f"{n}2" for n in new if n != old[0]]
    assert values(found).count(old[0]) == 1
