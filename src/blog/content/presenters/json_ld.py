"""A page in the words of schema.org, which search engines read: one graph of nodes a page."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from blog.content.models import Author, PostPage
from blog.content.presenters.imprint import Imprint
from blog.content.selectors import Link, PostCard
from blog.web.addresses import absolute

if TYPE_CHECKING:
    from blog.content.presenters.metadata import Metadata

type Node = dict[str, Any]


def posting(page: PostPage, card: PostCard, described: "Metadata", imprint: Imprint) -> Node:
    """A post, with who wrote it and who publishes it."""
    url = absolute(card.url)
    image = described.image
    return _without_empty(
        {
            "@type": "BlogPosting",
            "@id": f"{url}#post",
            "url": url,
            "mainEntityOfPage": url,
            "headline": page.title,
            "alternativeHeadline": page.subtitle,
            "description": described.description,
            "inLanguage": get_language(),
            "datePublished": _moment(described.published_at),
            "dateModified": _moment(described.updated_at or described.published_at),
            "author": [
                {"@type": "Person", "@id": f"{one.url}#person", "name": one.name, "url": one.url}
                for one in described.authors
            ],
            "publisher": publisher(imprint),
            "articleSection": described.section,
            "keywords": list(described.tags),
            "timeRequired": f"PT{page.reading_minutes}M",
            "image": {
                "@type": "ImageObject",
                "url": image.url,
                "width": image.width,
                "height": image.height,
                "caption": image.alt,
            }
            if image
            else None,
        }
    )


def publisher(imprint: Imprint) -> Node:
    """Who publishes."""
    return _without_empty(
        {
            "@type": "Organization",
            "@id": f"{absolute('/')}#organization",
            "name": imprint.name,
            "url": absolute("/"),
            "description": imprint.about,
        }
    )


def website(imprint: Imprint) -> Node:
    """The site in one language, and how it is searched."""
    return {
        "@type": "WebSite",
        "@id": f"{imprint.home_url}#website",
        "name": imprint.name,
        "url": imprint.home_url,
        "inLanguage": get_language(),
        "publisher": {"@id": f"{absolute('/')}#organization"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{imprint.home_url}search/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def person(author: Author, picture_url: str) -> Node:
    """Somebody who writes."""
    url = absolute(author.get_absolute_url())
    return _without_empty(
        {
            "@type": "Person",
            "@id": f"{url}#person",
            "name": author.name,
            "url": url,
            "description": author.bio,
            "image": picture_url,
            "sameAs": [author.website] if author.website else [],
        }
    )


def collection(described: "Metadata", url: str, cards: Sequence[PostCard]) -> Node:
    """A list of posts, one page of it, as the page shows them."""
    posts = [
        {"@type": "ListItem", "position": place, "name": card.title, "url": absolute(card.url)}
        for place, card in enumerate(cards, 1)
    ]
    shown = {"mainEntity": {"@type": "ItemList", "itemListElement": posts}} if posts else {}
    return {**page("CollectionPage", described, url), **shown}


def page(kind: str, described: "Metadata", url: str) -> Node:
    """A page of any kind."""
    return _without_empty(
        {
            "@type": kind,
            "@id": url,
            "url": url,
            "name": described.title,
            "description": described.description,
            "inLanguage": get_language(),
        }
    )


def trail(crumbs: tuple[Link, ...], imprint: Imprint) -> Node:
    """The way to a page from the front page."""
    start = Link(imprint.name, imprint.home_url)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": crumb.name,
                "item": absolute(crumb.url),
            }
            for place, crumb in enumerate((start, *crumbs), 1)
        ],
    }


def graph(*nodes: Node) -> SafeString:
    """All that a page says, as its script element holds it."""
    return json_for_script({"@context": "https://schema.org", "@graph": list(nodes)})


_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_for_script(value: Any) -> SafeString:
    """Return JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(text)  # noqa: S308 - no < > & is left


def _moment(at: datetime | None) -> str:
    return at.replace(microsecond=0).isoformat() if at else ""


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}
