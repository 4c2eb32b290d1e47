"""A version of a post as two people compare it: its fields and blocks, named, as words."""

from collections.abc import Iterator
from dataclasses import replace
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


def get_parts(*, revision: Revision | None, for_readers: bool = False) -> tuple[Part, ...]:
    """Return the parts of a version; of none, none.

    :param for_readers: without the names of pictures and files that the page does not print
    """
    if revision is None:
        return ()
    content = revision.content
    post: PostPage = revision.as_object()
    parts = [_field(name, content.get(name)) for name in BEFORE_BODY]
    parts.append(_authors(content))
    parts.append(_hero(content, for_readers))
    body = BodyBlock()
    parts += [
        _block(block, number, body, for_readers)
        for number, block in enumerate(post.body.get_prep_value())
    ]
    parts += [
        _part("section", _name_of("section"), _title(SectionPage, content.get("section"))),
        _part("tags", _name_of("tags"), ", ".join(_tags(content))),
        _part("series", _name_of("series"), _series(content)),
    ]
    parts += [_field(name, content.get(name)) for name in AFTER_BODY]
    return tuple(part for part in parts if any(_says(line) for line in part.lines))


def _says(line: Line) -> bool:
    return bool(line.words or line.picture)


def _field(name: str, value: Any) -> Part:
    return _part(name, _name_of(name), "" if value is None else str(value))


def _part(key: str, name: str, text: str) -> Part:
    return Part(key, name, (Line("", words_of(text)),))


def _name_of(field: str) -> str:
    name = str(getattr(PostPage._meta.get_field(field), "verbose_name", field))
    return name[:1].upper() + name[1:]


def _title(model: Any, pk: Any) -> str:
    found = model.objects.filter(pk=pk).first() if pk else None
    return str(found) if found else ""


def _authors(content: dict[str, Any]) -> Part:
    ids = [line["author"] for line in content.get("bylines", ())]
    names = dict(Author.objects.filter(pk__in=ids).values_list("pk", "name"))
    return _part("bylines", _("Authors"), ", ".join(names.get(pk, "?") for pk in ids))


def _tags(content: dict[str, Any]) -> list[str]:
    ids = [line["tag"] for line in content.get("tag_links", content.get("tagged_items", ()))]
    return sorted(Tag.objects.filter(pk__in=ids).values_list("name", flat=True))


def _series(content: dict[str, Any]) -> str:
    name = _title(Series, content.get("series"))
    place = content.get("series_position")
    return f"{name}, {place}" if name and place else name


def _hero(content: dict[str, Any], for_readers: bool) -> Part:
    if for_readers and not content.get("hero_image"):
        return Part("hero_image", _("Picture at the top"), ())
    lines = (
        _picture(content.get("hero_image"), for_readers),
        Line(_("Text alternative"), words_of(content.get("hero_alt") or "")),
        Line(_("Caption"), words_of(content.get("hero_caption") or "")),
    )
    return Part("hero_image", _("Picture at the top"), lines)


def _picture(number: int | None, for_readers: bool) -> Line:
    name = "" if for_readers else _title(SiteImage, number)
    return Line(_("Picture"), words_of(name), number or 0)


def _block(block: dict[str, Any], number: int, body: BodyBlock, for_readers: bool) -> Part:
    kind = body.child_blocks.get(block["type"])
    name = str(kind.label) if kind else block["type"]
    lines = tuple(line for line in _lines(block["value"], kind, "", for_readers) if _says(line))
    return Part(
        block.get("id") or f"{block['type']}-{number}", name, lines or (Line("", words_of("—")),)
    )


def _lines(value: Any, kind: Any, name: str, for_readers: bool) -> Iterator[Line]:
    """Yield the fields of a block's value as named lines, whatever it is built of."""
    if isinstance(value, dict) and "image" in value and "alt_text" in value:
        yield _picture(value["image"], for_readers)
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
            if for_readers and key == "file" and value.get("title"):
                continue  # the page prints the block's own title
            label = str(children[key].label) if key in children else key
            inner_name = " ".join(filter(None, [name, label]))
            yield from _lines(child, children.get(key), inner_name, for_readers)
    elif isinstance(value, list):
        inner = getattr(kind, "child_block", None)
        for number, item in enumerate(value, 1):
            item_value = item.get("value", item) if isinstance(item, dict) else item
            for line in _lines(item_value, inner, name, for_readers):
                yield replace(line, name=f"{line.name} {number}")
    elif isinstance(value, bool):
        yield Line(name, words_of(_("yes") if value else _("no")))
    elif isinstance(value, int):
        document = get_document_model().objects.filter(pk=value).first()
        yield Line(name, words_of(document.title if document else str(value)))
    elif value:
        is_rich = hasattr(kind, "features") or type(kind).__name__.endswith("RichTextBlock")
        words = words_of_html(str(value)) if is_rich or "</p>" in str(value) else words_of(value)
        yield Line(name, words)


def get_title(*, link: str) -> str:
    """Return where a link leads, in words: a page's or document's title, or its address."""
    kind, _space, number = link.partition(" ")
    if kind == "page" and number.isdecimal():
        return _title(Page, int(number)) or link
    if kind == "document" and number.isdecimal():
        return _title(get_document_model(), int(number)) or link
    return link
