"""Where the feeds are: for programs in the head of a page, for people on the page about feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.content.selectors import Subject
from blog.web.addresses import absolute
from blog.web.memory import Kept, remembered
from blog.web.shown import shows

FORMATS = {
    "rss.xml": ("RSS", "application/rss+xml"),
    "atom.xml": ("Atom", "application/atom+xml"),
    "feed.json": ("JSON Feed", "application/feed+json"),
}
SITE = Subject("site", "", "")


@dataclass(frozen=True)
class FeedLink:
    """A feed as the head of a page names it. ``name`` is empty where it is the whole site's."""

    name: str
    format: str
    url: str
    mime_type: str


@dataclass(frozen=True)
class FeedRow:
    """A feed in its three formats, as the page about feeds lists it."""

    name: str
    rss_url: str
    atom_url: str
    json_url: str


@dataclass(frozen=True)
class FeedGroup:
    """Feeds of one kind."""

    title: str
    feeds: tuple[FeedRow, ...]


def feed_url(subject: Subject, file: str = "atom.xml") -> str:
    """Return the path of a feed in the language that is active."""
    if subject.kind == SITE.kind:
        return reverse("content:feed", args=[file])
    return reverse("content:subject_feed", args=[subject.kind, subject.slug, file])


class FeedLinks(tuple[FeedLink, ...]):
    """The feeds that the head of a page names, and the HTML that is made of them."""

    def __new__(cls, links: Iterable[FeedLink]) -> Self:
        """Begin with nothing kept."""
        made = super().__new__(cls, links)
        made.kept = Kept()
        return made

    kept: Kept


def feed_links(subject: Subject = SITE) -> FeedLinks:
    """Return the feeds that the head of a page names: the list's own first, then the site's."""
    return _feed_links(subject)


@remembered
def _feed_links(subject: Subject) -> FeedLinks:
    shows(cache_tags.FRAME)  # the publication's name stands in each
    subjects = [SITE] if subject.kind == SITE.kind else [subject, SITE]
    return FeedLinks(
        FeedLink(one.name, label, feed_url(one, file), mime_type)
        for one in subjects
        for file, (label, mime_type) in FORMATS.items()
    )


def feeds_with(post: PostPage) -> list[str]:
    """Return the whole addresses of the feeds in which a post, as it is given, stands."""
    tags = [tag for tag in post.tags.all() if not tag.is_internal]
    authors = [line.author for line in post.bylines.all()]
    subjects = [
        SITE,
        *([Subject("section", "", post.section.slug)] if post.section else []),
        *([Subject("series", "", post.series.slug)] if post.series else []),
        *(Subject("tag", "", tag.slug) for tag in tags),
        *(Subject("author", "", author.slug) for author in authors),
    ]
    with translation.override(post.locale.language_code):
        return [absolute(feed_url(subject, file)) for subject in subjects for file in FORMATS]


def feed_groups(subjects: tuple[Subject, ...]) -> tuple[FeedGroup, ...]:
    """Return every feed, in groups, for people to choose from."""
    titles = {
        "section": _("Sections"),
        "series": _("Series"),
        "tag": _("Tags"),
        "author": _("Authors"),
    }
    groups = [FeedGroup(_("Everything"), (_row(SITE, _("All posts")),))]
    for kind, title in titles.items():
        rows = tuple(_row(subject, subject.name) for subject in subjects if subject.kind == kind)
        if rows:
            groups.append(FeedGroup(title, rows))
    return tuple(groups)


def _row(subject: Subject, name: str) -> FeedRow:
    return FeedRow(name, *(feed_url(subject, file) for file in FORMATS))
