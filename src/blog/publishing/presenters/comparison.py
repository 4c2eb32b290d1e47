"""Two versions of a post beside each other, in words that need no colour."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from blog.content.models import PostPage, SiteImage
from blog.content.pictures import Picture, load_renditions, picture_of
from blog.publishing.rules import comparing
from blog.publishing.rules.comparing import ComparedLine, ComparedPart, Kind, Run
from blog.publishing.selectors import versions

KIND_NAMES: dict[Kind, Promise] = {
    Kind.ADDED: gettext_lazy("added"),
    Kind.REMOVED: gettext_lazy("removed"),
    Kind.CHANGED: gettext_lazy("changed"),
    Kind.RESTYLED: gettext_lazy("formatting changed"),
    Kind.MOVED: gettext_lazy("moved"),
}
MARK_NAMES: dict[str, Promise] = {
    "bold": gettext_lazy("bold"),
    "italic": gettext_lazy("italic"),
    "code": gettext_lazy("code"),
    "struck through": gettext_lazy("struck through"),
    "lowered": gettext_lazy("lowered"),
    "raised": gettext_lazy("raised"),
    "highlighted": gettext_lazy("highlighted"),
}


# What each link is called; None where no link is called by anything.
type Titles = Mapping[str, str] | None
LINK = "link to "

# What readers meet of a text besides its blocks. Where a text belongs is for the desk.
READ = frozenset({"title", "subtitle", "summary", "bylines", "hero_image"})
# What is no block of the text.
FIELDS = frozenset(field.name for field in PostPage._meta.get_fields())


@dataclass(frozen=True)
class ShownRun:
    """Words with one fate. ``note`` says in words what their marks are, or were."""

    kind: str
    text: str
    is_bold: bool
    is_italic: bool
    is_code: bool
    note: str


@dataclass(frozen=True)
class ShownLine:
    """A field of a part. ``before`` and ``after`` are its pictures, where another one came."""

    name: str
    is_changed: bool
    runs: tuple[ShownRun, ...]
    before: Picture | None = None
    after: Picture | None = None


@dataclass(frozen=True)
class ShownPart:
    """A field or block of a text, and in a word what became of it; empty where nothing did."""

    key: str
    anchor: str
    name: str
    kind: str
    fate: str
    lines: tuple[ShownLine, ...]
    is_block: bool = False

    @property
    def can_be_put_back(self) -> bool:
        """Whether the earlier text has this block otherwise, or has it at all."""
        return self.is_block and self.kind in {Kind.CHANGED, Kind.REMOVED, Kind.RESTYLED}


@dataclass(frozen=True)
class Stretch:
    """Parts that follow one another. ``is_folded``: nothing became of them, beside others."""

    parts: tuple[ShownPart, ...]
    is_folded: bool


@dataclass(frozen=True)
class Comparison:
    """Two versions, part by part. ``is_new``: there is nothing to compare with."""

    parts: tuple[ShownPart, ...]
    is_new: bool

    @property
    def changed(self) -> tuple[ShownPart, ...]:
        """The parts of which something is different."""
        return tuple(part for part in self.parts if part.fate)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The parts in reading order; what is the same is folded where something is different."""
        folds = bool(self.changed)
        return tuple(
            Stretch(tuple(parts), folds and not is_changed)
            for is_changed, parts in groupby(self.parts, lambda part: bool(part.fate))
        )


def present_comparison(
    *, before: Revision | None, after: Revision, for_readers: bool = False
) -> Comparison:
    """Return what is different between two versions; of a first one, its text as it is.

    For readers no link, picture or file is called by a name that its page does not print.
    """
    revisions = [before, after] if before else [after]
    read = versions.get_parts_of_each(revisions=revisions, for_readers=for_readers)
    found = comparing.compare(read[0], read[-1])
    pictures = _pictures(found)
    titles = None if for_readers else versions.get_titles(links=_links(found))
    parts = tuple(_part(part, pictures, titles) for part in found)
    return Comparison(parts, is_new=before is None)


def present_difference(*, before: Revision, after: Revision) -> Comparison:
    """Return what is different between two texts that readers had, as far as they could read it.

    No link says in words where it leads: that can be something that not everybody may know of.
    The library's names of pictures and files are the desk's.
    """
    shown = present_comparison(before=before, after=after, for_readers=True)
    parts = (part for part in shown.parts if part.is_block or part.key in READ)
    return replace(shown, parts=tuple(part for part in parts if part.fate))


def _pictures(parts: Iterable[ComparedPart]) -> dict[int, Picture]:
    """Return the pictures that came or went, small: two questions, however many there are."""
    changed = (line for part in parts for line in part.lines if line.kind is not Kind.SAME)
    wanted = {number for line in changed for number in line.pictures if number}
    images = list(SiteImage.objects.filter(pk__in=wanted)) if wanted else []
    load_renditions(images)
    return {image.pk: picture_of(image, "card", alt="") for image in images}


def _links(parts: Iterable[ComparedPart]) -> Iterator[str]:
    """Yield where the links among the words lead, before and after."""
    for part in parts:
        for line in part.lines:
            for run in line.runs:
                for mark in (*run.marks, *run.was):
                    if mark.startswith(LINK):
                        yield mark.removeprefix(LINK)


def _part(part: ComparedPart, pictures: Mapping[int, Picture], titles: Titles) -> ShownPart:
    lines = tuple(_line(line, pictures, titles) for line in part.lines)
    fate = str(KIND_NAMES[part.kind]) if part.kind in KIND_NAMES else ""
    is_block = part.key not in FIELDS
    anchor = f"part-{part.key}"
    return ShownPart(part.key, anchor, part.name, part.kind.value, fate, lines, is_block)


def _line(line: ComparedLine, pictures: Mapping[int, Picture], titles: Titles) -> ShownLine:
    changed = line.kind is not Kind.SAME
    before, after = line.pictures if changed and line.pictures[0] != line.pictures[1] else (0, 0)
    runs = tuple(_run(run, titles) for run in line.runs)
    return ShownLine(line.name, changed, runs, pictures.get(before), pictures.get(after))


def _run(run: Run, titles: Titles) -> ShownRun:
    return ShownRun(
        kind=run.kind.value,
        text=run.text,
        is_bold="bold" in run.marks,
        is_italic="italic" in run.marks,
        is_code="code" in run.marks,
        note=_note(run, titles),
    )


def _note(run: Run, titles: Titles) -> str:
    if run.kind is Kind.RESTYLED:
        return _("now %(now)s, before %(before)s") % {
            "now": _in_words(run.marks, titles),
            "before": _in_words(run.was, titles),
        }
    told = [mark for mark in run.marks if mark not in {"bold", "italic", "code"}]
    return _in_words(tuple(told), titles) if told else ""


def _in_words(marks: tuple[str, ...], titles: Titles) -> str:
    return ", ".join(_mark(mark, titles) for mark in marks) or _("plain")


def _mark(mark: str, titles: Titles) -> str:
    if mark.startswith(LINK):
        if titles is None:
            return _("a link")
        return _("link to %(where)s") % {"where": titles[mark.removeprefix(LINK)]}
    if mark.startswith("language "):
        return _("in the language %(code)s") % {"code": mark.removeprefix("language ")}
    return str(MARK_NAMES.get(mark, mark))
