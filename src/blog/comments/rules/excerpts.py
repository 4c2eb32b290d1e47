"""The words that a rule caught, with some of the text around them."""

from dataclasses import dataclass

AROUND = 60


@dataclass(frozen=True)
class Excerpt:
    """Text before, the caught words, text after."""

    before: str
    hit: str
    after: str


def excerpt(source: str, start: int, end: int, *, around: int = AROUND) -> Excerpt:
    """Return a part of the source and what stands near it, cut at words, with an ellipsis."""
    before, after = source[:start], source[end:]
    if len(before) > around:
        cut = before[-around:]
        before = "…" + cut[cut.find(" ") + 1 :]
    if len(after) > around:
        cut = after[:around]
        after = (cut[: cut.rfind(" ")] if " " in cut else cut) + "…"
    return Excerpt(before, source[start:end], after)
