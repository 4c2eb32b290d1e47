"""The few tags that every template may use."""

from typing import Any

from django import template
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def developer_overlay(context: Any) -> SafeString | str:
    """Return the accessibility overlay's script in development; nothing anywhere else."""
    if settings.DEBUG and apps.is_installed("django_axe"):
        script = import_string("django_axe.templatetags.django_axe.django_axe_script")
        return mark_safe(script(context))  # noqa: S308 - the package's own markup
    return ""


@register.filter
def machine_time(value: Any) -> str:
    """Return a moment for ``<time datetime>``: to the second, with its offset."""
    return value.replace(microsecond=0).isoformat() if value else ""


@register.filter
def as_input(field: Any) -> SafeString:
    """Return a form field's input in the site's look, without a placeholder: it has a label."""
    attributes: dict[str, Any] = {"placeholder": False}
    if field.widget_type not in ("checkbox", "hidden"):
        classes = field.field.widget.attrs.get("class", "").split()
        attributes["class"] = " ".join(dict.fromkeys([*classes, "input"]))
    return field.as_widget(attrs=attributes)
