"""The paragraphs that WordPress makes of line ends when it shows a text."""

import re
from typing import Any

_BLOCK_TAGS = (
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|"
    "h[1-6]|"
    "header|hr|iframe|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_STARTS_WITH_BLOCK = re.compile(rf"^\s*</?(?:{_BLOCK_TAGS})\b", re.IGNORECASE)


def add_paragraphs(text: str) -> str:
    """Return classic content with its paragraphs marked: an empty line ends one, a line end breaks.

    What stands in ``pre`` is left as it is.
    """
    kept: list[str] = []

    def keep(match: re.Match[Any]) -> str:
        kept.append(match[0])
        return f"\n\n<pre data-kept='{len(kept) - 1}'></pre>\n\n"

    text = re.sub(
        r"<pre\b.*?</pre>", keep, text.replace("\r\n", "\n"), flags=re.DOTALL | re.IGNORECASE
    )
    text = re.sub(rf"(<(?:{_BLOCK_TAGS})\b[^>]*>)", r"\n\n\1", text, flags=re.IGNORECASE)
    text = re.sub(rf"(</(?:{_BLOCK_TAGS})>)", r"\1\n\n", text, flags=re.IGNORECASE)
    parts = []
    depth = 0
    for part in re.split(r"\n\s*\n", text):
        words = part.strip()
        opened = len(re.findall(rf"<(?:{_BLOCK_TAGS})\b(?![^>]*/>)", words, re.IGNORECASE))
        closed = len(re.findall(rf"</(?:{_BLOCK_TAGS})>", words, re.IGNORECASE))
        if words and not depth and not _STARTS_WITH_BLOCK.match(words):
            words = "<p>" + re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)\n", "<br>\n", words) + "</p>"
        depth = max(0, depth + opened - closed - len(re.findall(r"<hr\b", words)))
        parts.append(words)
    html = "\n".join(part for part in parts if part)
    return re.sub(r"<pre data-kept='(\d+)'></pre>", lambda m: kept[int(m[1])], html)
