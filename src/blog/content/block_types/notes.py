"""Footnotes."""

from dataclasses import replace
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.content.rules.footnotes import Footnotes
from blog.content.rules.markdown import render_inline


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
