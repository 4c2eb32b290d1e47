"""The outline of a page: its headings, each with an anchor that is used once."""

import re
from dataclasses import dataclass, field
from html import unescape

from blog.content.rules.anchors import anchor_for

_HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    text: str
    level: int
    anchor: str


@dataclass
class Outline:
    """Collects headings while a body is rendered."""

    headings: list[Heading] = field(default_factory=list)

    def add(self, text: str, level: int, wanted: str | None = None) -> str:
        """Take up a heading and return its anchor: the wanted one unless it is taken."""
        taken = {heading.anchor for heading in self.headings}
        anchor = wanted if wanted and wanted not in taken else anchor_for(text, taken)
        self.headings.append(Heading(text, level, anchor))
        return anchor

    def add_from_html(self, html: str) -> str:
        """Take up every heading in sanitised HTML and return the HTML with their anchors set."""

        def anchor(match: re.Match[str]) -> str:
            text = unescape(_TAG.sub("", match[2])).strip()
            place = self.add(text, int(match[1]))
            return f'<h{match[1]} id="{place}">{match[2]}</h{match[1]}>'

        return _HEADING.sub(anchor, html)
