"""Wagtail's widgets without inline scripts, and days and times as the browser asks for them.

Wagtail starts a few widgets by printing ``<script>new Chooser(…)</script>`` after them. Here the
same call is printed as data; ``frontend/js/admin/start-widgets.js`` reads it and makes the call.
The templates in ``templates/wagtailadmin/`` do the same for inline panels, and leave out the script
of days and times: see ``overrides.py``.
"""

import json
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput, BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def start_later(starter: str, *arguments: Any) -> SafeString:
    """Return an element that has ``starter(…arguments)`` called as soon as it is on the page.

    A starter whose name begins with a capital letter is a class and is called with ``new``.
    """
    attributes = {
        "hidden": True,
        "data-controller": "start-widget",
        "data-start-widget-starter-value": starter,
        "data-start-widget-arguments-value": json.dumps(arguments),
    }
    return format_html("<span{}></span>", flatatt(attributes))


def render_chooser(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """Do what ``BaseChooser.render`` does, without its script."""
    if not attrs or "id" not in attrs:
        raise TypeError("A chooser cannot be shown without an id")
    chosen = self.get_value_data(value)
    markup = self.render_html(name, chosen, attrs)
    if isinstance(self, AdminTaskChooser):
        start = start_later("createTaskChooser", attrs["id"])
    else:
        options = self.get_js_init_options(attrs["id"], name, chosen)
        start = start_later(self.js_constructor, attrs["id"], options)
    return format_html("{}{}", markup, start)


def install() -> None:
    """Have every chooser, day and time shown our way. Called once, when the site starts."""
    BaseChooser.render = render_chooser
    AdminDateInput.input_type = "date"
    AdminTimeInput.input_type = "time"
    AdminDateTimeInput.input_type = "datetime-local"  # in WAGTAIL_DATETIME_FORMAT
