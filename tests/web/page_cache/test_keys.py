"""Which requests share an answer, and which get none."""

import pytest

from blog.web.page_cache.keys import Addresses, Key


@pytest.fixture
def addresses():
    return Addresses(
        hosts=["example.com", "localhost"], private=("/admin/",), default="example.com"
    )


def key_of(addresses, path="/", query="", host="example.com", **headers):
    return addresses.key_of(
        {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": host, **headers}
    )


@pytest.mark.parametrize("host", ["example.com", "EXAMPLE.com", "example.com:8000", "example.com."])
def test_a_host_is_one_however_it_is_written(addresses, host):
    assert key_of(addresses, host=host) == Key("example.com", "/")


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "example.com@evil", "example.com/x", "example.com:80:80", "..", "a b"],
)
def test_a_forged_host_has_no_answer(addresses, host):
    assert key_of(addresses, host=host) is None


def test_no_number_of_forged_hosts_is_remembered(addresses):
    for port in range(1, 1000):
        key_of(addresses, host=f"example.com:{port}")

    assert len(addresses._names) <= 64


@pytest.mark.parametrize("query", ["utm_source=mail&utm_medium=x", "fbclid=1", "gclid=%00"])
def test_what_networks_add_to_links_does_not_split_an_answer(addresses, query):
    assert key_of(addresses, query=query) == Key("example.com", "/")


def test_a_page_of_a_list_is_an_answer_of_its_own(addresses):
    assert key_of(addresses, query="page=2&utm_source=x") == Key("example.com", "/", 2)


@pytest.mark.parametrize(
    "query",
    [
        "page=1",
        "page=02",
        "page=0",
        "page=-1",
        "page=2&page=3",
        "page=%32",
        "page=1000000",
        "q=rye",
        "x=1",
        "page",
        "&",
        "a" * 2000,
    ],
)
def test_any_other_question_has_no_answer(addresses, query):
    assert key_of(addresses, query=query) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "*",
        "//",
        "/a//b/",
        "/../x/",
        "/./",
        "/.well-known/security.txt",
        "/a/../../b",
        "/a\x00b",
        "/a\nb",
        "/a\\b",
        "/admin/",
        "/x.meta",
        "/x.br",
        "/index.html",
        "/" + "a" * 200,
        "/a" * 400,
    ],
)
def test_an_odd_path_has_no_answer(addresses, path):
    assert key_of(addresses, path=path) is None


def test_a_part_is_asked_for_by_both_headers(addresses):
    partial = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}

    assert key_of(addresses, **partial).part
    for name in partial:
        assert not key_of(addresses, **{name: partial[name]}).part
        assert not key_of(addresses, **{**partial, name: "odd"}).part


def test_two_keys_never_share_a_file():
    keys = [
        Key("a.example", "/"),
        Key("a.example", "/", 2),
        Key("a.example", "/", 1, True),
        Key("a.example", "/x/"),
        Key("a.example", "/x"),
        Key("b.example", "/"),
    ]

    assert len({key.file for key in keys}) == len(keys)
