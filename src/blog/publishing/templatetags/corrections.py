"""What was corrected in a post, in the post's own HTML."""

from typing import Any

from django import template

from blog.publishing.selectors.corrections import Correction, get_corrections_of

register = template.Library()


@register.simple_tag
def corrections_of(page: Any) -> tuple[Correction, ...]:
    """Return what was corrected in a post, the newest first."""
    return get_corrections_of(post_id=page.pk)
