"""A version of a post as the checklist reads it."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Revision

from blog.publishing.rules.readiness import Description, links_in
from blog.publishing.selectors import addresses, versions


def get_description(*, revision: Revision) -> Description:
    """Return what the checklist needs to know of one version: a few questions, however long."""
    content = revision.content
    body = tuple(versions.get_body(revision=revision).get_prep_value())
    links = [link for block in body for link in links_in(block)]
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
        lost=_lost(link.target for link in links if link.page_id is None),
    )


def _lost(targets: Iterable[str]) -> frozenset[str]:
    """Return those links that are addresses of pages of this site, where no page is to be had."""
    site = addresses.get_site()
    paths = addresses.get_paths(site=site, targets=targets) if site else {}
    if not site or not paths:
        return frozenset()
    leads = addresses.get_leads(site=site, paths=paths.values())
    return frozenset(target for target, path in paths.items() if path not in leads)
