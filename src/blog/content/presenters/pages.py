"""What the template of each page type gets."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from blog.content import selectors
from blog.content.models import (
    HomePage,
    PostIndexPage,
    PostPage,
    SectionPage,
    SiteImage,
    StandardPage,
)
from blog.content.pictures import load_renditions, picture_of
from blog.content.presenters import metadata
from blog.content.presenters.body import images_in, present_body
from blog.content.presenters.feed_links import feed_links, feed_url
from blog.content.rules import cache_tags
from blog.content.rules.sanitise import is_safe_link
from blog.content.selectors import Subject
from blog.web.memory import Kept, remember_as
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows


@singledispatch
def present(page: Any, request: Any) -> dict[str, Any]:
    """Return the context of a page's template.

    :raises TypeError: the page type has no presenter
    """
    raise TypeError(
        f"{type(page).__name__} has no presenter; write one in content/presenters/pages.py"
    )


@present.register
def _home(page: HomePage, request: Any) -> dict[str, Any]:
    front = selectors.get_front_page(
        home=page,
        number=selectors.page_number(request.GET.get("page")),
        base_url=page.get_url() or "/",
    )
    return {
        "front": front,
        "list": front.river,
        "is_front": front.river.number == 1,
        "meta": metadata.for_home(page, front),
        "feed_links": feed_links(),
    }


@present.register
def _index(page: PostIndexPage, request: Any) -> dict[str, Any]:
    shows(cache_tags.ALL_POSTS)
    cards = _list(
        lambda _many: selectors.readable_posts().newest_first(),
        cache_tags.ALL_POSTS,
        page,
        request,
        of=selectors.ALL,
    )
    return {"list": cards, "meta": metadata.for_index(page, cards), "feed_links": feed_links()}


@present.register
def _section(page: SectionPage, request: Any) -> dict[str, Any]:
    shows(named := cache_tags.posts_of("section", page.pk))
    cards = _list(
        lambda many: selectors.readable_posts().in_section(page, many=many).newest_first(),
        named,
        page,
        request,
        of=("section", page.pk),
    )
    subject = Subject("section", page.title, page.slug)
    return {
        "list": cards,
        "summary": page.summary,
        "meta": metadata.for_section(page, cards),
        "feed_links": feed_links(subject),
        "feed_url": feed_url(subject),
    }


@present.register
def _standard(page: StandardPage, request: Any) -> dict[str, Any]:
    return {
        "body": present_body(page.body, request),
        "summary": page.summary,
        "meta": metadata.for_standard(page),
        "feed_links": feed_links(),
    }


class WholePost(dict[str, Any]):
    """What a post's page shows beside its conversation, and the HTML that is made of it."""

    weight = 200


@present.register
def _post(page: PostPage, request: Any) -> dict[str, Any]:
    """Remembered for each published version; what is being written is shown as it is."""
    if getattr(request, "is_preview", True):
        return _whole_post(page)
    key = ("post", page.pk, page.live_revision_id)
    found = remember_as(key, lambda: _whole_post(_read(post=page.pk)[0]))
    return {**found, "comments_asked": _comments_asked(request.GET)}


def _comments_asked(address: Mapping[str, str]) -> str:
    """Return which part of the conversation an address asks for, as the page's title says it."""
    if named := next((name for name in ("comment", "after") if address.get(name)), ""):
        return named
    order = address.get("sort", "")
    return order if order in ("newest", "best") else ""


@Prepared
def _read() -> Any:
    return PostPage.objects.found_before(Later.number("post")).for_reading().order_by()


def _whole_post(page: PostPage) -> WholePost:
    selectors.show_post(page)
    authors = [line.author for line in page.bylines.all()]
    portraits = (author.picture for author in authors)
    load_renditions([page.hero_image, *images_in(page.body), *portraits])
    hero = picture_of(page.hero_image, "hero", alt=page.hero_alt) if page.hero_image else None
    card = selectors.as_card(page, slot="hero")
    tags = selectors.get_tags_of(page)
    series = selectors.get_series_shelf(page)
    return WholePost(
        kept=Kept(),
        post=card,
        tags=tags,
        meta=metadata.for_post(page, card, tags),
        feed_links=feed_links(),
        hero=hero,
        hero_caption=page.hero_caption,
        hero_credit=page.hero_image.credit if page.hero_image else "",
        hero_credit_url=_credit_url(page.hero_image),
        body=present_body(page.body),
        authors=[selectors.as_author_card(author) for author in authors],
        permalink=page.full_url,
        series=series,
        # In a series its parts stand beside each other.
        neighbours=None if series and series.leads_on else selectors.get_neighbours(page),
        related=selectors.get_related(page),
    )


def _credit_url(image: SiteImage | None) -> str:
    return image.credit_url if image and is_safe_link(image.credit_url) else ""


def _list(
    find: Any, named: str, page: Any, request: Any, *, of: tuple[str, int] | None = None
) -> selectors.CardPage:
    return selectors.page_of(
        find,
        number=selectors.page_number(request.GET.get("page")),
        base_url=page.get_url() or "/",
        named=(named,),
        of=of,
    )
