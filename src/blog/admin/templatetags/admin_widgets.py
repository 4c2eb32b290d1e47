"""A tag for the templates in ``templates/wagtailadmin/``."""

import json

from django import template
from django.utils.safestring import SafeString

from blog.admin import widgets

register = template.Library()


@register.simple_tag
def start_later(starter: str, *arguments: str, options: str) -> SafeString:
    """Have ``starter(…arguments, options)`` called in the browser; ``options`` is JSON."""
    return widgets.start_later(starter, *arguments, json.loads(options))
