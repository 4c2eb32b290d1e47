"""The second language is complete, and what is compiled is what is written."""

import re

import polib
import pytest
from django.utils import translation

from tests.support.messages import LANGUAGES, catalogue_file, texts

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(params=LANGUAGES)
def catalogue(request):
    return polib.pofile(str(catalogue_file(request.param)))


def test_every_text_is_in_the_file_and_no_other(catalogue):
    written = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalogue}
    in_code = set(texts())

    assert sorted(in_code - written) == [], "run bin/translate"
    assert sorted(written - in_code) == [], "run bin/translate"


def test_every_text_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


def test_translations_keep_their_placeholders(catalogue):
    for entry in catalogue:
        for translated in entry.msgstr_plural.values() or [entry.msgstr]:
            wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
            assert set(PLACEHOLDER.findall(translated)) <= wanted, entry.msgid
            if not entry.msgid_plural:
                assert set(PLACEHOLDER.findall(translated)) == wanted, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_the_written_one(language):
    written = polib.pofile(str(catalogue_file(language)))
    compiled = polib.mofile(str(catalogue_file(language).with_suffix(".mo")))

    def pairs(entries):
        return {(e.msgctxt, e.msgid): e.msgstr or dict(e.msgstr_plural) for e in entries}

    assert pairs(compiled) == pairs(written.translated_entries()), "run bin/translate"


def test_a_page_speaks_german():
    with translation.override("de"):
        assert translation.gettext("Skip to the text") != "Skip to the text"
