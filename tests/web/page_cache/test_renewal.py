"""In which order answers are made anew, and what waits for whom."""

import pytest

from blog.web.page_cache import renewal
from blog.web.page_cache.register import LATER
from tests.web.page_cache.support import Cache

PUBLIC = "max-age=60, public, s-maxage=300"


def site(environ, start_response):
    if shown := environ.get("blog.shown"):
        shown.tags["page:1"] = None
    start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", PUBLIC)])
    return [environ["PATH_INFO"].encode()]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(renewal, "BRISK", 0)
    cache = Cache(tmp_path / "pages", django=site)
    cache.renewal.gently = True
    return cache


@pytest.fixture
def rests(cache, monkeypatch):
    """Return a list that grows by what was made last, at each rest."""
    found = []
    monkeypatch.setattr(
        cache.renewal, "_rest", lambda seconds: found.append(cache.asked[-1]["PATH_INFO"])
    )
    return found


def want(cache, *paths, place):
    keys = [cache.door.addresses.key_at(path) for path in paths]
    with cache.store.register.writing() as ledger:
        ledger.want(keys, place=place)


def test_what_people_look_for_is_made_first_and_without_a_pause(cache, rests):
    want(cache, "/old/", "/older/", place=LATER)
    want(cache, "/new/", "/", place=0)

    cache.renewal.work_off()

    assert [asked["PATH_INFO"] for asked in cache.asked] == ["/new/", "/", "/old/", "/older/"]
    assert rests == ["/old/", "/older/"]


def test_a_pause_ends_when_there_is_what_people_look_for(cache):
    want(cache, "/new/", place=0)

    cache.renewal.glance(is_due=False)
    cache.renewal._rest(3600)

    assert not cache.renewal._looked_for.is_set()


def test_what_another_process_makes_at_this_moment_wakes_nobody(cache):
    want(cache, "/new/", place=0)
    other = Cache(cache.store.folder, django=site)
    other.store.take()

    cache.renewal.glance(is_due=False)

    assert not cache.renewal._wake.is_set()
