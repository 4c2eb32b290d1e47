"""The few tags that every template may use."""

from typing import Any

from django import template
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from blog.web.memory import Kept

register = template.Library()


@register.simple_tag(takes_context=True)
def developer_overlay(context: Any) -> SafeString | str:
    """Return the accessibility overlay's script in development; nothing anywhere else."""
    if settings.DEBUG and apps.is_installed("django_axe"):
        script = import_string("django_axe.templatetags.django_axe.django_axe_script")
        return mark_safe(script(context))  # noqa: S308 - the package's own markup
    return ""


@register.tag
def keep(parser: Any, token: Any) -> "KeepNode":
    """Keep the HTML inside with something remembered: ``{% keep card.kept "card" level %}``.

    The words after the first tell apart what is kept with the same thing. What is inside may show
    nothing but that thing and them, in the language of the page. Without a thing it is rendered.
    """
    _name, thing, *words = token.split_contents()
    nodes = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodes, parser.compile_filter(thing), [parser.compile_filter(w) for w in words])


class KeepNode(template.Node):
    """See ``keep``."""

    def __init__(self, nodes: Any, thing: Any, words: list[Any]) -> None:
        self.nodes, self.thing, self.words = nodes, thing, words

    def render(self, context: Any) -> SafeString:
        """Return the HTML that is kept, or make it."""
        kept = self.thing.resolve(context, ignore_failures=True)
        if not isinstance(kept, Kept):
            return SafeString(self.nodes.render(context))
        key = tuple(word.resolve(context, ignore_failures=True) for word in self.words)
        if key not in kept:
            kept[key] = self.nodes.render(context)
        return mark_safe(kept[key])  # noqa: S308 - what was rendered before


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
