"""The names of what a page shows: selectors note them, and changes purge by them."""

from collections.abc import Collection
from itertools import combinations

ALL_POSTS = "posts"  # a list of all posts: front page, archive, the site's feeds, the sitemap
FRAME = "frame"  # the publication's name and look, and what its navigation names
PICTURES = "pictures"  # so many pictures that they are not named one by one


def page(pk: int) -> str:
    """The page itself, as its own address shows it."""
    return f"page:{pk}"


def post(pk: int) -> str:
    """A post's title, summary or card, wherever it stands."""
    return f"post:{pk}"


def text(key: object) -> str:
    """A text in all its languages: which there are, and where."""
    return f"text:{key}"


def link(pk: int) -> str:
    """Where a link within a text leads to a page."""
    return f"link:{pk}"


def author(pk: int) -> str:
    """An author's name and portrait."""
    return f"author:{pk}"


def tag(pk: int) -> str:
    """A tag's name."""
    return f"tag:{pk}"


def series(pk: int) -> str:
    """The name of a series."""
    return f"series:{pk}"


def picture(pk: int) -> str:
    """A picture, its sizes and its credit."""
    return f"picture:{pk}"


def posts_of(kind: str, pk: int) -> str:
    """Which posts an author, tag, section or series has; a month (202611), and how many."""
    return f"posts-of-{kind}:{pk}"


def posts_of_pairs(tags: Collection[int]) -> list[str]:
    """Which posts have two tags together, for each two of these."""
    return [f"posts-of-tags:{one}+{other}" for one, other in combinations(sorted(tags), 2)]
