"""Which pages of the site link to a post: they are told of before readers lose it."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex, Site

from blog.publishing.models import TypedLink
from blog.publishing.selectors import addresses

SHOWN = 10


@dataclass(frozen=True)
class Linking:
    """Public pages with a link to a post: how many, and the first of them as title and address."""

    number: int
    first: tuple[tuple[str, str], ...]


def get_linking(*, page: Page) -> Linking:
    """Return the pages for everybody whose public text links to a page, chosen or as an address."""
    kind = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(page).filter(base_content_type=kind)
    chosen = [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]
    site = addresses.get_site()
    paths = _paths_typed_for(page, site)
    if not chosen and not paths:
        return Linking(0, ())
    typed = TypedLink.objects.filter(path__in=paths).values("page_id")
    linking = Page.objects.filter(Q(pk__in=chosen) | Q(pk__in=typed))
    found = linking.live().public().exclude(pk=page.pk)
    first = found.order_by("-first_published_at", "-pk")[:SHOWN]
    # Where the site begins is looked up once for all of them.
    begin = SimpleNamespace() if site else None
    lines = ((each.title, each.get_url(begin, current_site=site) or "") for each in first)
    return Linking(found.count(), tuple(lines))


def _paths_typed_for(page: Page, site: Site | None) -> frozenset[str]:
    """Return those paths in texts that lead to a page now."""
    near = addresses.get_paths_near(page=page)
    typed = set(TypedLink.objects.filter(path__in=near).values_list("path", flat=True).distinct())
    leads = addresses.get_leads(site=site, paths=typed) if site and typed else {}
    return frozenset(path for path, leads_to in leads.items() if leads_to == page.pk)
