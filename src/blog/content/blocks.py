"""The vocabulary of a body: what an author can put on a page.

Each block says which fields it has and what its template gets. ``BodyBlock`` renders them one by
one: a block that fails is left out for readers and logged, and never takes the page with it.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from blog.content.block_types.code import CodeBlock
from blog.content.block_types.embeds import EmbedBlock
from blog.content.block_types.figures import FigureBlock, GalleryBlock
from blog.content.block_types.files import FileBlock
from blog.content.block_types.headings import HeadingBlock
from blog.content.block_types.markdown import MarkdownBlock
from blog.content.block_types.notes import FootnotesBlock
from blog.content.block_types.quotes import PullQuoteBlock, QuoteBlock
from blog.content.block_types.tables import TableBlock
from blog.content.rules import cache_tags
from blog.content.rules.sanitise import clean_author_html, clean_stored_rich_text
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
    "language",
    "ol",
    "ul",
]
INLINE_FEATURES = ["bold", "italic", "code", "link", "language"]


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
