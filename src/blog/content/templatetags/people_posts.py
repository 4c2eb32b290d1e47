"""What a person's page shows of what they wrote. Templates may look upstairs."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django import template

from blog.content import selectors
from blog.content.models import Author
from blog.content.selectors import PostCard

register = template.Library()

NEWEST = 6


@dataclass(frozen=True)
class Written:
    """The newest posts of a person, and where all of them are."""

    cards: tuple[PostCard, ...]
    more_url: str


@register.simple_tag
def posts_by_account(user_id: int) -> Written:
    """Return what strangers may read of a person's posts: none where they have no byline."""
    author = Author.objects.filter(user_id=user_id).first()
    if author is None:
        return Written((), "")
    posts = selectors.readable_posts().by(author).newest_first().values_list("pk", flat=True)
    cards = selectors.cards_of(posts[: NEWEST + 1])
    return Written(cards[:NEWEST], author.get_absolute_url() if cards else "")


@register.filter
def plain_address(url: str) -> str:
    """Return an address as people write it: without its scheme and the slash at its end."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".removeprefix("www.").rstrip("/")
