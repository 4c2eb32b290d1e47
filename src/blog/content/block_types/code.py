"""Code, coloured on the server."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.content.rules.code import LANGUAGES, highlight_code


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
        """Give the template the code as ``html``, the language's name and its place in the page."""
        context = super().get_context(value, parent_context=parent_context)
        return {
            **context,
            "number": next(context.get("code_numbers") or iter([1])),
            "html": mark_safe(highlight_code(value["code"], value["language"])),  # noqa: S308
            "language_label": LANGUAGES.get(value["language"], value["language"]),
            "caption": value["caption"],
        }
