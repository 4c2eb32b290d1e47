"""A version of a post as the checklist reads it."""

from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision

from blog.content.models import PostPage
from blog.publishing.rules.html_reading import links_of
from blog.publishing.rules.readiness import Description


def get_description(*, revision: Revision) -> Description:
    """Return what the checklist needs to know of one version."""
    return describe(post=revision.as_object())


def describe(*, post: PostPage) -> Description:
    """Return what the checklist needs to know of a post as it is in memory."""
    body = tuple(post.body.get_prep_value())
    links = [link for block in body for html in _html_in(block) for link in links_of(html)]
    pages = {link.page_id for link in links if link.page_id}
    documents = {link.document_id for link in links if link.document_id}
    readable = Q(live=True) | Q(pk=post.pk)
    return Description(
        title=post.title,
        language=post.locale.language_code,
        summary=post.summary,
        body=body,
        has_hero=post.hero_image_id is not None,
        hero_alt=post.hero_alt,
        hero_caption=post.hero_caption,
        pages=frozenset(Page.objects.filter(readable, pk__in=pages).values_list("pk", flat=True)),
        documents=frozenset(
            get_document_model().objects.filter(pk__in=documents).values_list("pk", flat=True)
        ),
    )


def _html_in(block: dict[str, Any]) -> list[str]:
    value = block.get("value")
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return [value["text"]]
    return []
