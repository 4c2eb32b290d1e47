"""The few tags that every template may use."""

from html import escape
from typing import Any

from django import template
from django.apps import apps
from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.base import TextNode, VariableNode, render_value_in_context
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from blog.web import counting
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


@register.tag
def each(parser: Any, token: Any) -> "EachNode":
    """Write a line for each of many alike things: ``{% each option in options %}``.

    A ``for`` at a fifth of its cost. Between it and ``{% endeach %}`` stand text, the things' own
    fields (``{{ option.name }}``) and what is the same for all of them; no tags and no filters.
    """
    try:
        _tag, name, word, things = token.split_contents()
    except ValueError:
        word = ""
    if word != "in":
        raise TemplateSyntaxError("Write {% each thing in things %}.")
    nodes = parser.parse(("endeach",))
    parser.delete_first_token()
    return EachNode(parser.compile_filter(things), [(node, _field(node, name)) for node in nodes])


def _field(node: template.Node, name: str) -> str | None:
    """Return which field of the thing a node writes; None where it is the same for all."""
    if isinstance(node, TextNode):
        return None
    if isinstance(node, VariableNode) and not node.filter_expression.filters:
        of, *path = str(node.filter_expression.var).split(".")
        if of != name:
            return None
        if len(path) == 1:
            return path[0]
    raise TemplateSyntaxError(f"{{% each %}} has text and fields in it, and no {node!r}.")


class EachNode(template.Node):
    """See ``each``."""

    def __init__(self, things: Any, parts: list[tuple[template.Node, str | None]]) -> None:
        self.things, self.parts = things, parts
        self.fields = [field for _node, field in parts if field]

    def render(self, context: Any) -> SafeString:
        """Return the lines."""
        line = "".join(
            "%s" if field else node.render(context).replace("%", "%%") for node, field in self.parts
        )
        lines = [
            line % tuple([_written(_of(thing, name), context) for name in self.fields])
            for thing in self.things.resolve(context)
        ]
        return SafeString("".join(lines))


def _of(thing: Any, name: str) -> Any:
    return thing[name] if isinstance(thing, dict) else getattr(thing, name)


def _written(value: Any, context: Any) -> str:
    if type(value) is str and context.autoescape:  # what most are; the same, asked in one step
        return escape(value)
    if type(value) is int and context.use_l10n is False:
        return str(value)
    return str(render_value_in_context(value, context))


@register.filter
def machine_time(value: Any) -> str:
    """Return a moment for ``<time datetime>``: to the second, with its offset."""
    return value.replace(microsecond=0).isoformat() if value else ""


@register.filter
def counted(number: int) -> str:
    """Return a number that was counted up to a bound as people read it: ``12``, ``1,000+``."""
    return counting.in_words(number)


@register.filter
def as_input(field: Any) -> SafeString:
    """Return a form field's input in the site's look, without a placeholder: it has a label."""
    attributes: dict[str, Any] = {"placeholder": False}
    if field.widget_type not in ("checkbox", "hidden"):
        classes = field.field.widget.attrs.get("class", "").split()
        attributes["class"] = " ".join(dict.fromkeys([*classes, "input"]))
    return field.as_widget(attrs=attributes)
