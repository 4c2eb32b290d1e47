"""Headings, whose anchors last."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.content.rules.anchors import anchor_for


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
