"""A line for each of many alike things is what a loop would have made of them."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe


@dataclass
class Option:
    name: object
    count: int = 1000


OPTIONS = [Option("<Rye> & 'spelt'"), Option(mark_safe("<b>100 %s</b>")), {"name": "x", "count": 3}]
LINE = '\n  <li title="100%">{{ only }} {{ option.name }}{{ option.count }}</li>'


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "{{% localize off %}}{}{{% endlocalize %}}",
        "{{% autoescape off %}}{}{{% endautoescape %}}",
    ],
)
def test_each_makes_what_a_loop_does(around):
    context = {"options": OPTIONS, "only": "Only & “%s”"}
    loop = around.format("{% for option in options %}" + LINE + "{% endfor %}")
    lines = around.format("{% each option in options %}" + LINE + "{% endeach %}")

    made = Template("{% load l10n %}" + lines).render(Context(context))

    assert made == Template("{% load l10n %}" + loop).render(Context(context))
    assert made.count("<li") == len(OPTIONS)


@pytest.mark.parametrize(
    "inside",
    [
        "{{ option }}",
        "{{ option.link.url }}",
        "{{ option.name|lower }}",
        "{{ only|default:option.name }}",
        "{% if option.name %}!{% endif %}",
    ],
)
def test_each_has_nothing_in_it_but_text_and_fields(inside):
    with pytest.raises(TemplateSyntaxError):
        Template("{% each option in options %}" + inside + "{% endeach %}")


@pytest.mark.parametrize("words", ["option", "option of options", "option in many options"])
def test_each_says_how_it_is_written(words):
    with pytest.raises(TemplateSyntaxError, match="each thing in things"):
        Template("{% each " + words + " %}{% endeach %}")
