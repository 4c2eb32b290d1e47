"""Files to take away."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


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
