"""A version of a post as two people compare it: its fields and blocks, named, as words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision

from blog.content.blocks import BodyBlock
from blog.content.models import Author, PostPage, SectionPage, Series, SiteImage, Tag
from blog.publishing.rules.comparing import Line, Part
from blog.publishing.rules.marked_words import words_of, words_of_html

# Plain fields, in the order in which readers meet them; the rest is told after the body.
BEFORE_BODY = ("title", "subtitle", "summary")
AFTER_BODY = ("slug", "seo_title", "search_description", "comment_policy")


@dataclass(frozen=True)
class Names:
    """What the numbers in versions stand for. One that is not there has no name."""

    authors: Mapping[int, str]
    pictures: Mapping[int, str]
    files: Mapping[int, str]
    sections: Mapping[int, str]
    series: Mapping[int, str]
    tags: Mapping[int, str]
    is_for_readers: bool


def get_parts(*, revision: Revision) -> tuple[Part, ...]:
    """Return the parts of a version."""
    return get_parts_of_each(revisions=[revision])[0]


def get_parts_of_each(
    *, revisions: Sequence[Revision], for_readers: bool = False
) -> list[tuple[Part, ...]]:
    """Return the parts of some versions: a handful of questions, however long they are.

    :param for_readers: without the names of pictures and files that the page does not print
    """
    bodies = [get_body(revision=revision).get_prep_value() for revision in revisions]
    names = _names_in([revision.content for revision in revisions], bodies, for_readers)
    pairs = zip(revisions, bodies, strict=True)
    return [_parts(revision.content, body, names) for revision, body in pairs]


def get_body(*, revision: Revision) -> Any:
    """Return the body of a version, without the rest of the post: that takes many questions."""
    field: Any = PostPage._meta.get_field("body")
    return field.to_python(revision.content["body"])


def _parts(
    content: Mapping[str, Any], blocks: list[dict[str, Any]], names: Names
) -> tuple[Part, ...]:
    parts = [_field(name, content.get(name)) for name in BEFORE_BODY]
    parts.append(_authors(content, names))
    parts.append(_hero(content, names))
    body = BodyBlock()
    parts += [_block(block, number, body, names) for number, block in enumerate(blocks)]
    section = names.sections.get(content.get("section") or 0, "")
    parts += [
        _part("section", _name_of("section"), section),
        _part("tags", _name_of("tags"), ", ".join(_tags(content, names))),
        _part("series", _name_of("series"), _series(content, names)),
    ]
    parts += [_field(name, content.get(name)) for name in AFTER_BODY]
    return tuple(part for part in parts if any(_says(line) for line in part.lines))


def _names_in(
    contents: Sequence[Mapping[str, Any]], bodies: Sequence[Any], for_readers: bool
) -> Names:
    """Ask for all names at once. Where a post belongs, and the library's names, are the desk's."""
    pictures, files = _numbers_in(bodies)
    heroes = {content.get("hero_image") for content in contents}
    wanted: dict[str, tuple[Any, str, set[Any]]] = {
        "authors": (Author, "name", {pk for content in contents for pk in _author_ids(content)}),
        "files": (get_document_model(), "title", files),
    }
    for_the_desk: dict[str, tuple[Any, str, set[Any]]] = {
        "pictures": (SiteImage, "title", pictures | heroes),
        "sections": (SectionPage, "title", {content.get("section") for content in contents}),
        "series": (Series, "name", {content.get("series") for content in contents}),
        "tags": (Tag, "name", {pk for content in contents for pk in _tag_ids(content)}),
    }
    found: dict[str, dict[int, str]] = {name: {} for name in (*wanted, *for_the_desk)}
    for name, (model, field, keys) in (wanted if for_readers else wanted | for_the_desk).items():
        if keys := keys - {None}:
            found[name] = dict(model.objects.filter(pk__in=keys).values_list("pk", field))
    return Names(**found, is_for_readers=for_readers)


def _numbers_in(value: Any) -> tuple[set[int], set[int]]:
    """Return the numbers of the pictures and of the files in stored blocks."""
    pictures: set[int] = set()
    files: set[int] = set()
    left = [value]
    while left:
        one = left.pop()
        if _is_picture(one):
            pictures |= {one["image"]} - {None}
        elif isinstance(one, dict):
            left += one.values()
        elif isinstance(one, list):
            left += one
        elif isinstance(one, int) and not isinstance(one, bool):
            files.add(one)
    return pictures, files


def _is_picture(value: Any) -> bool:
    return isinstance(value, dict) and "image" in value and "alt_text" in value


def _says(line: Line) -> bool:
    return bool(line.words or line.picture)


def _field(name: str, value: Any) -> Part:
    return _part(name, _name_of(name), "" if value is None else str(value))


def _part(key: str, name: str, text: str) -> Part:
    return Part(key, name, (Line("", words_of(text)),))


def _name_of(field: str) -> str:
    name = str(getattr(PostPage._meta.get_field(field), "verbose_name", field))
    return name[:1].upper() + name[1:]


def _author_ids(content: Mapping[str, Any]) -> list[int]:
    return [line["author"] for line in content.get("bylines", ())]


def _authors(content: Mapping[str, Any], names: Names) -> Part:
    found = (names.authors.get(pk, "?") for pk in _author_ids(content))
    return _part("bylines", _("Authors"), ", ".join(found))


def _tag_ids(content: Mapping[str, Any]) -> list[int]:
    return [line["tag"] for line in content.get("tag_links", content.get("tagged_items", ()))]


def _tags(content: Mapping[str, Any], names: Names) -> list[str]:
    return sorted(names.tags[pk] for pk in _tag_ids(content) if pk in names.tags)


def _series(content: Mapping[str, Any], names: Names) -> str:
    name = names.series.get(content.get("series") or 0, "")
    place = content.get("series_position")
    return f"{name}, {place}" if name and place else name


def _hero(content: Mapping[str, Any], names: Names) -> Part:
    if names.is_for_readers and not content.get("hero_image"):
        return Part("hero_image", _("Picture at the top"), ())
    lines = (
        _picture(content.get("hero_image"), names),
        Line(_("Text alternative"), words_of(content.get("hero_alt") or "")),
        Line(_("Caption"), words_of(content.get("hero_caption") or "")),
    )
    return Part("hero_image", _("Picture at the top"), lines)


def _picture(number: int | None, names: Names) -> Line:
    return Line(_("Picture"), words_of(names.pictures.get(number or 0, "")), number or 0)


def _block(block: dict[str, Any], number: int, body: BodyBlock, names: Names) -> Part:
    kind = body.child_blocks.get(block["type"])
    name = str(kind.label) if kind else block["type"]
    lines = tuple(line for line in _lines(block["value"], kind, "", names) if _says(line))
    return Part(
        block.get("id") or f"{block['type']}-{number}", name, lines or (Line("", words_of("—")),)
    )


def _lines(value: Any, kind: Any, name: str, names: Names) -> Iterator[Line]:
    """Yield the fields of a block's value as named lines, whatever it is built of."""
    if _is_picture(value):
        yield _picture(value["image"], names)
        alt = _("decoration") if value.get("decorative") else value["alt_text"] or ""
        yield Line(_("Text alternative"), words_of(alt))
    elif isinstance(value, dict) and "columns" in value and "rows" in value:
        heads = [str(column.get("heading", "")) for column in value["columns"]]
        rows = [[str(cell) for cell in row.get("values", ())] for row in value["rows"]]
        text = "\n".join(" | ".join(row) for row in [heads, *rows])
        yield Line(name, words_of(text))
    elif isinstance(value, dict):
        children = getattr(kind, "child_blocks", {})
        for key, child in value.items():
            if names.is_for_readers and key == "file" and value.get("title"):
                continue  # the page prints the block's own title
            label = str(children[key].label) if key in children else key
            inner_name = " ".join(filter(None, [name, label]))
            yield from _lines(child, children.get(key), inner_name, names)
    elif isinstance(value, list):
        inner = getattr(kind, "child_block", None)
        for number, item in enumerate(value, 1):
            item_value = item.get("value", item) if isinstance(item, dict) else item
            for line in _lines(item_value, inner, name, names):
                yield replace(line, name=f"{line.name} {number}")
    elif isinstance(value, bool):
        yield Line(name, words_of(_("yes") if value else _("no")))
    elif isinstance(value, int):
        yield Line(name, words_of(names.files.get(value, str(value))))
    elif value:
        is_rich = hasattr(kind, "features") or type(kind).__name__.endswith("RichTextBlock")
        words = words_of_html(str(value)) if is_rich or "</p>" in str(value) else words_of(value)
        yield Line(name, words)


def get_titles(*, links: Iterable[str]) -> dict[str, str]:
    """Return where links lead, in words: a page's or document's title, or the address."""
    links = set(links)
    numbers: dict[str, set[int]] = {"page": set(), "document": set()}
    for link in links:
        kind, number = _parts_of(link)
        if number and kind in numbers:
            numbers[kind].add(number)
    titles = {
        kind: dict(model.objects.filter(pk__in=numbers[kind]).values_list("pk", "title"))
        if numbers[kind]
        else {}
        for kind, model in (("page", Page), ("document", get_document_model()))
    }
    return {
        link: titles.get(kind, {}).get(number, link)
        for link in links
        for kind, number in [_parts_of(link)]
    }


def _parts_of(link: str) -> tuple[str, int]:
    kind, _space, number = link.partition(" ")
    return kind, int(number) if number.isdecimal() else 0
