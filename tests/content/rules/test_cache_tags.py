"""The names by which a change finds the pages that it makes old."""

import inspect

from blog.content.rules import cache_tags


def test_no_two_things_have_the_same_name():
    makers = [make for _, make in inspect.getmembers(cache_tags, inspect.isfunction)]
    one_thing = [make for make in makers if make is not cache_tags.posts_of]
    names = [make(7) for make in one_thing]
    names += [cache_tags.posts_of(kind, 7) for kind in ("author", "tag", "section", "series")]
    names += [cache_tags.ALL_POSTS, cache_tags.FRAME, cache_tags.PICTURES]

    assert len(set(names)) == len(names)
    assert cache_tags.post(7) != cache_tags.post(70)


def test_a_name_can_stand_in_a_header_that_a_cache_in_front_reads():
    for name in (cache_tags.text("a1b2"), cache_tags.posts_of("series", 7), cache_tags.FRAME):
        assert name.isascii()
        assert not set(name) & set(" ,")
