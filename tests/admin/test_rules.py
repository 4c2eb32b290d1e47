import pytest

from blog.admin.rules import direction_of, is_language_tag


@pytest.mark.parametrize("tag", ["fr", "de-CH", "zh-Hant-TW", "gsw"])
def test_a_language_has_the_form_of_a_tag(tag):
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["", "f", "french", "fr ", 'fr" onclick="x', "fr_FR"])
def test_what_has_another_form_is_none(tag):
    assert not is_language_tag(tag)


def test_a_language_is_written_one_way_or_the_other():
    assert direction_of("ar") == direction_of("fa-AF") == direction_of("HE") == "rtl"
    assert direction_of("fr") == direction_of("ara") == "ltr"
