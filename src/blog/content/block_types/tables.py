"""Tables with real header cells."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


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
