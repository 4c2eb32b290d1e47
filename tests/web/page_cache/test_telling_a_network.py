"""A delivery network in front hears of every address that answers something else, and when."""

import pytest

from blog.web.page_cache import opening
from blog.web.page_cache.keys import Key
from blog.web.purging import purge
from tests import factories


@pytest.fixture
def told(page_cache, rye):
    """What a network in front is told, round by round, once the post is out."""
    told = []
    page_cache.renewal.catch_up()
    page_cache.renewal.work_off()
    page_cache.store.register.notes_untold = True
    page_cache.renewal.tell = lambda keys: told.append(sorted({key.path for key in keys}))
    return told


def test_a_network_is_told_once_the_page_is_made_anew(page_cache, rye, told):
    page_cache.get(rye.get_url())
    page_cache.renewal.tell_network()
    assert told == []  # nothing has changed

    purge(f"post:{rye.pk}")
    page_cache.renewal.catch_up()
    page_cache.renewal.tell_network()
    assert told == []  # it would fetch the old page again

    page_cache.renewal.work_off()
    page_cache.renewal.tell_network()
    page_cache.renewal.tell_network()
    assert [rye.get_url() in paths for paths in told] == [True]


def test_a_network_is_told_at_once_of_what_may_not_be_read_any_longer(page_cache, rye, told):
    page_cache.get(rye.get_url())
    purge(gone=[f"post:{rye.pk}"])
    page_cache.renewal.catch_up()
    page_cache.renewal.tell_network()

    assert [rye.get_url() in paths for paths in told] == [True]


def test_a_network_is_told_of_a_withdrawn_post_that_this_release_never_sent(page_cache, rye, told):
    address = rye.get_url()
    page_cache.store.drop(page_cache.store.register.reading().keys_with(["*"]))
    factories.withdraw(rye)
    page_cache.renewal.catch_up()
    page_cache.renewal.work_off()
    page_cache.renewal.tell_network()

    assert [address in paths for paths in told] == [True]


def test_what_a_second_makes_anew_is_told_in_one_message(page_cache, rye, told):
    lists = ["/", rye.get_url()]
    for path in lists:
        page_cache.get(path)
        purge("*")
        page_cache.renewal.catch_up()
        page_cache.renewal.work_off()
        page_cache.renewal.glance(is_due=False)
    assert told == []

    page_cache.renewal.glance(is_due=True)
    assert len(told) == 1
    assert set(lists) <= set(told[0])


def test_what_could_not_be_handed_over_is_handed_over_again(page_cache, rye, told):
    page_cache.get(rye.get_url())
    purge(gone=[f"post:{rye.pk}"])
    page_cache.renewal.catch_up()
    take, page_cache.renewal.tell = page_cache.renewal.tell, refuse
    with pytest.raises(ConnectionError):
        page_cache.renewal.tell_network()

    page_cache.renewal.tell = take
    page_cache.renewal.tell_network()
    assert [rye.get_url() in paths for paths in told] == [True]


def test_while_one_process_tells_another_does_not_and_what_changes_again_is_told_again(
    page_cache, rye, told
):
    page_cache.get(rye.get_url())
    purge(gone=[f"post:{rye.pk}"])
    page_cache.renewal.catch_up()
    seen = []

    def tell(keys):
        seen.append({key.path for key in keys})
        if len(seen) == 1:
            assert not page_cache.store.register.reading().has_untold()
            with page_cache.store.register.writing() as ledger:
                ledger.note_untold([Key("testserver", rye.get_url())])

    page_cache.store.hand_over_untold(tell)

    assert [rye.get_url() in paths for paths in seen] == [True, True]
    assert seen[1] == {rye.get_url()}


def test_nothing_is_noted_where_no_network_stands_in_front(page_cache, rye):
    page_cache.get(rye.get_url())
    purge(gone=["*"])
    page_cache.renewal.catch_up()

    assert not page_cache.store.register.reading().has_untold()


def refuse(_keys):
    raise ConnectionError("the database is away")


@pytest.mark.parametrize(
    ("key", "address"),
    [
        (Key("testserver", "/"), "https://news.example/"),
        (
            Key("testserver", "/posts/caf\xc3\xa9/", 3),
            "https://news.example/posts/caf%C3%A9/?page=3",
        ),
        (Key("other.example", "/tags/a%2Fb/"), "https://other.example/tags/a%2Fb/"),
    ],
)
def test_an_address_is_written_as_a_network_knows_it(settings, key, address):
    settings.WAGTAILADMIN_BASE_URL = "https://news.example"
    key = key._replace(host=key.host.replace("testserver", "news.example"))

    assert opening.address_of(key) == address


def test_an_address_that_no_purge_names_is_kept_by_others_for_a_minute_only(page_cache, rye):
    named = page_cache.get(rye.get_url())
    as_linked = page_cache.get(rye.get_url(), query="utm_source=letter")
    asked = page_cache.get("/search/", query="q=rye")
    renewed = page_cache.get(
        rye.get_url(), query="utm_source=letter", HTTP_IF_NONE_MATCH=as_linked.headers["etag"]
    )

    assert as_linked.body == named.body
    assert "s-maxage=300" in named.headers["cache-control"]
    assert renewed.code == 304
    for answer in (as_linked, asked, renewed):
        assert answer.headers["cache-control"] == "max-age=60, public"
