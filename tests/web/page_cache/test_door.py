"""What is kept, what is never kept, and what readers get when the disk fails."""

import gzip
import threading
from pathlib import Path

import brotli
import pytest

from blog.web.page_cache.keys import Key
from blog.web.page_cache.store import NotWritten
from blog.web.page_cache.stranger import SHOWN
from tests.web.page_cache.support import HOST, Cache

PUBLIC = "max-age=60, public, s-maxage=300"
TEXT = b"<p>The same for everybody.</p>" * 40


class Site:
    """Stands for Django: answers as it is told, and counts."""

    def __init__(self):
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html"), ("Cache-Control", PUBLIC)]
        self.body = TEXT
        self.tags = ["page:1"]
        self.before = lambda: None
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.before()
        environ.get(SHOWN).tags.update(dict.fromkeys(self.tags)) if SHOWN in environ else None
        start_response(self.status, list(self.headers))
        return [self.body]


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def cache(site, tmp_path):
    return Cache(tmp_path / "pages", django=site)


def test_the_second_reader_asks_nobody(site, cache):
    first, second = cache.get("/"), cache.get("/")

    assert first.body == second.body == TEXT
    assert first.pairs == second.pairs
    assert len(site.asked) == 1


def test_a_new_process_starts_warm(site, cache, tmp_path):
    cache.get("/")

    assert Cache(tmp_path / "pages", django=site).get("/").body == TEXT
    assert len(site.asked) == 1


def test_each_form_has_its_own_strong_validator(cache):
    forms = {name: cache.get("/", HTTP_ACCEPT_ENCODING=name) for name in ("", "br", "gzip")}

    assert len({one.headers["etag"] for one in forms.values()}) == 3
    assert not any(one.headers["etag"].startswith("W/") for one in forms.values())
    assert brotli.decompress(forms["br"].body) == gzip.decompress(forms["gzip"].body) == TEXT


def test_who_has_it_gets_304(cache):
    tag = cache.get("/").headers["etag"]
    date = cache.get("/").headers["last-modified"]

    for headers in (
        {"HTTP_IF_NONE_MATCH": tag},
        {"HTTP_IF_NONE_MATCH": f'"other", W/{tag}'},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_IF_MODIFIED_SINCE": date},
    ):
        unchanged = cache.get("/", **headers)
        assert (unchanged.code, unchanged.body) == (304, b"")
        assert unchanged.headers["etag"] == tag
        assert unchanged.headers["cache-control"] == PUBLIC
    # The date does not count where a tag is named.
    other = {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": date}
    assert cache.get("/", **other).code == 200
    assert cache.get("/", HTTP_IF_MODIFIED_SINCE="no date").code == 200


def test_what_is_kept_still_says_where_to_subscribe(site, cache):
    site.headers.append(("Link", '<https://hub.example.com/>; rel="hub"'))
    first, second = cache.get("/"), cache.get("/")
    assert len(site.asked) == 1
    assert (
        first.headers["link"] == second.headers["link"] == '<https://hub.example.com/>; rel="hub"'
    )


def test_head_has_the_headers_alone(cache):
    assert cache.get("/", method="HEAD").body == b""
    assert cache.get("/", method="HEAD").headers == cache.get("/").headers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Set-Cookie", "session=1"),
        ("Vary", "Cookie"),
        ("Vary", "HX-Request, Accept-Language"),
        ("Vary", "*"),
        ("Cache-Control", "private"),
        ("Cache-Control", "No-Store"),
        ("Content-Encoding", "gzip"),
    ],
)
def test_an_answer_that_is_not_for_everybody_is_never_kept(site, cache, name, value):
    site.headers.append((name, value))

    assert cache.get("/").body == cache.get("/").body == TEXT
    assert len(site.asked) == 2
    assert not list(cache.store.folder.rglob("*.meta"))


@pytest.mark.parametrize(
    "status", ["404 Not Found", "302 Found", "500 Oops", "206 Partial Content"]
)
def test_only_a_200_is_kept(site, cache, status):
    site.status = status

    assert cache.get("/").status == cache.get("/").status == status
    assert not list(cache.store.folder.rglob("*.meta"))


def test_what_names_nothing_that_it_shows_is_not_kept(site, cache):
    site.tags = []
    cache.get("/")

    assert not list(cache.store.folder.rglob("*.meta"))


def test_post_goes_past(site, cache):
    cache.get("/")

    assert cache.get("/", method="POST").body == TEXT
    assert [asked["REQUEST_METHOD"] for asked in site.asked] == ["GET", "POST"]


def test_django_sees_nothing_of_who_asked_first(site, cache):
    cache.get(
        "/",
        query="utm_source=<script>",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_X_FORWARDED_PROTO="gopher",
        HTTP_ACCEPT_LANGUAGE="de",
        HTTP_USER_AGENT="evil",
        HTTP_REFERER="https://evil.example/",
        HTTP_HX_CURRENT_URL="https://evil.example/",
        HTTP_HOST=f"{HOST}:99",
    )

    assert "evil" not in repr({k: v for k, v in site.asked[0].items() if k != SHOWN})
    assert site.asked[0]["HTTP_HOST"] == HOST
    assert site.asked[0]["QUERY_STRING"] == ""
    assert "HTTP_ACCEPT_LANGUAGE" not in site.asked[0]


def test_somebody_with_a_cookie_makes_nothing_but_gets_what_is_kept(site, cache):
    cache.get("/", HTTP_COOKIE="session=1")
    assert not list(cache.store.folder.rglob("*.meta"))

    cache.get("/")
    site.body = b"for one person"

    assert cache.get("/", HTTP_COOKIE="session=1").body == TEXT


def test_a_stampede_renders_once(site, cache):
    together = threading.Barrier(6)
    bodies = []

    def ask():
        together.wait(timeout=10)
        bodies.append(cache.get("/").body)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert bodies == [TEXT] * 6
    assert len(site.asked) == 1


def test_what_changes_while_it_is_rendered_is_not_kept(site, cache):
    site.before = lambda: cache.store.change(tags=["page:1"])

    assert cache.get("/").body == TEXT
    assert not list(cache.store.folder.rglob("*.meta"))


def test_a_changed_page_is_sent_until_the_new_one_is_there(site, cache):
    cache.get("/")
    site.body = b"new " * 100

    cache.store.change(tags=["page:1"])
    assert cache.get("/").body == TEXT
    cache.renewal.work_off()

    assert cache.get("/").body == site.body


def test_what_has_not_changed_is_not_written_again(site, cache):
    files = written(cache)
    cache.store.change(tags=["page:1"])

    assert cache.renewal.work_off() == 1
    assert written(cache) == files
    assert not cache.store.register.reading().next()

    cache.store.change(tags=["page:1"])
    site.headers.append(("X-Frame-Options", "DENY"))
    cache.renewal.work_off()

    assert written(cache) != files
    assert cache.get("/").headers["x-frame-options"] == "DENY"


def test_what_has_not_changed_is_written_again_where_a_file_is_missing(site, cache):
    files = written(cache)
    Path(f"{cache.store.folder / Key(HOST, '/').file}.br").unlink()
    cache.store.change(tags=["page:1"])
    cache.renewal.work_off()

    assert written(cache).keys() == files.keys()


def written(cache):
    """Return the files of the first page, and which ones they are."""
    cache.get("/")
    folder = (cache.store.folder / Key(HOST, "/").file).parent
    return {file.name: file.stat().st_ino for file in folder.iterdir()}


def test_what_is_gone_is_gone_at_once(site, cache):
    cache.get("/")
    site.status, site.body = "404 Not Found", b"gone"

    cache.store.change(tags=[], gone=["page:1"])

    assert cache.get("/").status == "404 Not Found"


def test_another_process_sees_a_change_with_its_next_request(site, cache, tmp_path):
    other = Cache(tmp_path / "pages", django=site)
    assert cache.get("/").body == other.get("/").body
    site.body = b"new " * 100

    other.store.change(tags=["page:1"])
    other.renewal.work_off()

    assert cache.get("/").body == site.body


def test_an_answer_that_has_had_its_time_is_made_anew(site, cache):
    site.before = lambda: setattr(site.asked[-1].get(SHOWN), "until", 1.0)
    cache.get("/")
    site.body = b"later"

    assert cache.get("/").body == b"later"


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xff" * 5000])
@pytest.mark.parametrize("suffix", ["", ".br", ".meta"])
def test_a_damaged_file_is_never_sent(site, cache, tmp_path, suffix, damage):
    cache.get("/")
    file = Path(f"{cache.store.folder / Key(HOST, '/').file}{suffix}")
    file.write_bytes(damage)

    other = Cache(tmp_path / "pages", django=site)

    assert other.get("/").body == TEXT
    packed = other.get("/", HTTP_ACCEPT_ENCODING="br")
    is_packed = "content-encoding" in packed.headers
    assert (brotli.decompress(packed.body) if is_packed else packed.body) == TEXT


def test_without_a_disk_django_answers_and_says_so(site, tmp_path, caplog):
    (tmp_path / "pages").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "pages", django=site)

    assert cache.get("/").body == cache.get("/").body == TEXT
    assert "page cache cannot be used" in caplog.text


def test_a_change_that_cannot_be_written_down_stops_what_is_kept(site, cache, monkeypatch):
    cache.get("/")
    site.body = b"new " * 100

    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.store.register, "writing", full)
    with pytest.raises(NotWritten):
        cache.store.change(tags=[], gone=["page:1"])

    assert cache.get("/").body == site.body


def test_the_store_keeps_to_its_bounds(site, tmp_path):
    cache = Cache(tmp_path / "pages", django=site, max_bytes=20_000, memory_bytes=20_000)

    for number in range(60):
        cache.get(f"/post-{number}/")

    count, size = cache.store.register.reading().totals()
    assert 0 < size <= 20_000
    assert len(list(cache.store.folder.rglob("*.meta"))) == count
    assert cache.store._held <= 25_000


def test_the_store_comes_back_to_its_bound_also_where_answers_are_many_and_small(site, tmp_path):
    site.body = b"small" * 20
    cache = Cache(tmp_path / "pages", django=site, max_bytes=50_000, memory_bytes=20_000)
    for number in range(40):
        cache.get(f"/post-{number}/")
    register = cache.store.register
    with register.writing() as ledger:  # more of them than one look takes away
        for number in range(3000):
            ledger.announce(Key(HOST, f"/old-{number}/"), [])
        ledger._run("UPDATE answers SET bytes = 100, kept_at = 1 WHERE path LIKE '/old-%'")

    for number in range(40):
        cache.get(f"/new-{number}/")

    assert register.reading().totals()[1] <= 50_000


BRIEF = "max-age=60, public"


def test_what_changed_while_it_was_made_is_kept_by_others_for_a_minute_only(site, cache):
    site.before = lambda: cache.store.change(tags=[], gone=["page:1"])

    overtaken = cache.get("/")
    site.before = lambda: None
    in_time = cache.get("/")

    # The network was told before this answer left; it would not be told of it again.
    assert overtaken.headers["cache-control"] == BRIEF
    assert in_time.headers["cache-control"] == PUBLIC


def test_what_is_in_no_register_is_kept_by_others_for_a_minute_only(site, cache):
    signed_in = cache.get("/", HTTP_COOKIE="sessionid=1")
    unregistered = cache.get("/posts/", query="page=1")
    assert signed_in.headers["cache-control"] == BRIEF
    assert unregistered.headers["cache-control"] == BRIEF

    assert cache.get("/").headers["cache-control"] == PUBLIC
    assert cache.get("/", HTTP_COOKIE="sessionid=1").headers["cache-control"] == PUBLIC


def test_other_lifetimes_are_passed_on_as_they_are(site, cache):
    for lifetime in ("private, no-store", "max-age=31536000, public, immutable"):
        site.headers = [("Cache-Control", lifetime)]
        assert cache.get("/").headers["cache-control"] == lifetime
        assert cache.get("/", HTTP_COOKIE="a=b").headers["cache-control"] == lifetime


def test_a_network_forgets_what_had_to_make_room(site, tmp_path):
    cache = Cache(tmp_path / "pages", django=site, max_bytes=20_000)
    cache.store.register.notes_untold = True
    site.body = bytes(range(256)) * 40
    for number in range(4):
        cache.get(f"/posts/{number}/")

    kept = {key.path for key in cache.store.register.reading().keys_with(["page:1"])}
    untold = {key.path for key in cache.store.register.reading().take_untold(10, now=0)}
    assert untold
    assert kept | untold == {f"/posts/{number}/" for number in range(4)}
