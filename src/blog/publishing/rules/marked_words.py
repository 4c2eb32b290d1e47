"""Stored text as words with their marks: what is bold, what is linked, where a line ends."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# Tags that readers see as a mark on words.
MARKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "code",
    "s": "struck through",
    "del": "struck through",
    "sub": "lowered",
    "sup": "raised",
    "mark": "highlighted",
}
LINES = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "br", "hr"}
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Word:
    """A word, a sign or the space between two, and the marks on it in the order of the alphabet."""

    text: str
    marks: tuple[str, ...] = ()


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of plain text."""
    return tuple(Word(word) for word in _WORD.findall(text))


def words_of_html(html: str) -> tuple[Word, ...]:
    """Return the words of HTML with their marks; each line ends with a line break."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    while reader.words and reader.words[-1].text.isspace():
        reader.words.pop()
    return tuple(reader.words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[Word] = []
        self._marks: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "li":
            self.words.append(Word("• "))
        elif tag == "a":
            self._marks.append((tag, f"link to {_target_of(given)}"))
        elif tag == "span" and given.get("lang"):
            self._marks.append((tag, f"language {given['lang']}"))
        elif tag in MARKS:
            self._marks.append((tag, MARKS[tag]))
        elif tag in {"br", "hr"}:
            self.words.append(Word("\n"))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._marks) - 1, -1, -1):
            if self._marks[place][0] == tag:
                del self._marks[place]
                break
        if tag in LINES:
            self.words.append(Word("\n"))

    def handle_data(self, data: str) -> None:
        marks = tuple(sorted({mark for _tag, mark in self._marks}))
        self.words += [Word(word, marks) for word in _WORD.findall(data)]


def _target_of(given: dict[str, str]) -> str:
    kind = given.get("linktype")
    return f"{kind} {given.get('id', '')}" if kind else given.get("href", "")
