"""The checklist beside the text, in Wagtail's editor."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel


class ChecklistPanel(BaseSidePanel):
    """What still stands between the text and its readers: asked for anew whenever it was saved."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Its button, with the number of items that must be done."""

        aria_label = _("Toggle checklist")
        icon_name = "list-ul"
        counter_classname = "w-bg-critical-200"

    name = "checklist"
    title = _("Checklist")
    template_name = "publishing/editor_checklist.html"
    order = 340

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Say where the checklist is asked for. A new post has none before it is saved."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "url": reverse("desk_post_checklist", args=[0]), "post": self.object.pk}
