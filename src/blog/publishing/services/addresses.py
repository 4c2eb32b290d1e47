"""The ledger of addresses: what was public is written down; what is asked for is looked up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from types import SimpleNamespace

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, Site

from blog.publishing.models import MissingAddress, PublicAddress
from blog.publishing.rules.addresses import Lead, is_worth_noting, lead_from, normal
from blog.publishing.selectors.addresses import follow
from blog.web import many_rows
from blog.web.limits import take, wait_for
from blog.web.rules.limits import MINUTE, Limit

MOST_MISSING = 1000
KEPT_FOR = timedelta(days=90)
NOTES = Limit("missing-address", 60, MINUTE, here=True)


def note_public(*, page: Page, at: datetime) -> None:
    """Write down the address of a public page. Whatever stood there before is forgotten."""
    parts = page.get_url_parts()
    if parts is None or not parts[2]:
        return
    site_id, _root, path = parts
    PublicAddress.objects.update_or_create(
        site_id=site_id,
        path=normal(path)[:500],
        defaults={"page_id": page.pk, "moved_to": None, "is_gone": False},
        create_defaults={"page_id": page.pk, "first_public_at": at},
    )
    PublicAddress.objects.filter(page_id=page.pk).update(moved_to=None, is_gone=False)


def note_all_public(*, pages: Iterable[Page], at: datetime) -> None:
    """Write down the addresses of pages that are public for the first time."""
    one_look = SimpleNamespace()
    new = {
        (parts[0], normal(parts[2])[:500]): page
        for page in pages
        if (parts := page.get_url_parts(one_look)) and parts[2]
    }
    kept = PublicAddress.objects.filter(path__in={path for _site, path in new})
    for key in kept.values_list("site_id", "path"):
        if page := new.pop(key, None):
            note_public(page=page, at=at)
    many_rows.insert(
        PublicAddress,
        {
            "site_id": [site_id for site_id, _path in new],
            "path": [path for _site_id, path in new],
            "page_id": [page.pk for page in new.values()],
        },
        same={"first_public_at": at},
    )


def note_public_below(*, page: Page, at: datetime) -> None:
    """Write down the addresses of a page and of all public pages under it, which moved with it."""
    for each in page.get_descendants(inclusive=True).live().iterator():
        note_public(page=each, at=at)


def note_left(*, page: Page, page_before: Page, at: datetime) -> None:
    """Write down the addresses that a page and those under it had before its own one changed."""
    for each in page.get_descendants(inclusive=True).live().iterator():
        new_path = each.url_path
        each.url_path = page_before.url_path + each.url_path[len(page.url_path) :]
        note_public(page=each, at=at)
        each.url_path = new_path
        note_public(page=each, at=at)


def settle(*, page_id: int, moved_to: int | None, is_gone: bool) -> None:
    """Decide what the addresses of a page answer while it is not public."""
    PublicAddress.objects.filter(page_id=page_id).update(moved_to=moved_to, is_gone=is_gone)


def forget_since(*, page_id: int, since: datetime) -> None:
    """Forget the addresses that a page got since a moment: its publication was undone."""
    PublicAddress.objects.filter(page_id=page_id, first_public_at__gte=since).delete()


def leave_gone(*, page_id: int) -> None:
    """Let the addresses of a page that is about to be deleted say that it is gone."""
    PublicAddress.objects.filter(page_id=page_id, moved_to=None).update(is_gone=True)


def look_up(*, site: Site, path: str) -> Lead:
    """Return where an address leads that is not found, and count that it was asked for."""
    asked = normal(path)
    row = PublicAddress.objects.filter(site=site, path=asked).first()
    if row is None:
        return Lead()
    lead = _lead(row, asked)
    if lead.path is not None or lead.is_gone:
        PublicAddress.objects.filter(pk=row.pk).update(
            hits=F("hits") + 1, last_hit_at=timezone.now()
        )
    return lead


def note_missing(*, site: Site, path: str, at: datetime) -> None:
    """Count that a path was asked for where nothing ever stood.

    A thousand of them are kept, and each for ninety days: the one that was asked for least gives
    its place to a new one. More than sixty in a minute are not counted: that is no reader.
    """
    asked = normal(path)
    if not is_worth_noting(asked) or wait_for(NOTES):
        return
    take(NOTES)
    kept = MissingAddress.objects.filter(site=site)
    if kept.filter(path=asked).update(hits=F("hits") + 1, last_hit_at=at):
        return
    kept.filter(last_hit_at__lt=at - KEPT_FOR).delete()
    if kept.count() >= MOST_MISSING:
        kept.filter(pk__in=kept.order_by("hits", "last_hit_at").values("pk")[:1]).delete()
    MissingAddress.objects.update_or_create(site=site, path=asked, defaults={"last_hit_at": at})


def _lead(row: PublicAddress, asked: str) -> Lead:
    start = row.page_id or row.moved_to_id
    if start is None:
        return Lead(is_gone=row.is_gone)
    return lead_from(asked, start, follow([start]))
