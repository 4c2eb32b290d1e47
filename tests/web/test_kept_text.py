"""What is given back of a form that could not be accepted."""

import json

import pytest

from blog.web.kept_text import kept_text


def test_words_are_kept_under_a_readable_name():
    assert kept_text([("first_name", " Rosa ")]) == [("first name", "Rosa")]


@pytest.mark.parametrize(
    "name",
    ["password", "password1", "oldpassword", "code", "csrfmiddlewaretoken", "credential", "otp"],
)
def test_secrets_are_never_shown(name):
    assert kept_text([(name, "open sesame")]) == []


@pytest.mark.parametrize(
    "name", ["next", "action", "action_add", "body-0-type", "body-0-order", "body-0-deleted"]
)
def test_what_nobody_typed_is_left_out(name):
    assert kept_text([(name, "3")]) == []


@pytest.mark.parametrize("name", ["body-0-value-code", "footprint", "postcode"])
def test_names_that_only_look_like_secrets_are_kept(name):
    assert kept_text([(name, "print(1)")]) == [(name, "print(1)")]


@pytest.mark.parametrize("value", ["on", "12", "2026-11-20", "true"])
def test_ticks_and_numbers_are_no_words(value):
    assert kept_text([("choice", value)]) == []


def test_rich_text_is_given_back_as_words():
    value = json.dumps({"blocks": [{"text": "One."}, {"text": "Two."}], "entityMap": {}})

    assert kept_text([("body-0-value", value)]) == [("body-0-value", "One.\nTwo.")]


@pytest.mark.parametrize("value", ['{"a": 1}', '{"blocks": 3}', '{"broken'])
def test_other_json_is_given_back_as_it_is(value):
    assert kept_text([("note", value)]) == [("note", value)]


def test_empty_fields_and_files_are_left_out():
    assert kept_text([("a", "  "), ("b", ["x"])]) == []
