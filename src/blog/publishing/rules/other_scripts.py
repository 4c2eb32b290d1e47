"""Words in another script than Latin, and whether they say what language they are in.

A script is seen in the letters; a language in the same script is not: French in an English text
looks like English to this.
"""

import re
from html.parser import HTMLParser

# Languages that are not written in Latin letters: in their texts nothing is looked for.
NOT_LATIN = frozenset(
    """
    am ar as be bg bn ckb dv dz el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps
    ru sa sd si sr ta te tg th ti ug uk ur yi yue zh
    """.split()
)
# First and last letter of each: Greek and Coptic, Cyrillic, Armenian; Hebrew, Arabic and its
# neighbours; India; South-East Asia, Georgian, Hangul, Ethiopic; Khmer, Mongolian; kana, bopomofo;
# Chinese characters; Hangul's syllables; and forms of these that are kept for older texts.
_RANGES = (
    ("\u0370", "\u058f"),
    ("\u05d0", "\u07bf"),
    ("\u0900", "\u139f"),
    ("\u1780", "\u18aa"),
    ("\u1c80", "\u1cbf"),
    ("\u1f00", "\u1fff"),
    ("\u3041", "\u30fa"),
    ("\u3105", "\u31ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\ua640", "\ua69f"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\ufb1d", "\ufdff"),
    ("\ufe70", "\ufefc"),
    ("\U00020000", "\U000323af"),
)
_LETTER = "[" + "".join(f"{first}-{last}" for first, last in _RANGES) + "]"
# What stands on letters: accents, points.
_ON = "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7]*"
# One letter is a sign, as in formulas; two are a word. What follows it goes with it.
_LETTERS = f"(?:{_LETTER}{_ON})"
_RUN = re.compile(rf"{_LETTERS}{{2,}}(?:[\W\d_]+{_LETTERS}+)*")


def is_latin(language: str) -> bool:
    """Return whether a language, named by its tag, is written in Latin letters."""
    base, *rest = language.lower().split("-")
    return base not in NOT_LATIN or "latn" in rest


def unmarked_runs(html: str) -> list[str]:
    """Return the words of HTML in another script that stand in no part marked with a language."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [run for text in reader.unmarked for run in runs_in(text)]


def runs_in(text: str) -> list[str]:
    """Return the words of a text that are in another script."""
    return _RUN.findall(text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.unmarked: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "hr", "img", "embed"}:
            self._open.append((tag, bool(dict(attrs).get("lang"))))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        if not any(is_marked or tag in {"code", "pre"} for tag, is_marked in self._open):
            self.unmarked.append(data)
