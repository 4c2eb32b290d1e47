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
    Between ``{% fresh %}`` and ``{% endfresh %}``, directly inside, it is rendered each time.
    """
    _name, thing, *words = token.split_contents()
    parts: list[tuple[bool, Any]] = []
    while True:
        parts.append((True, parser.parse(("fresh", "endkeep"))))
        if parser.next_token().contents == "endkeep":
            break
        parts.append((False, parser.parse(("endfresh",))))
        parser.delete_first_token()
    return KeepNode(parts, parser.compile_filter(thing), [parser.compile_filter(w) for w in words])


class KeepNode(template.Node):
    """See ``keep``."""

    def __init__(self, parts: list[tuple[bool, Any]], thing: Any, words: list[Any]) -> None:
        self.parts, self.thing, self.words = parts, thing, words
        self.lasting = [nodes for is_kept, nodes in parts if is_kept]

    def render(self, context: Any) -> SafeString:
        """Return the HTML that is kept, or make it."""
        kept = self.thing.resolve(context, ignore_failures=True)
        if not isinstance(kept, Kept):
            return SafeString("".join([nodes.render(context) for _, nodes in self.parts]))
        key = tuple([word.resolve(context, ignore_failures=True) for word in self.words])
        made = kept.get(key)
        if made is None:
            made = kept[key] = tuple([nodes.render(context) for nodes in self.lasting])
        lasting = iter(made)
        html = [next(lasting) if is_kept else part.render(context) for is_kept, part in self.parts]
        return SafeString("".join(html))


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
