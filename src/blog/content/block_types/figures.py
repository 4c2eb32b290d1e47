"""Pictures: one, or several side by side."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from blog.content.pictures import picture_of
from blog.content.rules.sanitise import is_safe_link


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
