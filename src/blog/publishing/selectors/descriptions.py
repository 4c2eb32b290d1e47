"""A version of a post as the checklist reads it."""

from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Revision

from blog.publishing.rules.html_reading import links_of
from blog.publishing.rules.readiness import Description
from blog.publishing.selectors import versions


def get_description(*, revision: Revision) -> Description:
    """Return what the checklist needs to know of one version: a few questions, however long."""
    content = revision.content
    body = tuple(versions.get_body(revision=revision).get_prep_value())
    links = [link for block in body for html in _html_in(block) for link in links_of(html)]
    pages = {link.page_id for link in links if link.page_id}
    documents = {link.document_id for link in links if link.document_id}
    readable = Q(live=True) | Q(pk=revision.object_id)
    return Description(
        title=content.get("title") or "",
        language=Locale.objects.get(pk=content["locale"]).language_code,
        summary=content.get("summary") or "",
        body=body,
        has_hero=content.get("hero_image") is not None,
        hero_alt=content.get("hero_alt") or "",
        hero_caption=content.get("hero_caption") or "",
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
