"""Words as the search index knows them: folded, without accents, cut to their stems.

Both databases only ever see and compare these plain tokens, so both find the same posts.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

LONGEST_TOKEN = 40
_STEMMERS = {"en": "english", "de": "german"}  # another language is searched without stems

# A word with its accents and its contraction: "Café", "don't", "Ada's"; but "d'Artagnan" is two.
REST_OF_WORD = r"(?:[^\W_]|[\u0300-\u036f])*(?:['’](?i:s|t|d|m|re|ve|ll)(?![^\W_]))?"
WORD = re.compile(rf"[^\W_]{REST_OF_WORD}")

# So common that they decide nothing; a query leaves them out unless it has no other word.
COMMON_WORDS = {
    "en": frozenset(
        """
            a an and are as at be been but by can could did do does for from had has have he her
            him his how i if in into is it its me my no not of on or our she so than that the
            their them then there these they this those to too up us was we were what when where
            which who why will with would you your
        """.split()
    ),
    "de": frozenset(
        """
            aber als am an auch auf aus bei bin bis das dass dem den der des die doch du durch
            ein eine einem einen einer eines er es für hat haben ich ihr ihre im in ist ja kann
            man mit nach nicht noch nur ob oder sein sich sie sind so über um und uns von vor
            war was wenn wer wie wir wird zu zum zur
        """.split()
    ),
}


@dataclass(frozen=True)
class Token:
    """A word for the index: ``plain`` as it is written, without accents, and its ``stem``."""

    plain: str
    stem: str


def fold(text: str) -> str:
    """Return text without accents, in one case: ``Café`` and ``CAFE`` become ``cafe``."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _ACCENT.sub("", unicodedata.normalize("NFKD", folded.casefold()))


_ACCENT = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=65_536)
def token(word: str, language: str) -> Token:
    """Return the token of one word. Both forms are empty where nothing of it can be searched."""
    plain = _letters(fold(word))
    if not plain:
        return Token("", "")
    return Token(plain, _stem(word, plain, language))


def tokens(text: str, language: str) -> list[Token]:
    """Return the tokens of a text in order."""
    found = [token(word, language) for word in WORD.findall(text)]
    return [part for part in found if part.plain]


def is_common(plain: str, language: str) -> bool:
    """Return whether a word is too common to decide what is found."""
    return plain in _common_words(language)


@cache
def _common_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in COMMON_WORDS.get(language, ()))


def _letters(folded: str) -> str:
    kept = "".join(char for char in folded if char.isalnum() or unicodedata.category(char) == "Mn")
    return kept[:LONGEST_TOKEN]


def _stem(word: str, plain: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer is None or not plain.isalpha():
        return plain
    if language == "de":  # its stemmer reads ä, ae and a alike, if it sees the ä
        known = "".join(
            char if char in "äöü" else fold(char)
            for char in unicodedata.normalize("NFC", word).casefold()
        )
    else:
        known = fold(word).replace("’", "'")
    with _stemming:
        stem = stemmer.stemWord(known)
    return _letters(fold(stem)) or plain


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_STEMMERS[language]) if language in _STEMMERS else None


_stemming = Lock()  # a stemmer cuts the word that it holds: two threads would cut each other's
