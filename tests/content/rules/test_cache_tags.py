"""The names by which a change finds the pages that it makes old."""

import inspect

from blog.content.rules import cache_tags

ONE = (["pk"], ["key"])


def test_no_two_things_have_the_same_name():
    makers = [make for _, make in inspect.getmembers(cache_tags, inspect.isfunction)]
    one_thing = [make for make in makers if list(inspect.signature(make).parameters) in ONE]
    names = [make(7) for make in one_thing]
    names += [cache_tags.posts_of(kind, 7) for kind in ("author", "tag", "section", "series")]
    names += cache_tags.rests_on_pairs([7, 8])
    names += [cache_tags.ALL_POSTS, cache_tags.FRAME, cache_tags.PICTURES]

    assert len(set(names)) == len(names)
    assert len(one_thing) == 10
    assert cache_tags.post(7) != cache_tags.post(70)


def test_a_post_names_the_pairs_that_pages_rest_on():
    assert set(cache_tags.pairs_of([9, 7, 8])) < set(cache_tags.rests_on_pairs([8, 9, 7]))
    assert cache_tags.pairs_of([7, 8, 9], changed=8) == ["posts-of-tags:7+8", "posts-of-tags:8+9"]
    many = cache_tags.pairs_of(range(40))
    assert many == cache_tags.pairs_of(range(40), changed=3)
    assert set(many) < set(cache_tags.rests_on_pairs([7, 8]))


def test_a_name_can_stand_in_a_header_that_a_cache_in_front_reads():
    for name in (cache_tags.text("a1b2"), cache_tags.posts_of("series", 7), cache_tags.FRAME):
        assert name.isascii()
        assert not set(name) & set(" ,")
