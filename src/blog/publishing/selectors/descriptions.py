"""A version of a post as the checklist reads it."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Revision, Site
from wagtail.views import serve

from blog.publishing.models import PublicAddress
from blog.publishing.rules.addresses import normal
from blog.publishing.rules.html_reading import links_of
from blog.publishing.rules.readiness import Description, html_of
from blog.publishing.selectors import versions


def get_description(*, revision: Revision) -> Description:
    """Return what the checklist needs to know of one version: a few questions, however long."""
    content = revision.content
    body = tuple(versions.get_body(revision=revision).get_prep_value())
    links = [link for block in body for link in links_of(html_of(block))]
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
    """Return those links that are addresses of pages of this site, where no page is to be had.

    Files, and addresses that are no page's, are not judged.
    """
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    paths = {target: path for target in targets if site and (path := _path_of(target, site))}
    if not site or not paths:
        return frozenset()
    wanted = set(paths.values())
    slugs = {path.strip("/").rpartition("/")[2] for path in wanted}
    pages = [
        *Page.objects.live().filter(slug__in=slugs),
        *site.root_page.get_translations(inclusive=True).live(),
    ]
    found = {normal(parts[2]) for page in pages if (parts := page.get_url_parts()) and parts[2]}
    leads = Q(page__live=True) | Q(moved_to__live=True)
    led = PublicAddress.objects.filter(leads, path__in=wanted).values_list("path", flat=True)
    by_hand = Redirect.objects.filter(
        old_path__in=[Redirect.normalise_path(path) for path in wanted]
    ).values_list("old_path", flat=True)
    found |= set(led) | {normal(path) for path in by_hand}
    return frozenset(target for target, path in paths.items() if path not in found)


def _path_of(target: str, site: Site) -> str | None:
    """Return the path of a link that asks this site for a page, else None."""
    address = target.strip()
    if address == site.root_url or address.startswith(f"{site.root_url}/"):
        address = address.removeprefix(site.root_url) or "/"
    if not address.startswith("/") or address.startswith("//"):
        return None
    path = normal(address)
    with translation.override(translation.get_language_from_path(path)):
        try:
            return path if resolve(path).func is serve else None
        except Resolver404:
            return None
