"""Videos that load nothing until they are asked for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.content.rules.embeds import find_embed
from blog.content.rules.sanitise import is_safe_link


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
