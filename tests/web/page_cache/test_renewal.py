"""In which order answers are made anew, and what waits for whom."""

import time

import pytest

from blog.web.page_cache import register, renewal
from blog.web.page_cache.register import LATER
from tests.web.page_cache.support import Cache

PUBLIC = "max-age=60, public, s-maxage=300"


class Site:
    """Stands for Django: says the path and what the text is now, or fails."""

    def __init__(self):
        self.text = "before"
        self.status = "200 OK"

    def __call__(self, environ, start_response):
        if self.status is None:
            raise OSError
        if shown := environ.get("blog.shown"):
            shown.tags["page:1"] = None
        start_response(self.status, [("Content-Type", "text/html"), ("Cache-Control", PUBLIC)])
        return [f"{environ['PATH_INFO']} {self.text}".encode()]


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def waited():
    """Return a list that grows at each wait for what is away."""
    return []


@pytest.fixture
def cache(tmp_path, monkeypatch, site, waited):
    monkeypatch.setattr(renewal, "BRISK", 0)
    cache = Cache(tmp_path / "pages", django=site)
    cache.renewal.gently = True
    monkeypatch.setattr(cache.renewal, "_wait", waited.append)
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


def test_what_another_process_makes_at_this_moment_wakes_nobody(cache, site):
    want(cache, "/new/", place=0)
    other = Cache(cache.store.folder, django=site)
    other.store.take()

    cache.renewal.glance(is_due=False)

    assert not cache.renewal._wake.is_set()


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable", None])
def test_readers_keep_the_page_that_cannot_be_made_anew_and_it_is_tried_again(
    status, cache, site, monkeypatch
):
    cache.get("/")
    site.text, site.status = "after", status
    cache.store.change(tags=["page:1"])

    cache.renewal.work_off()

    assert cache.get("/").body == b"/ before"
    assert len(cache.asked) == 2  # it is not tried without end

    site.status = "200 OK"
    later = time.time() + renewal.SECONDS_AFTER_A_FAILURE + 1
    monkeypatch.setattr(register.time, "time", lambda: later)
    cache.renewal.work_off()

    assert cache.get("/").body == b"/ after"


def test_while_nothing_can_be_made_pages_are_tried_with_pauses(cache, site, waited):
    want(cache, "/new/", place=0)
    want(cache, "/old/", place=LATER)
    site.status = "503 Service Unavailable"

    cache.renewal.work_off()

    assert waited == [renewal.SECONDS_WHILE_AWAY] * 2


def test_a_page_that_is_no_longer_there_goes(cache, site):
    cache.get("/")
    site.status = "404 Not Found"
    cache.store.change(tags=["page:1"])

    cache.renewal.work_off()

    assert cache.get("/").code == 404


def test_a_page_that_a_readers_request_makes_is_not_made_twice(cache, site):
    key = cache.door.addresses.key_at("/new/")
    want(cache, "/new/", place=0)

    with cache.door.alone(key):
        cache.renewal.work_off()
        assert not cache.asked
    cache.get("/new/")

    assert len(cache.asked) == 1
    assert cache.store.register.reading().next() is None
