"""What is different between two texts, word by word, marks included. No database, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from blog.publishing.rules.marked_words import Word


class Kind(StrEnum):
    """What became of a run of words, or of a whole part."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    RESTYLED = "restyled"  # the same words with other marks
    CHANGED = "changed"  # a part of which some words changed
    MOVED = "moved"


@dataclass(frozen=True)
class Run:
    """Words that had the same fate. ``was`` are the marks before, where only they changed."""

    kind: Kind
    text: str
    marks: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A named piece of a part: a field, or one of a block's fields. The name may be empty.

    ``picture`` is the number of the picture that the words name, else 0.
    """

    name: str
    words: tuple[Word, ...]
    picture: int = 0


@dataclass(frozen=True)
class Part:
    """A field or a block. ``key`` is the same in both versions, and is what to jump to."""

    key: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ComparedLine:
    """A line with what became of its words, and of its picture: before, and after."""

    name: str
    kind: Kind
    runs: tuple[Run, ...]
    pictures: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class ComparedPart:
    """A part with what became of its lines."""

    key: str
    name: str
    kind: Kind
    lines: tuple[ComparedLine, ...]


def compare(before: Sequence[Part], after: Sequence[Part]) -> tuple[ComparedPart, ...]:
    """Return all parts in reading order; what was removed stands where it was."""
    old, new = {part.key: part for part in before}, {part.key: part for part in after}
    matcher = SequenceMatcher(None, list(old), list(new), autojunk=False)
    found: list[ComparedPart] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            found += [_both(old[key], new[key]) for key in list(new)[k:m]]
            continue
        found += [_gone(old[key]) for key in list(old)[i:j] if key not in new]
        for key in list(new)[k:m]:
            found.append(_both(old[key], new[key], moved=True) if key in old else _new(new[key]))
    return tuple(found)


def compare_words(before: Sequence[Word], after: Sequence[Word]) -> tuple[Run, ...]:
    """Return the words of both, each with its fate; what was removed stands before what came."""
    matcher = SequenceMatcher(
        None, [word.text for word in before], [word.text for word in after], autojunk=False
    )
    runs: list[Run] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            for old, new in zip(before[i:j], after[k:m], strict=True):
                changed = old.marks != new.marks and not new.text.isspace()
                kind = Kind.RESTYLED if changed else Kind.SAME
                runs.append(Run(kind, new.text, new.marks, old.marks if changed else ()))
        else:
            runs += [Run(Kind.REMOVED, word.text, word.marks) for word in before[i:j]]
            runs += [Run(Kind.ADDED, word.text, word.marks) for word in after[k:m]]
    return _joined(_without_islands(runs))


def _without_islands(runs: list[Run]) -> list[Run]:
    """Let a space between changed words go with them: a sentence reads better than crumbs."""
    smooth: list[Run] = []
    for place, run in enumerate(runs):
        around = {runs[i].kind for i in (place - 1, place + 1) if 0 <= i < len(runs)}
        is_island = run.kind is Kind.SAME and run.text.isspace() and "\n" not in run.text
        if is_island and around == {Kind.ADDED}:
            smooth.append(Run(Kind.ADDED, run.text, run.marks))
        elif is_island and around == {Kind.REMOVED}:
            smooth.append(Run(Kind.REMOVED, run.text, run.marks))
        elif is_island and around == {Kind.RESTYLED}:
            smooth.append(Run(Kind.RESTYLED, run.text, runs[place - 1].marks, runs[place - 1].was))
        else:
            smooth.append(run)
    return smooth


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    return tuple(
        Run(kind, "".join(run.text for run in group), marks, was)
        for (kind, marks, was), group in groupby(runs, lambda run: (run.kind, run.marks, run.was))
    )


def _both(old: Part, new: Part, *, moved: bool = False) -> ComparedPart:
    before, after = {line.name: line for line in old.lines}, {line.name: line for line in new.lines}
    lines = []
    for name in dict.fromkeys([*after, *before]):
        runs = compare_words(
            before[name].words if name in before else (), after[name].words if name in after else ()
        )
        pictures = tuple(side[name].picture if name in side else 0 for side in (before, after))
        same = all(run.kind is Kind.SAME for run in runs) and pictures[0] == pictures[1]
        lines.append(
            ComparedLine(
                name, Kind.SAME if same else Kind.CHANGED, runs, (pictures[0], pictures[1])
            )
        )
    changed = any(line.kind is not Kind.SAME for line in lines)
    kind = Kind.CHANGED if changed else Kind.MOVED if moved else Kind.SAME
    return ComparedPart(new.key, new.name, kind, tuple(lines))


def _new(part: Part) -> ComparedPart:
    return _whole(part, Kind.ADDED)


def _gone(part: Part) -> ComparedPart:
    return _whole(part, Kind.REMOVED)


def _whole(part: Part, kind: Kind) -> ComparedPart:
    lines = tuple(
        ComparedLine(
            line.name,
            kind,
            _joined([Run(kind, word.text, word.marks) for word in line.words]),
            (line.picture, 0) if kind is Kind.REMOVED else (0, line.picture),
        )
        for line in part.lines
    )
    return ComparedPart(part.key, part.name, kind, lines)
