"""Where an address of this site leads, whoever typed it: the one place that finds out.

A page that stands there comes first, then the ledger, then the redirects that editors made by
hand, as for readers.
"""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace

from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.views import serve

from blog.publishing.models import PublicAddress
from blog.publishing.rules.addresses import Place, lead_from, normal, path_on

MOST_STEPS = 20


def get_site() -> Site | None:
    """Return the site whose addresses are typed."""
    return Site.objects.select_related("root_page").filter(is_default_site=True).first()


def get_paths(*, site: Site, targets: Iterable[str]) -> dict[str, str]:
    """Return of those links that ask this site for a page which path it is.

    Files, and addresses that are no page's, are not among them.
    """
    found = {target: path_on(target, site.root_url) for target in targets}
    return {target: path for target, path in found.items() if path and _is_of_a_page(path)}


def get_leads(*, site: Site, paths: Iterable[str]) -> dict[str, int | None]:
    """Return which page readers get at these paths: a few questions, however many they are.

    None is another address, to which somebody led the path by hand. What leads to nothing is left
    out.
    """
    wanted = set(paths)
    found: dict[str, int | None] = dict(_standing(site, wanted))
    rest = wanted - found.keys()
    if not rest:
        return found
    rows = PublicAddress.objects.filter(site=site, path__in=rest)
    begin = {row.path: start for row in rows if (start := row.page_id or row.moved_to_id)}
    places = follow(begin.values())
    for path, start in begin.items():
        if (page := lead_from(path, start, places).page) is not None:
            found[path] = page
    return {**_by_hand(site, rest - found.keys()), **found}


def follow(pages: Iterable[int]) -> dict[int, Place]:
    """Return of pages, and of those to which they lead, where they are: two questions a step."""
    places: dict[int, Place] = {}
    ahead = set(pages)
    for _step in range(MOST_STEPS):
        if not ahead:
            break
        standing = _addresses_of(Page.objects.live().filter(pk__in=ahead))
        rows = PublicAddress.objects.filter(page_id__in=ahead - standing.keys()).order_by("pk")
        newest = {row.page_id: row for row in rows}
        for page in ahead:
            row = newest.get(page)
            places[page] = Place(
                standing.get(page), row.moved_to_id if row else None, bool(row and row.is_gone)
            )
        ahead = {place.moved_to for place in places.values() if place.moved_to} - places.keys()
    return places


def get_paths_near(*, page: Page) -> frozenset[str]:
    """Return every path that may lead to a page, for ``get_leads`` to decide.

    One question, and one more for each step of those that were moved to it.
    """
    own = _addresses_of([page]).values()
    by_hand = Redirect.objects.filter(redirect_page_id=page.pk).values_list("old_path", flat=True)
    found = {*own, *(normal(path) for path in by_hand)}
    seen, ahead = {page.pk}, {page.pk}
    for _step in range(MOST_STEPS):
        here = Q(page_id__in=ahead) | Q(moved_to_id__in=ahead)
        rows = list(PublicAddress.objects.filter(here).values_list("path", "page_id"))
        found.update(path for path, _page in rows)
        ahead = {pk for _path, pk in rows if pk} - seen
        seen |= ahead
        if not ahead:
            break
    return frozenset(found)


def get_public_page(*, address: str) -> Page | None:
    """Return the page that readers get at an address of this site, given whole or as a path."""
    site = get_site()
    typed = address.strip()
    if site is None or not typed:
        return None
    paths = get_paths(site=site, targets=(typed, f"https://{typed}", f"/{typed.lstrip('/')}"))
    leads = get_leads(site=site, paths=paths.values())
    found = next((leads[path] for path in paths.values() if leads.get(path)), None)
    return Page.objects.live().filter(pk=found).first()


def _is_of_a_page(path: str) -> bool:
    with translation.override(translation.get_language_from_path(path)):
        try:
            return bool(resolve(path).func is serve)
        except Resolver404:
            return False


def _standing(site: Site, paths: Iterable[str]) -> Mapping[str, int]:
    wanted = set(paths)
    slugs = {path.strip("/").rpartition("/")[2] for path in wanted}
    pages = [
        *Page.objects.live().filter(slug__in=slugs),
        *site.root_page.get_translations(inclusive=True).live(),
    ]
    return {path: pk for pk, path in _addresses_of(pages).items() if path in wanted}


def _by_hand(site: Site, paths: Iterable[str]) -> dict[str, int | None]:
    old = {Redirect.normalise_path(path): path for path in paths}
    leads = Q(redirect_page__live=True) | (Q(redirect_page=None) & ~Q(redirect_link=""))
    rows = Redirect.get_for_site(site).filter(leads, old_path__in=old)
    return {old[path]: page for path, page in rows.values_list("old_path", "redirect_page_id")}


def _addresses_of(pages: Iterable[Page]) -> dict[int, str]:
    """Return of each page its path. Where the site begins is looked up once for all of them."""
    roots = SimpleNamespace()
    parts = {page.pk: page.get_url_parts(roots) for page in pages}
    return {pk: normal(found[2]) for pk, found in parts.items() if found and found[2]}
