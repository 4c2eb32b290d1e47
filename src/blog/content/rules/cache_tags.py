"""The names of what a page shows: selectors note them, and changes purge by them."""

from collections.abc import Collection
from itertools import combinations

ALL_POSTS = "posts"  # a list of all posts: front page, archive, the site's feeds, the sitemap
FOUND = "found"  # the texts that are searched, which are written a moment after the posts
FRAME = "frame"  # the publication's name and look, and what its navigation names
POSTS_OF_MANY_TAGS = "posts-of-many-tags"
MOST_IN_PAIRS = 12  # tags of a post
PICTURES = "pictures"  # so many pictures that they are not named one by one
POSTS_IN_A_BLOCK, PICTURES_IN_A_BLOCK = 5000, 1000  # of keys
MOST_BLOCKS = 50  # that one page names


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


def block(pk: int) -> str:
    """Posts with neighbouring keys: which of them readers have, where and in which languages."""
    return f"posts-of-block:{pk // POSTS_IN_A_BLOCK}"


def blocks(keys: range) -> list[str]:
    """Return all blocks that posts with these keys lie in; there are some keys."""
    first, last = keys[0] // POSTS_IN_A_BLOCK, keys[-1] // POSTS_IN_A_BLOCK
    return [block(number * POSTS_IN_A_BLOCK) for number in range(first, last + 1)]


def picture_block(pk: int) -> str:
    """Pictures with neighbouring keys."""
    return f"pictures-of-block:{pk // PICTURES_IN_A_BLOCK}"


def posts_of(kind: str, pk: int) -> str:
    """Which posts an author, tag, section or series has; a month (202611), and how many."""
    return f"posts-of-{kind}:{pk}"


def older_posts_of(kind: str, pk: int) -> str:
    """How many posts an author, tag or section has that came out before this month."""
    return f"older-posts-of-{kind}:{pk}"


def rests_on_pairs(tags: Collection[int]) -> list[str]:
    """What a page names that shows posts which have two of these tags together."""
    return [POSTS_OF_MANY_TAGS, *_pairs(tags)]


def pairs_of(tags: Collection[int], *, changed: int | None = None) -> list[str]:
    """What a post says that has changed, for those pages; or of its tags, only one has changed."""
    if len(tags) > MOST_IN_PAIRS:  # their pairs would be too many to name
        return [POSTS_OF_MANY_TAGS]
    if changed is None:
        return _pairs(tags)
    return [_pair(changed, tag) for tag in tags if tag != changed]


def _pairs(tags: Collection[int]) -> list[str]:
    return [_pair(one, other) for one, other in combinations(tags, 2)]


def _pair(one: int, other: int) -> str:
    return f"posts-of-tags:{min(one, other)}+{max(one, other)}"
