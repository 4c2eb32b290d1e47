"""What a page says of itself to search engines and to sites that show a link to it.

One ``Metadata`` a page, printed by ``templates/components/meta.html``. Every address in it is
absolute and begins with the site's own name.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from blog.content import selectors
from blog.content.models import (
    Author,
    HomePage,
    PostIndexPage,
    PostPage,
    SectionPage,
    Series,
    StandardPage,
    Tag,
)
from blog.content.pictures import SOCIAL_SIZE, picture_of
from blog.content.presenters import json_ld
from blog.content.presenters.imprint import Imprint, get_imprint
from blog.content.presenters.json_ld import Node
from blog.content.selectors import CardPage, FrontPage, Link, PostCard, Translation
from blog.web.addresses import absolute
from blog.web.memory import Kept, remembered

INDEXED = "max-image-preview:large"
NOT_INDEXED = "noindex, follow"
LARGE_CARD_WIDTH = 600


@dataclass(frozen=True)
class SocialImage:
    """The picture that is shown with a link."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Metadata:
    """What the head of a page says of it. Only ``title`` is never empty."""

    title: str
    social_title: str
    description: str
    social_description: str
    canonical_url: str
    type: str = "website"
    robots: str = INDEXED
    image: SocialImage | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Link, ...] = ()
    previous_url: str = ""
    next_url: str = ""
    alternates: tuple[Translation, ...] = ()
    json_ld: SafeString | str = ""
    kept: Kept | None = None  # where this is remembered: its HTML, the title apart

    @property
    def twitter_card(self) -> str:
        """How large the picture may be shown: wide only if it is."""
        wide = self.image is not None and self.image.width >= LARGE_CARD_WIDTH
        return "summary_large_image" if wide else "summary"


# --- pages of the tree -----------------------------------------------------------------------


def for_home(page: HomePage, front: FrontPage) -> Metadata:
    """Return the metadata of the front page."""
    imprint = get_imprint()
    plain = _of_page(page, title=page.seo_title or imprint.name, about=imprint.about)
    return _as_list(
        plain,
        front.river,
        imprint,
        nodes=(json_ld.website(imprint), json_ld.publisher(imprint)),
        above=(*([front.lead] if front.lead else []), *front.seconds),
    )


def for_section(page: SectionPage, cards: CardPage) -> Metadata:
    """Return the metadata of a section."""
    plain = _of_page(page, title=page.seo_title or page.title, about=page.summary)
    crumbs = (Link(page.title, page.get_url() or ""),)
    return _as_list(plain, cards, get_imprint(), crumbs=crumbs)


def for_index(page: PostIndexPage, cards: CardPage) -> Metadata:
    """Return the metadata of the list of all posts."""
    imprint = get_imprint()
    about = _("All posts of %(name)s, the newest first.") % {"name": imprint.name}
    plain = _of_page(page, title=page.seo_title or page.title, about=about)
    crumbs = (Link(page.title, page.get_url() or ""),)
    return _as_list(plain, cards, imprint, crumbs=crumbs)


def for_standard(page: StandardPage) -> Metadata:
    """Return the metadata of a page of text."""
    plain = _of_page(page, title=page.seo_title or page.title, about=page.summary)
    link = Link(page.title, page.get_url() or "")
    node = json_ld.page("WebPage", plain, absolute(link.url))
    return replace(plain, json_ld=json_ld.graph(node, json_ld.trail((link,), get_imprint())))


def for_post(page: PostPage, card: PostCard, tags: tuple[Link, ...]) -> Metadata:
    """Return the metadata of a post. ``card`` is the post as lists show it."""
    plain = _of_page(page, title=page.seo_title or page.title, about=page.summary)
    described = replace(
        plain,
        type="article",
        image=_image_of_post(page, card),
        published_at=page.first_published_at,
        updated_at=page.last_published_at,
        section=card.section.name if card.section else "",
        tags=tuple(tag.name for tag in tags),
        authors=tuple(Link(one.name, absolute(one.url)) for one in card.authors),
    )
    crumbs = (*([card.section] if card.section else []), Link(page.title, card.url))
    imprint = get_imprint()
    posting = json_ld.posting(page, card, described, imprint)
    return replace(described, json_ld=json_ld.graph(posting, json_ld.trail(crumbs, imprint)))


def _of_page(page: Any, *, title: str, about: str = "") -> Metadata:
    description = page.search_description or about
    return Metadata(
        title=title,
        social_title=page.social_title or title,
        description=description,
        social_description=page.social_description or description,
        canonical_url=page.canonical_url or absolute(page.get_url() or ""),
        image=_chosen_image(page),
        # A text whose first home is elsewhere has its translations there, too.
        alternates=() if page.canonical_url else _alternates(selectors.get_translations(page)),
    )


# --- lists that are not pages of the tree ----------------------------------------------------


def for_tag(tag: Tag, cards: CardPage) -> Metadata:
    """Return the metadata of a tag's posts."""
    title = _("Posts about %(name)s") % {"name": tag.name}
    about = _("All posts about %(name)s, the newest first.") % {"name": tag.name}
    plain = _of_list(title, tag.get_absolute_url(), about)
    crumbs = (Link(tag.name, tag.get_absolute_url()),)
    return _as_list(plain, cards, get_imprint(), crumbs=crumbs)


def for_series(series: Series, cards: CardPage) -> Metadata:
    """Return the metadata of a series."""
    plain = _of_list(series.name, series.get_absolute_url(), series.summary)
    crumbs = (Link(series.name, series.get_absolute_url()),)
    return _as_list(plain, cards, get_imprint(), crumbs=crumbs)


def for_author(author: Author, cards: CardPage) -> Metadata:
    """Return the metadata of an author's page."""
    url = author.get_absolute_url()
    picture = picture_of(author.picture, "portrait", alt=author.name) if author.picture else None
    image = (
        SocialImage(absolute(picture.src), picture.width, picture.height, picture.alt)
        if picture
        else None
    )
    about = author.bio or _("Posts by %(name)s, the newest first.") % {"name": author.name}
    plain = replace(_of_list(author.name, url, about), type="profile", image=image)
    person = json_ld.person(author, image.url if image else "")
    crumbs = (Link(author.name, url),)
    return _as_list(plain, cards, get_imprint(), crumbs=crumbs, nodes=(person,))


def for_archive(url: str) -> Metadata:
    """Return the metadata of the archive."""
    about = _("Every month of %(name)s, with its posts.") % {"name": get_imprint().name}
    return _of_list(_("Archive"), url, about)


def for_period(period: str, url: str, cards: CardPage) -> Metadata:
    """Return the metadata of a year or a month of the archive."""
    imprint = get_imprint()
    words = {"name": imprint.name, "period": period}
    about = _("What %(name)s published in %(period)s, the newest first.") % words
    crumbs = (Link(period, url),)
    return _as_list(_of_list(period, url, about), cards, imprint, crumbs=crumbs)


def for_corrections(url: str) -> Metadata:
    """Return the metadata of the list of corrections."""
    about = _("What was corrected in the posts of %(name)s, and when.")
    return _of_list(_("Corrections"), url, about % {"name": get_imprint().name})


def for_search(query: str, url: str) -> Metadata:
    """Return the metadata of search results: never in an index of their own."""
    words = Truncator(query).chars(60)
    title = _("Search: %(query)s") % {"query": words} if words else _("Search")
    return replace(_for_any_search(url), title=title, social_title=title)


@remembered
def _for_any_search(url: str) -> Metadata:
    about = _(
        "Search the posts of %(name)s by their words, and narrow the results by section, tag, "
        "author and date."
    )
    plain = _of_list("", url, about % {"name": get_imprint().name})
    return replace(plain, robots=NOT_INDEXED, kept=Kept())


def for_difference(title: str, url: str) -> Metadata:
    """Return the metadata of what changed in a post: never in an index of its own."""
    words = _("What was corrected in “%(title)s”") % {"title": title}
    return replace(_of_list(words, url), robots=NOT_INDEXED)


def for_feeds() -> Metadata:
    """Return the metadata of the page about feeds."""
    about = _(
        "Follow %(name)s in a feed reader: everything, a section, a series, a tag or an author."
    )
    return _of_list(_("Feeds"), reverse("content:feeds"), about % {"name": get_imprint().name})


def _of_list(title: str, url: str, about: str = "") -> Metadata:
    return Metadata(
        title=title,
        social_title=title,
        description=about,
        social_description=about,
        canonical_url=absolute(url),
    )


def _as_list(
    plain: Metadata,
    cards: CardPage,
    imprint: Imprint,
    *,
    crumbs: tuple[Link, ...] = (),
    nodes: tuple[Node, ...] = (),
    above: tuple[PostCard, ...] = (),
) -> Metadata:
    """Say of a list which of its pages this is. Each page is its own canonical address.

    ``above`` are posts that the page shows before the list.
    """
    url = selectors.page_url(plain.canonical_url, cards.number)
    described = replace(
        plain,
        canonical_url=url,
        previous_url=absolute(cards.previous_url) if cards.previous_url else "",
        next_url=absolute(cards.next_url) if cards.next_url else "",
        # Only the beginnings of two lists stand for each other.
        alternates=plain.alternates if cards.number == 1 else (),
    )
    trail = [json_ld.trail(crumbs, imprint)] if crumbs else []
    posts = json_ld.collection(described, url, (*above, *cards.cards))
    graph = json_ld.graph(posts, *nodes, *trail)
    return replace(described, json_ld=graph)


# --- pictures --------------------------------------------------------------------------------


def _chosen_image(page: Any) -> SocialImage | None:
    image = page.social_image
    if image is None:
        return None
    picture = picture_of(image, "social", alt=image.description or page.title)
    return SocialImage(absolute(picture.src), picture.width, picture.height, picture.alt)


def _image_of_post(page: PostPage, card: PostCard) -> SocialImage | None:
    """The picture an editor chose, else the drawn one, else the one at the top of the post."""
    if chosen := _chosen_image(page):
        return chosen
    if page.drawn_social_image:
        url = absolute(default_storage.url(page.drawn_social_image))
        return SocialImage(url, *SOCIAL_SIZE, alt=page.title)
    if card.picture:
        picture = card.picture
        return SocialImage(absolute(picture.src), picture.width, picture.height, picture.alt)
    return None


# --- translations ----------------------------------------------------------------------------


def _alternates(translations: tuple[Translation, ...]) -> tuple[Translation, ...]:
    found = [Translation(one.language, absolute(one.url)) for one in translations]
    default = [one.url for one in found if one.language == settings.LANGUAGE_CODE]
    return (*found, *(Translation("x-default", url) for url in default))
