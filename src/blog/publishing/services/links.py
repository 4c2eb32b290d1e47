"""Noting which pages link to paths of this site by an address. Safe to repeat."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from wagtail.models import Page, Site

from blog.content.models import PostPage, StandardPage
from blog.publishing.models import TypedLink
from blog.publishing.rules.readiness import links_in
from blog.publishing.selectors import addresses

BATCH = 250
LONGEST = 500
WITH_TEXT = (PostPage, StandardPage)

type WithText = PostPage | StandardPage


def note_links(*, page: WithText) -> None:
    """Write down what a public page links to by an address, as its row has it now."""
    note_all_links(pages=[page])


def note_all_links(*, pages: Sequence[WithText]) -> None:
    """Write down what public pages link to by an address."""
    site = addresses.get_site()
    if site is not None:
        _note(pages, site)


def rebuild(*, say: Callable[[str], None] = lambda _line: None) -> int:
    """Read every public text again and return how many there are. ``say`` hears how far it is.

    For texts that were public before their links were noted, and after the site's own address has
    changed, by which its links are known.
    """
    site = addresses.get_site()
    if site is None:
        return 0
    keys = [
        (model, pk)
        for model in WITH_TEXT
        for pk in model.objects.live().order_by("pk").values_list("pk", flat=True)
    ]
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        with transaction.atomic():
            _hold(pk for _of, pk in part)
            for model in WITH_TEXT:
                here = [pk for of, pk in part if of is model]
                _note(model._default_manager.filter(pk__in=here), site)
        say(f"{min(start + BATCH, len(keys))} of {len(keys)} pages")
    return len(keys)


def _hold(keys: Iterable[int]) -> None:
    """Let nobody publish these pages meanwhile, as every step does, in one order."""
    held = Page.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
    list(held.values_list("pk", flat=True))


def _note(pages: Iterable[WithText], site: Site) -> None:
    found = {page.pk: _paths_in(page, site) for page in pages}
    kept = TypedLink.objects.filter(page_id__in=found)
    stale = [
        pk
        for pk, page, path in kept.values_list("pk", "page_id", "path")
        if path not in found[page]
    ]
    kept.filter(pk__in=stale).delete()
    TypedLink.objects.bulk_create(
        [TypedLink(page_id=pk, path=path) for pk, paths in found.items() for path in sorted(paths)],
        ignore_conflicts=True,
    )


def _paths_in(page: WithText, site: Site) -> set[str]:
    links = [link for block in page.body.get_prep_value() for link in links_in(block)]
    targets = {link.target for link in links if link.page_id is None and link.document_id is None}
    paths = addresses.get_paths(site=site, targets=targets).values()
    return {path for path in paths if len(path) <= LONGEST}
