"""Which readers' pages a change makes old. Says it to the page cache and to networks, by tag.

Where it would take long to find out, it says "everything": pages are made anew in the background
while readers get the old ones, so too much costs a moment of work, and too little a wrong page.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter

from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from blog.content.models import (
    Author,
    HomePage,
    PostIndexPage,
    PostPage,
    PostTag,
    SectionPage,
    Series,
    SitePage,
    StandardPage,
    Tag,
)
from blog.content.rules import cache_tags
from blog.content.rules.months import any_before_this_month
from blog.web.purging import EVERYTHING, purge, purge_everything

FILES = ("rss.xml", "atom.xml", "feed.json")  # what most programs follow first
NEWEST_READY = 2000  # posts that are ready before anybody asks

# What a draft's own saves write into the row that readers see: nothing of it is shown.
OF_DRAFTS = frozenset(
    "latest_revision latest_revision_created_at has_unpublished_changes draft_title locked "
    "locked_at locked_by go_live_at owner numchild latest_revision_id".split()
)


@dataclass(frozen=True)
class Seen:
    """What readers' lists and links rest on, as the row had it before."""

    live: bool
    title: str
    url_path: str
    first_published_at: datetime | None
    expire_at: datetime | None
    section_id: int | None
    series_id: int | None
    tagline: str


def remember(*, page: SitePage) -> None:
    """Keep what the row of a page says before it is saved."""
    page.seen_before = _seen(type(page), page.pk) if page.pk else None


def page_saved(*, page: SitePage, fields: Collection[str] | None) -> None:
    """Have readers see a page as its row is now. A draft's own saves change nothing for them."""
    before: Seen | None = getattr(page, "seen_before", None)
    if not (page.live or (before and before.live)):
        return
    if fields is not None and OF_DRAFTS.issuperset(fields):
        return
    page_changed(page=page)


def page_changed(*, page: SitePage, dated_before: datetime | None = None) -> None:
    """Have readers see a page as it is now; not at all, if it is not live."""
    before: Seen | None = getattr(page, "seen_before", None)
    same = _same_text(page)
    tags = [cache_tags.page(page.pk), cache_tags.post(page.pk), *_texts(page, same)]
    if isinstance(page, PostPage):
        moments = {
            page.first_published_at,
            before.first_published_at if before else None,
            dated_before,
        }
        tags += _lists_of(page, before, moments)
        tags += [cache_tags.block(pk) for pk in sorted(same)]  # a translation names the others
        tags += _neighbours(page, moments)
        days = [moment.astimezone(UTC) for moment in moments if moment]
        tags += [cache_tags.posts_of("month", day.year * 100 + day.month) for day in days]
    else:
        tags.append(cache_tags.ALL_POSTS)
        if before is None or before != _seen(type(page), page.pk):
            tags.append(EVERYTHING)  # it stands in the navigation of every page
    if page.live:
        purge(*tags, addresses=addresses_of(page=page))
    else:
        # A network may still have it from the release of the code before, unknown to this one.
        gone = [cache_tags.page(page.pk), cache_tags.post(page.pk)]
        purge(*tags, gone=gone, addresses=filter(None, [page.get_url()]))


def tagging_changed(*, post_id: int, tag_id: int, no_longer: bool) -> None:
    """Have a post and the list of a tag show that they belong together, or ``no_longer``."""
    if live := _live(post_id):
        tags = PostTag.objects.filter(content_object=post_id).values_list("tag_id", flat=True)
        pairs = cache_tags.pairs_of({tag_id, *tags}, changed=tag_id)
        listed = _list("tag", tag_id, live, or_older=no_longer)
        purge(cache_tags.post(post_id), *listed, *pairs, cache_tags.ALL_POSTS)


def byline_changed(*, post_id: int, author_id: int, no_longer: bool) -> None:
    """Have a post and the list of an author show that they belong together, or ``no_longer``."""
    if live := _live(post_id):
        listed = _list("author", author_id, live, or_older=no_longer)
        purge(cache_tags.post(post_id), *listed, cache_tags.ALL_POSTS)


def name_changed(*, named: Author | Tag | Series) -> None:
    """Have every page made anew that names an author, tag or series, or from now on may."""
    kind = type(named).__name__.lower()
    tag = {Author: cache_tags.author, Tag: cache_tags.tag, Series: cache_tags.series}[type(named)]
    tags = [tag(named.pk), cache_tags.posts_of(kind, named.pk), cache_tags.ALL_POSTS]
    if isinstance(named, Tag):
        tags += _posts_with(named)
    purge(*tags)


def dates_changed(*, post_id: int, before: datetime | None) -> None:
    """Have a post stand where its date puts it, which was set past its row, and not as before."""
    post = PostPage.objects.filter(pk=post_id).first()
    if post is not None and post.live:
        page_changed(page=post, dated_before=before)


def drawing_changed(*, post_id: int) -> None:
    """Have a post's page name the picture that was drawn for it."""
    purge(cache_tags.page(post_id))


def pictures_changed(*, image_ids: Iterable[int]) -> None:
    """Have every page made anew that shows one of these pictures."""
    found = [
        name(pk) for pk in image_ids for name in (cache_tags.picture, cache_tags.picture_block)
    ]
    if found:
        purge(*found, cache_tags.PICTURES)


def everything_changed() -> None:
    """Have every page made anew; readers get the old ones until then."""
    purge_everything()


def access_changed() -> None:
    """Have every page made anew and send no old one, which may show what is private now."""
    purge_everything(gone=True)


# --- addresses that are ready before anybody asks --------------------------------------------


def addresses_of(*, page: SitePage) -> list[str]:
    """Return the addresses at which a change of this page is looked for first."""
    own = page.get_url() or ""
    if not isinstance(page, PostPage):
        return [own] if own else []
    with translation.override(page.locale.language_code):
        return [own, *_addresses_around(page)]


def all_addresses() -> Iterator[str]:
    """Yield every address that should be ready: fronts and lists first, then the newest posts."""
    pages = [HomePage, PostIndexPage, SectionPage, StandardPage]
    for model in pages:
        for page in model.objects.live().public().select_related("locale").defer_streamfields():
            yield page.get_url() or ""
            if isinstance(page, HomePage):
                with translation.override(page.locale.language_code):
                    yield from (reverse("content:feed", args=[file]) for file in FILES)
                    yield from (reverse("content:archive"), reverse("content:feeds"))
                    yield reverse("content:search")
    yield from (reverse(name) for name in ("sitemap", "manifest"))
    newest = PostPage.objects.visible_to(None).newest_first().defer_streamfields()
    posts = list(newest.select_related("locale", "section", "series")[:NEWEST_READY])
    yield from filter(None, (post.get_url() for post in posts))
    seen: dict[str, None] = {}
    for post in islice(posts, 200):
        with translation.override(post.locale.language_code):
            seen |= dict.fromkeys(_addresses_around(post))
    yield from seen


def _addresses_around(post: PostPage) -> Iterator[str]:
    homes = HomePage.objects.live().order_by("pk")  # a few, one for each language
    of_language = [one for one in homes if one.locale_id == post.locale_id]
    if of_language:
        yield min(of_language, key=attrgetter("path")).get_url() or ""
    tags = [tag for tag in post.tags.all() if not tag.is_internal]
    yield from (tag.get_absolute_url() for tag in tags)
    yield from (reverse("content:feed", args=[file]) for file in FILES)
    if post.section:
        yield post.section.get_url() or ""
    authors = [line.author for line in post.bylines.select_related("author")]
    yield from (author.get_absolute_url() for author in authors)
    if post.series:
        yield post.series.get_absolute_url()
    if (index := post.get_parent()) and (url := index.specific.get_url()):
        yield url
    yield reverse("content:archive")
    if published := post.first_published_at:
        yield reverse("content:archive_month", args=[published.year, published.month])
    yield reverse("sitemap")


# --- what a page rests on --------------------------------------------------------------------


def _seen(model: type[SitePage], pk: int) -> Seen | None:
    fields = ["live", "title", "url_path", "first_published_at", "expire_at"]
    if model is PostPage:
        fields += ["section_id", "series_id"]
    if model is HomePage:
        fields.append("tagline")
    row = model.objects.filter(pk=pk).values(*fields).first()
    return Seen(**{"section_id": None, "series_id": None, "tagline": "", **row}) if row else None


def _lists_of(
    post: PostPage, before: Seen | None, moments: Collection[datetime | None]
) -> list[str]:
    """The lists it stands in, or stood in before, as it came out at one of these moments."""
    tags = set(post.tag_links.values_list("tag_id", flat=True))
    by_kind = {
        "section": {post.section_id, before.section_id if before else None} - {None},
        "series": {post.series_id, before.series_id if before else None} - {None},
        "tag": tags,
        "author": post.bylines.values_list("author_id", flat=True),
    }
    named = [
        name for kind, pks in by_kind.items() for pk in pks for name in _list(kind, pk, moments)
    ]
    return [cache_tags.ALL_POSTS, *named, *cache_tags.pairs_of(tags)]


def _list(
    kind: str, pk: int, moments: Collection[datetime | None], *, or_older: bool = False
) -> list[str]:
    """A list that has a post more or less, which came out at one of these moments, ``or_older``."""
    is_older = or_older or any_before_this_month(moments, now=timezone.now())
    older = [cache_tags.older_posts_of(kind, pk)] if is_older else []
    return [cache_tags.posts_of(kind, pk), *older]


def _same_text(page: SitePage) -> set[int]:
    same = Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True)
    return {*same, page.pk}


def _texts(page: SitePage, same: Collection[int]) -> list[str]:
    """Its translations, and the links in texts, which lead to the translation that there is."""
    return [cache_tags.text(page.translation_key), *(cache_tags.link(pk) for pk in same)]


def _neighbours(post: PostPage, moments: Iterable[datetime | None]) -> list[str]:
    """The posts that get this one, or lose it, as the one before or after them."""
    found = []
    others = PostPage.objects.visible_to(None).filter(locale_id=post.locale_id).exclude(pk=post.pk)
    for moment in filter(None, moments):
        before = others.filter(first_published_at__lte=moment).newest_first()
        after = others.filter(first_published_at__gt=moment).oldest_first()
        for beside in (before, after):
            found += [cache_tags.page(pk) for pk in beside.values_list("pk", flat=True)[:1]]
    return found


def _posts_with(tag: Tag) -> list[str]:
    """The posts of a tag. While it was the team's own, no page of theirs was noted to show it."""
    live = PostTag.objects.filter(tag=tag, content_object__live=True).order_by()
    found = list(live.values_list("content_object", flat=True)[: NEWEST_READY + 1])
    return [EVERYTHING] if len(found) > NEWEST_READY else [cache_tags.post(pk) for pk in found]


def _live(post_id: int) -> list[datetime | None]:
    """When this post came out, where readers have it; nothing otherwise."""
    live = Page.objects.filter(pk=post_id, live=True)
    return list(live.values_list("first_published_at", flat=True))
