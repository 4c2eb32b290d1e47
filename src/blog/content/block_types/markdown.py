"""Passages pasted as Markdown."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.content.rules.markdown import box_wide_parts, render_markdown


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
