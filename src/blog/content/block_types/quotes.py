"""Somebody else’s words, and one’s own set large."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.content.rules.sanitise import is_safe_link


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
