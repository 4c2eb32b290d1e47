"""Which page stands at an address, in one query where Wagtail takes two for each part of it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Value
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from blog.content.models import HomePage, PostIndexPage, PostPage, SectionPage, StandardPage
from blog.content.models.base import site_roots
from blog.content.querysets import open_to
from blog.content.selectors.places import get_home
from blog.content.selectors.sections import open_pages
from blog.web.memory import remembered
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows


def get_page_at(path: str) -> Page | None:
    """Return the live page at a path of the site, in the language that is active.

    None says that Wagtail has to look: there is none, it is closed to strangers, or there are
    several sites. Whether this reader may enter is asked by Wagtail in any case.
    """
    ground = _ground()
    if ground is None:
        return None
    parts = [part for part in path.split("/") if part]
    url_path = "/".join([ground.url_path.rstrip("/"), *parts, ""])
    here = {"url_path": url_path, "now": timezone.now()}
    if place := ground.places.get(url_path):
        model, pk = place
        return _page_at[model].first(pk=pk, **here)
    return _post_at.first(slug=parts[-1], **here) if len(parts) > 1 else None


@Prepared
def _post_at() -> Any:
    place = Later.text("url_path")
    found = PostPage.objects.published_at(place, slug=Later.text("slug"), at=Later.moment("now"))
    return found.annotate(found_open=open_to(None))


def _open_page(model: type[Page]) -> Any:
    # Only its key has an index: by its path alone every page is read.
    place = {"pk": Later.number("pk"), "url_path": Later.text("url_path")}
    found = open_pages(model, at=Later.moment("now")).filter(**place).order_by()[:1]
    return found.annotate(found_open=Value(True))


_page_at: dict[type[Page], Prepared[Page]] = {
    model: Prepared(partial(_open_page, model))
    for model in (HomePage, PostIndexPage, SectionPage, StandardPage)
}


@dataclass(frozen=True)
class _Ground:
    """Where the pages of a language begin, and of what type each is, posts apart, with its key."""

    url_path: str
    places: dict[str, tuple[type[Page], int]]


@remembered
def _ground() -> _Ground | None:
    """Return what strangers may see in the language that is active; None where Wagtail knows."""
    home = get_home()
    roots = site_roots()
    begins_here = (home.url_path, get_language()) in {
        (root.root_path, root.language_code) for root in roots
    }
    if not begins_here or len({root.site_id for root in roots}) != 1:
        return None
    places: dict[str, tuple[type[Page], int]] = {}
    for model in _page_at:
        for pk, url_path, ends_at in open_pages(model).values_list("pk", "url_path", "expire_at"):
            shows(until=ends_at)
            places[url_path] = model, pk
    return _Ground(home.url_path, places)
