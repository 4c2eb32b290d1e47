"""Feeds: RSS, Atom and JSON Feed, of everything and of each section, tag, author and series."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.content import selectors
from blog.content.feed_formats import GENERATORS
from blog.content.models import PostPage
from blog.content.pictures import Picture, load_renditions
from blog.content.presenters import metadata
from blog.content.presenters.body import images_in, present_body
from blog.content.presenters.feed_links import SITE, feed_groups, feed_links, feed_url
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.syndication import html_for_feeds, text_for_xml
from blog.content.selectors import Subject
from blog.errors import NotFound
from blog.web.addresses import absolute
from blog.web.caching import public_page
from blog.web.htmx import page_or_part
from blog.web.memory import remember_each
from blog.web.prepared import Prepared, PreparedMany
from blog.web.shown import shows
from blog.web.unchanged import unless_known

NEWEST = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
@public_page
def show_feeds(request: HttpRequest) -> HttpResponse:
    """Show people which feeds there are."""
    context = {
        "groups": feed_groups(selectors.get_subjects()),
        "feed_links": feed_links(),
        "meta": metadata.for_feeds(),
    }
    return page_or_part(request, "content/feeds.html", "content", context)


@require_safe
@public_page
def show_feed(
    request: HttpRequest, file: str, kind: str = SITE.kind, slug: str = ""
) -> HttpResponse:
    """Answer with a feed, or with 304 where the reader's program has this very state of it.

    :raises NotFound: no such format, no such list, or it is not for readers
    """
    if file not in GENERATORS or kind not in CHANNELS:
        raise NotFound
    response = unless_known(request, _write(CHANNELS[kind](slug), file))
    if settings.WEBSUB_HUB:
        response["Link"] = _link_to_hubs(request.path)
    # Other sites' scripts may read it: it is the same for everybody and no cookie counts.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _link_to_hubs(path: str) -> str:
    """Return the header by which programs find where to subscribe, and to what (WebSub, 4)."""
    hubs = [f'<{hub}>; rel="hub"' for hub in settings.WEBSUB_HUB]
    return ", ".join([*hubs, f'<{absolute(path)}>; rel="self"'])


# --- which posts -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Channel:
    """A list of posts that can be followed."""

    subject: Subject
    title: str
    description: str
    page_url: str
    publication: str
    newest: dict[int, datetime | None]  # when each was last published, by its key


_newest_of_all = Prepared(lambda: _newest(selectors.readable_later()))


def _newest(posts: PostQuerySet) -> QuerySet[Any, tuple[int, datetime | None]]:
    return posts.newest_first().values_list("pk", "last_published_at")[:NEWEST]


def _everything(_slug: str) -> Channel:
    shows(cache_tags.ALL_POSTS)
    publication = selectors.get_publication()
    home = selectors.get_home()
    about = home.tagline or publication.description or publication.tagline
    return Channel(
        SITE,
        publication.name,
        about or _("The newest posts."),
        absolute(home.url),
        publication.name,
        dict(_newest_of_all(**selectors.readable_now())),
    )


def _section(slug: str) -> Channel:
    section = selectors.get_section(slug)
    posts = _posts_of("section", section)
    subject = Subject("section", section.title, section.slug)
    return _of(subject, section.get_url() or "/", posts, section.summary)


def _tag(slug: str) -> Channel:
    tag = selectors.get_tag(slug)
    posts = _posts_of("tag", tag)
    about = _("Posts about %(name)s.") % {"name": tag.name}
    return _of(Subject("tag", tag.name, tag.slug), tag.get_absolute_url(), posts, about)


def _author(slug: str) -> Channel:
    author = selectors.get_author(slug)
    posts = _posts_of("author", author)
    subject = Subject("author", author.name, author.slug)
    return _of(subject, author.get_absolute_url(), posts, author.bio)


def _series(slug: str) -> Channel:
    series = selectors.get_series(slug)
    posts = selectors.readable_posts(few=True).in_series(series)
    subject = Subject("series", series.name, series.slug)
    return _of(subject, series.get_absolute_url(), posts, series.summary)


def _posts_of(kind: str, thing: Any) -> PostQuerySet:
    many = selectors.has_many(kind, thing.pk)
    return selectors.NARROWED[kind](selectors.readable_posts(), thing, many=many)


def _of(subject: Subject, page_url: str, posts: PostQuerySet, about: str) -> Channel:
    publication = selectors.get_publication().name
    return Channel(
        subject,
        f"{subject.name} – {publication}",
        about or _("The newest posts in %(name)s.") % {"name": subject.name},
        absolute(page_url),
        publication,
        dict(_newest(posts)),
    )


CHANNELS: dict[str, Callable[[str], Channel]] = {
    "site": _everything,
    "section": _section,
    "tag": _tag,
    "author": _author,
    "series": _series,
}


# --- what is written -------------------------------------------------------------------------


def _write(channel: Channel, file: str) -> HttpResponse:
    generator = GENERATORS[file]
    feed = generator(
        title=text_for_xml(channel.title),
        link=channel.page_url,
        description=text_for_xml(channel.description),
        subtitle=text_for_xml(channel.description),
        language=get_language(),
        author_name=text_for_xml(channel.publication),
        author_link=absolute("/"),
        feed_url=absolute(feed_url(channel.subject, file)),
        hubs=settings.WEBSUB_HUB,
        changed_at=max(filter(None, channel.newest.values()), default=NEVER),
    )
    items = remember_each([("feed", pk) for pk in channel.newest], _load, _item_of)
    for item in items.values():
        feed.add_item(**item)
    written = BytesIO()  # an answer takes much longer for each of hundreds of pieces
    feed.write(written, "utf-8")
    return HttpResponse(written.getvalue(), content_type=generator.content_type)


class Item(dict[str, Any]):
    """A post as feeds have it, its whole text included."""

    weight = 100


_read = PreparedMany(lambda keys: PostPage.objects.found_before(keys).for_reading().order_by())


def _load(missing: list[tuple[str, int]]) -> dict[tuple[str, int], PostPage]:
    posts = _read([pk for _, pk in missing])
    load_renditions(image for post in posts for image in (post.hero_image, *images_in(post.body)))
    return {("feed", post.pk): post for post in posts}


def _item_of(post: PostPage) -> Item:
    card = selectors.as_card(post, slot="hero")
    url = absolute(card.url)
    tags = selectors.get_tags_of(post)
    categories = [link.name for link in (*([card.section] if card.section else []), *tags)]
    return Item(
        title=text_for_xml(post.title),
        link=url,
        description=text_for_xml(post.summary),
        pubdate=post.first_published_at,
        updateddate=post.last_published_at or post.first_published_at,
        # Names the text, not its place: it stays when slug, section or domain change.
        unique_id=uuid5(post.translation_key, post.locale.language_code).urn,
        unique_id_is_permalink=False,
        categories=[text_for_xml(name) for name in categories],
        authors=[(text_for_xml(one.name), absolute(one.url)) for one in card.authors],
        picture=card.picture,
        content=_whole_text(post, card.picture, url),
    )


def _whole_text(post: PostPage, picture: Picture | None, url: str) -> str:
    parts = [format_html("<p><em>{}</em></p>", post.subtitle)] if post.subtitle else []
    if picture:
        credit = post.hero_image.credit if post.hero_image else ""
        caption = " ".join(line for line in (post.hero_caption, credit) if line)
        parts.append(
            format_html(
                '<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>',
                picture.src,
                picture.width,
                picture.height,
                picture.alt,
                format_html("<figcaption>{}</figcaption>", caption) if caption else "",
            )
        )
    return html_for_feeds("\n".join([*parts, present_body(post.body).html]), page_url=url)
