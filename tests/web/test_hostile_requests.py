"""Whatever a stranger sends, the site answers it: never with a failure of its own."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.content.models import PostPage
from tests import factories
from tests.support.kept import kept

PATHS = ["/posts/rye-slowly/", "/search/", "/feeds/rss.xml", "/accounts/login/"]

# What each page reads of its query.
READ = {
    "/": ["page"],
    "/tags/bread/": ["page"],
    "/search/": ["page", "q", "from", "to", "section", "tag", "author", "year", "sort"],
    "/accounts/login/": ["next"],
}

ODD_VALUES = [
    "",
    "0",
    "-1",
    "1e9",
    "٣",
    "9" * 5000,
    "\x00",
    "a\x00b",
    "\ud800",
    "%",
    "%00",
    "%FF%FE",
    "\r\nSet-Cookie: a=b",
    "<script>alert(1)</script>",
    '" OR 1=1 --',
    "'",
    "\\",
    "*",
    "a AND NOT (b",
    "{{ 7*7 }}",
    "../../etc/passwd",
    "\u202e\u200b\ufeff",
    "𝕏" * 300,
    "x" * 20_000,
]

ODD_ADDRESSES = [
    "/%00",
    "/%FF",
    "/%ED%A0%80/",
    "/posts/%00/",
    "/posts/%FF%FE/",
    "/tags/%00/",
    "/tags/a%00b/",
    "/authors/%F0%9F%A6%8A/",
    "/series/" + "x" * 3000 + "/",
    "/archive/0/",
    "/archive/9999/",
    "/archive/99999999999999999999/",
    "/comments/99999999999999999999/",
    "/comments/99999999999999999999/news/",
    "/comments/on/99999999999999999999/",
    "/documents/99999999999999999999/notes.txt",
    "/archive/2026/99/",
    "/feeds/%00",
    "/feeds/tag/%00/rss.xml",
    "/feeds/%2e%2e/%2e%2e/rss.xml",
    "/sitemaps/posts-99999999999999999999.xml",
    "/sitemaps/%00-1.xml",
    "/media/../../etc/passwd",
    "/media/images/%00.jpg",
    "/media/images/..%2f..%2fsecret.jpg",
    "/media/images/" + "x" * 3000 + ".jpg",
    "/documents/99999999999999999999/a.txt",
    "/documents/1/%00",
    "/_util/authenticate_with_password/99999999999999999999/1/",
    "/_util/login/?next=%00",
    "/accounts/login/?next=%00",
    "/accounts/login/?next=//evil.example/",
    "/admin/%00/",
    "/admin/login/?next=https://evil.example/",
    "/" + "a/" * 500,
    "/posts//rye-slowly/",
    "//evil.example/",
    "/de/%00/",
    "/static/%00",
    "/static/../manage.py",
    "/livez/%00",
]

ODD_HEADERS = {
    "Accept": ["*/*;q=nan", "text/html;" * 500, "\x00", "a" * 5000],
    "Accept-Language": ["xx-" * 200, "de;q=2,*;q=-1", "\x00", "de\r\nX: y"],
    "Accept-Encoding": ["gzip;q=abc", "," * 999],
    "Authorization": ["Basic", "Bearer \x00"],
    "Content-Type": ["text/html; charset=nonsense", "multipart/form-data", "\x00"],
    "Cookie": ["=", ";;;", "sessionid=\x00", "sessionid=" + "x" * 5000, 'csrftoken="'],
    "If-Modified-Since": ["yesterday", "Thu, 99 Foo 0000 00:00:00 GMT", "\x00"],
    "If-None-Match": ['"', "W/", "*" * 999, '"a",'],
    "Range": ["bytes=", "bytes=9-1", "bytes=" + "0-1," * 999],
    "Referer": ["http://[", "\x00", "javascript:alert(1)", "http://evil.example/\r\nX: y"],
    "User-Agent": ["", "\x00", "x" * 20_000],
    "X-Forwarded-For": ["127.0.0.1, " * 999, "\x00"],
    "X-Forwarded-Proto": ["https", "\x00"],
    "X-Request-ID": ["\r\nSet-Cookie: a=b", "\x00", "x" * 5000],
    "HX-Request": ["true", "\r\nX: y", "\x00"],
    "HX-Request-Type": ["partial", "full", "\r\nX: y"],
    "HX-Current-URL": ["http://[", "//evil.example", "http://testserver/\r\nX: y", "\x00", "%FF"],
    "HX-Target": ["%", "<script>", "\r\nX: y"],
    "HX-Trigger": ["\r\nX: y", "{"],
    "HX-Prompt": ["\x00"],
    "HX-Boosted": ["\r\n"],
}


@kept
def world():
    factories.make_post("Rye, slowly", authors=[factories.make_author("Ada Baker")], tags=["bread"])


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def is_sound(answer, what):
    assert answer.status_code < 500, what
    lines = [f"{name}: {value}" for name, value in answer.items()]
    assert not [line for line in lines if "\r" in line or "\n" in line], what
    assert "evil.example" not in answer.get("Location", "").split("?")[0], what
    assert "evil.example" not in answer.get("HX-Redirect", "").split("?")[0], what


@pytest.mark.parametrize("path", READ)
def test_odd_values_in_the_query(client, world, path):
    for name in READ[path]:
        for value in ODD_VALUES:
            query = {name: value.encode("utf-8", "surrogatepass")}
            is_sound(client.get(path, query), (path, name, value))


@pytest.mark.parametrize("name", ["Origin", "Referer"])
@pytest.mark.parametrize("path", ["/comments/{post}/write/", "/accounts/login/"])
def test_odd_senders_of_a_form(world, path, name):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    path = path.format(post=PostPage.objects.get().pk)
    for value in ("http://[", "//evil.example", "null", "\x00", "%FF"):
        is_sound(client.post(path, {"text": "Words."}, headers={name: value}), (path, value))


def test_odd_addresses(client, world):
    for address in ODD_ADDRESSES:
        is_sound(client.generic("GET", address), address)
        is_sound(client.generic("HEAD", address), address)


@pytest.mark.parametrize("header", ODD_HEADERS)
def test_odd_headers(client, world, header):
    for path in ["/posts/rye-slowly/", "/feeds/rss.xml", "/accounts/"]:
        for value in ODD_HEADERS[header]:
            is_sound(client.get(path, headers={header: value}), (path, header, value))


@pytest.mark.parametrize(
    "host", ["", "evil.example", "testserver:x", "a" * 300, "[::1", "\x00", "a b", "@"]
)
def test_odd_hosts(client, world, host):
    for path in ["/posts/rye-slowly/", "/accounts/login/", "/livez"]:
        answer = client.get(path, headers={"host": host})

        is_sound(answer, (path, host))
        assert b"evil.example" not in answer.content


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"]
)
def test_odd_methods(client, world, method):
    for path in PATHS:
        is_sound(client.generic(method, path, b"\x00\xff" * 50), (method, path))


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=\x00",
        "application/json",
        "text/plain; charset=nonsense",
        "",
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe", b"login=%00&password=%FF", b"--x\r\n", b"a=1&" * 12_000]
)
def test_odd_bodies(client, world, kind, body):
    for path in ["/accounts/login/", "/nothing/"]:
        is_sound(client.generic("POST", path, body, content_type=kind), (path, kind, body[:20]))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.text(max_size=60),
    query=st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4),
)
def test_anything_at_all(client, world, path, query):
    known = {f"{name}": value.encode("utf-8", "surrogatepass") for name, value in query.items()}
    address = "/" + path.encode("utf-8", "surrogatepass").decode("latin-1")
    is_sound(client.get("/search/", known), query)
    is_sound(client.generic("GET", address), path)
