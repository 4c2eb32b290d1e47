import pytest

from blog.publishing.rules.addresses import Lead, Place, is_worth_noting, lead_from, normal, path_on


def test_however_it_is_written_an_address_is_one():
    assert {normal(path) for path in ["/a/b/", "a/b", "/a/b?x=1", "/a/b/#end"]} == {"/a/b/"}
    assert normal("/gr%C3%BCn/") == "/grün/"
    assert normal("/") == "/"


def test_an_old_address_leads_to_where_the_page_is():
    assert lead_from("/old/", 1, {1: Place("/new/")}) == Lead(path="/new/", page=1)


def test_an_address_never_leads_to_itself():
    assert lead_from("/two/", 1, {1: Place("/two/")}) == Lead()


def test_a_page_that_moved_twice_is_one_step_away():
    places = {1: Place(None, moved_to=2), 2: Place(None, moved_to=3), 3: Place("/end/")}

    assert lead_from("/start/", 1, places) == Lead(path="/end/", page=3)


def test_pages_that_lead_to_each_other_end():
    places = {1: Place(None, moved_to=2), 2: Place(None, moved_to=1)}

    assert lead_from("/one/", 1, places) == Lead()


def test_what_is_gone_says_so():
    assert lead_from("/one/", 1, {1: Place(None, is_gone=True)}) == Lead(is_gone=True)
    assert lead_from("/one/", 1, {1: Place(None)}) == Lead()


@pytest.mark.parametrize("path", ["/posts/rye/", "/2019/05/old-post.html/", "/grün/", "/"])
def test_what_a_reader_may_have_followed_is_noted(path):
    assert is_worth_noting(path)


@pytest.mark.parametrize(
    "path",
    [
        "/wp-login.php/",
        "/a/wp-admin/x/",
        "/.env/",
        "/.git/config/",
        "/x.PHP/",
        f"/{'a' * 300}/",
        "/a\n/",
    ],
)
def test_what_programs_try_is_not(path):
    assert not is_worth_noting(path)


HERE = "https://blog.example"


@pytest.mark.parametrize(
    "address",
    ["/a/", " /a ", "/a?b=1#c", f"{HERE}/a/", "http://Blog.example/a", f"{HERE}/a/#c", "/%61/"],
)
def test_an_address_asks_this_site_for_a_path(address):
    assert path_on(address, HERE) == "/a/"


def test_the_site_itself_is_a_path():
    assert path_on(HERE, HERE) == path_on(f"{HERE}/", HERE) == path_on("/", HERE) == "/"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/a/",
        "https://blog.example.org/a/",
        "https://blog.example:8000/a/",
        "//blog.example/a/",
        "mailto:a@blog.example",
        "ftp://blog.example/a/",
        "a/",
        "#a",
        "?a",
        "",
        "https://[a/",
    ],
)
def test_an_address_that_asks_elsewhere_has_no_path_here(address):
    assert path_on(address, HERE) is None
