"""The vocabulary of a body: what an author can put on a page.

Each block says which fields it has and what its template gets. ``BodyBlock`` renders them one by
one: a block that fails is left out for readers and logged, and never takes the page with it.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText, expand_db_html

from blog.content.pictures import picture_of
from blog.content.rules import cache_tags
from blog.content.rules.anchors import anchor_for
from blog.content.rules.code import LANGUAGES, highlight_code
from blog.content.rules.embeds import find_embed
from blog.content.rules.footnotes import Footnotes
from blog.content.rules.markdown import box_wide_parts, render_inline, render_markdown
from blog.content.rules.sanitise import clean_author_html, clean_stored_rich_text, is_safe_link
from blog.web.shown import shows

logger = logging.getLogger(__name__)

_LINKED_PAGE = re.compile(r'<a (?=[^>]*linktype="page")[^>]*\bid="(\d+)"')

TEXT_FEATURES = [
    "bold",
    "italic",
    "strikethrough",
    "code",
    "superscript",
    "subscript",
    "link",
    "document-link",
    "ol",
    "ul",
]
INLINE_FEATURES = ["bold", "italic", "code", "link"]


def readable_html(source: str, context: dict[str, Any] | None) -> SafeString:
    """Return stored rich text as readers get it: links resolved, cleaned, footnote marks linked."""
    clean = clean_stored_rich_text(source)
    shows(*(cache_tags.link(int(pk)) for pk in _LINKED_PAGE.findall(clean)))
    html = clean_author_html(expand_db_html(clean))
    footnotes = (context or {}).get("footnotes")
    return mark_safe(footnotes.link_marks(html) if footnotes else html)  # noqa: S308 - just cleaned


class CleanRichTextBlock(blocks.RichTextBlock):
    """Rich text that is cleaned whenever it is stored, whoever stores it, and again when shown."""

    def get_prep_value(self, value: Any) -> str:
        """Return what goes into the database."""
        return clean_stored_rich_text(super().get_prep_value(value) or "")

    def value_from_form(self, value: str) -> RichText:
        """Take what the editor sent."""
        return RichText(clean_stored_rich_text(value or ""))

    def render(self, value: Any, context: Any = None) -> SafeString:
        """Return the text for readers."""
        return readable_html(value.source, context)


class ParagraphBlock(CleanRichTextBlock):
    """Running text."""

    class Meta:
        label = _("Text")
        icon = "pilcrow"


class HeadingBlock(blocks.StructBlock):
    """A heading. Its anchor is made when it is first saved and stays, so that links last."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Heading")), ("3", _("Subheading"))], default="2"
    )
    anchor = blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=80,
        help_text=_(
            "The end of this heading’s address. Made for you; links to it break when you change it."
        ),
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        template = "content/blocks/heading.html"
        label_format = "{text}"

    def clean(self, value: Any) -> Any:
        """Give a heading without an anchor its own."""
        cleaned = super().clean(value)
        cleaned["anchor"] = cleaned.get("anchor") or anchor_for(cleaned["text"])
        return cleaned

    def get_prep_value(self, value: Any) -> Any:
        """Store the anchor with the heading, also when it was set from code."""
        stored = super().get_prep_value(value)
        stored["anchor"] = stored.get("anchor") or anchor_for(stored.get("text") or "")
        return stored

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template ``text``, ``level`` and an ``anchor`` that is used once on the page."""
        context = super().get_context(value, parent_context=parent_context)
        outline = context.get("outline")
        anchor = (
            outline.add(value["text"], int(value["level"]), value.get("anchor"))
            if outline is not None
            else value["anchor"]
        )
        return {**context, "text": value["text"], "level": int(value["level"]), "anchor": anchor}


class FigureBlock(blocks.StructBlock):
    """A picture with a text alternative for this very use, or marked as decoration."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "content/blocks/image.html"

    slot = "body"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template ``picture``, ``caption`` and ``credit``."""
        return {
            **super().get_context(value, parent_context=parent_context),
            **figure(value, self.slot),
        }


def figure(value: Any, slot: str) -> dict[str, Any]:
    """Return a picture and its lines as a template shows them; none where it was deleted."""
    image = value["image"]
    if image is None:
        return {"picture": None, "caption": "", "credit": "", "credit_url": ""}
    alt = "" if image.decorative else image.contextual_alt_text or ""
    return {
        "picture": picture_of(image, slot, alt=alt),
        "caption": value["caption"],
        "credit": image.credit,
        "credit_url": image.credit_url if is_safe_link(image.credit_url) else "",
    }


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    images = blocks.ListBlock(FigureBlock(), label=_("Pictures"), min_num=2, max_num=12)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        label = _("Gallery")
        icon = "image"
        template = "content/blocks/gallery.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template ``figures`` and ``caption``."""
        figures = [figure(item, "gallery") for item in value["images"]]
        return {
            **super().get_context(value, parent_context=parent_context),
            "figures": [item for item in figures if item["picture"]],
            "caption": value["caption"],
        }


class QuoteBlock(blocks.StructBlock):
    """Somebody else's words."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Who, and where"), required=False, max_length=200)
    cite_url = blocks.URLBlock(label=_("Link to the source"), required=False)
    language = blocks.CharBlock(
        label=_("Language"),
        required=False,
        max_length=12,
        help_text=_("Only if it differs, such as fr or de-CH."),
    )

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "content/blocks/quote.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the source's link only where it is safe."""
        url = value["cite_url"] or ""
        return {
            **super().get_context(value, parent_context=parent_context),
            "cite_url": url if is_safe_link(url) else "",
        }


class PullQuoteBlock(blocks.StructBlock):
    """A sentence of this post, set large."""

    text = blocks.TextBlock(label=_("Sentence"), max_length=300)

    class Meta:
        label = _("Pull quote")
        icon = "openquote"
        template = "content/blocks/pull_quote.html"


class CodeBlock(blocks.StructBlock):
    """Code, coloured on the server."""

    language = blocks.ChoiceBlock(
        label=_("Language"), choices=list(LANGUAGES.items()), default="text"
    )
    code = blocks.TextBlock(label=_("Code"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        label = _("Code")
        icon = "code"
        template = "content/blocks/code.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the code as ``html`` and the language's name."""
        return {
            **super().get_context(value, parent_context=parent_context),
            "html": mark_safe(highlight_code(value["code"], value["language"])),  # noqa: S308
            "language_label": LANGUAGES.get(value["language"], value["language"]),
            "caption": value["caption"],
        }


class TableBlock(blocks.StructBlock):
    """A table with a caption and real header cells."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200)
    header_column = blocks.BooleanBlock(
        label=_("The first cell of each row is its heading"), required=False
    )
    table = TypedTableBlock(
        [("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table")
    )

    class Meta:
        label = _("Table")
        icon = "table"
        template = "content/blocks/table.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template ``head`` (the columns' headings) and ``body`` (rows of cells)."""
        table = value["table"]
        head = [column["heading"] for column in table.columns] if table else []
        rows = [
            [
                {"text": cell, "is_header": value["header_column"] and place == 0}
                for place, cell in enumerate(row["values"])
            ]
            for row in (table.row_data if table else [])
        ]
        return {
            **super().get_context(value, parent_context=parent_context),
            "caption": value["caption"],
            "head": head if any(head) else [],
            "body": rows,
        }


class CalloutBlock(blocks.StructBlock):
    """A remark beside the text."""

    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = CleanRichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ol", "ul"])

    class Meta:
        label = _("Callout")
        icon = "help"
        template = "content/blocks/callout.html"


class EmbedBlock(blocks.StructBlock):
    """A video that loads nothing until the reader asks for it."""

    url = blocks.URLBlock(label=_("Address of the video"), help_text=_("On YouTube or Vimeo."))
    title = blocks.CharBlock(label=_("What it is"), max_length=160)

    class Meta:
        label = _("Video")
        icon = "media"
        template = "content/blocks/embed.html"

    def clean(self, value: Any) -> Any:
        """Refuse an address that no known provider has."""
        cleaned = super().clean(value)
        if find_embed(cleaned["url"]) is None:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        _(
                            "This is not the address of a video on YouTube or Vimeo. "
                            "Copy it from the video’s page."
                        )
                    )
                }
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template ``src`` for the frame, and the plain link that always works."""
        embed = find_embed(value["url"] or "")
        return {
            **super().get_context(value, parent_context=parent_context),
            "src": embed.source if embed else "",
            "provider": embed.provider if embed else "",
            "url": value["url"] if is_safe_link(value["url"] or "") else "",
            "title": value["title"],
        }


class FileBlock(blocks.StructBlock):
    """A file to take away."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    description = blocks.CharBlock(label=_("What is in it"), required=False, max_length=300)

    class Meta:
        label = _("File")
        icon = "doc-full"
        template = "content/blocks/file.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the file's ``url``, ``extension`` and ``size`` in bytes."""
        document = value["file"]
        return {
            **super().get_context(value, parent_context=parent_context),
            "url": document.url if document else "",
            "title": value["title"] or (document.title if document else ""),
            "description": value["description"],
            "extension": document.file_extension.upper() if document else "",
            "size": (document.file_size or 0) if document else 0,
        }


class MarkdownBlock(blocks.StructBlock):
    """A passage pasted as Markdown."""

    text = blocks.TextBlock(label=_("Markdown"))

    class Meta:
        label = _("Markdown")
        icon = "code"
        template = "content/blocks/markdown.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the passage as ``html``."""
        context = super().get_context(value, parent_context=parent_context)
        html = render_markdown(value["text"] or "").html
        if context.get("outline") is not None:
            html = context["outline"].add_from_html(html)
        if context.get("footnotes"):
            html = context["footnotes"].link_marks(html)
        html = box_wide_parts(html, table=str(_("Table:")), code=str(_("Code")))
        return {**context, "html": mark_safe(html)}  # noqa: S308 - sanitised by render_markdown


class FootnotesBlock(blocks.StructBlock):
    """The notes that marks such as [^1] in the text refer to."""

    notes = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "label",
                    blocks.RegexBlock(
                        regex=r"^[\w-]{1,40}$",
                        label=_("Mark"),
                        help_text=_("Without the brackets."),
                    ),
                ),
                (
                    "text",
                    blocks.TextBlock(
                        label=_("Note"), help_text=_("Markdown: *emphasis*, [links](https://…).")
                    ),
                ),
            ]
        ),
        label=_("Notes"),
    )

    class Meta:
        label = _("Footnotes")
        icon = "list-ol"
        template = "content/blocks/footnotes.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template every note of the page, in order."""
        context = super().get_context(value, parent_context=parent_context)
        footnotes = context.get("footnotes") or Footnotes(notes_of_block(value))
        notes = [
            replace(note, html=mark_safe(note.html))  # noqa: S308 - sanitised by notes_of_block
            for note in footnotes.in_order()
        ]
        return {**context, "notes": notes}


def notes_of_block(value: Any) -> dict[str, str]:
    """Return label and HTML of each note in a footnotes block."""
    return {note["label"]: render_inline(note["text"]) for note in value["notes"]}


class BodyBlock(blocks.StreamBlock):
    """The body of a post or page."""

    paragraph = ParagraphBlock(features=TEXT_FEATURES)
    heading = HeadingBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    pull_quote = PullQuoteBlock()
    code = CodeBlock()
    table = TableBlock()
    callout = CalloutBlock()
    embed = EmbedBlock()
    file = FileBlock()
    divider = blocks.StaticBlock(
        label=_("Divider"),
        icon="horizontalrule",
        admin_text=_("A pause in the text."),
        template="content/blocks/divider.html",
    )
    markdown = MarkdownBlock()
    footnotes = FootnotesBlock()

    def to_python(self, value: Any) -> Any:
        """Take what is stored; what is no list, or no block, is left out."""
        if isinstance(value, str):
            with suppress(ValueError):
                value = json.loads(value)
        if isinstance(value, list):
            value = [item for item in value if _is_block(item)]
        elif not isinstance(value, str | StreamValue | tuple):
            value = []
        return super().to_python(value)

    def render(self, value: Any, context: Any = None) -> SafeString:
        """Return the blocks in order. The notes are rendered last, when every mark is known."""
        rendered: dict[int, str] = {}
        children = list(enumerate(legible(value)))
        for place, child in sorted(children, key=lambda item: item[1].block_type == "footnotes"):
            try:
                rendered[place] = child.render(context)
            except Exception:
                logger.exception(
                    "A block could not be rendered",
                    extra={"block_type": child.block_type, "block_id": child.id},
                )
        html = "\n".join(rendered[place] for place, _child in children if place in rendered)
        return mark_safe(html)  # noqa: S308 - each block has made its own HTML safe


def legible(stream: Any) -> Iterator[Any]:
    """Yield the blocks of a body that can be read; what cannot be is logged when it is shown.

    Wagtail reads all blocks of a kind at once, so that one that is broken would take the others.
    """
    for place in range(len(stream)):
        try:
            child = stream[place]
        except Exception:
            child = _read_alone(stream, place)
        if child is not None:
            yield child


def _read_alone(stream: Any, place: int) -> Any:
    raw = stream.raw_data[place]
    block = stream.stream_block.child_blocks[raw["type"]]
    try:
        return StreamValue.StreamChild(block, block.to_python(raw["value"]), id=raw.get("id"))
    except Exception:
        logger.warning(
            "A block could not be read",
            extra={"block_type": raw["type"], "block_id": raw.get("id")},
        )
        return None


def _is_block(item: Any) -> bool:
    """Return whether it has the form of a block: as it is stored, or a pair as code writes it."""
    if isinstance(item, dict):
        return isinstance(item.get("type"), str) and "value" in item
    return isinstance(item, tuple) and len(item) == 2
