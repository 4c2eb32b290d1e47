"""What every page has: a title of its own (WCAG 2.4.2), and a way to the account."""

import re

import pytest

from tests import factories

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def title_of(client, path):
    return TITLE.search(client.get(path).text)[1]


@pytest.mark.django_db
def test_each_part_of_a_conversation(client, rye):
    path = rye.get_url()
    addresses = [path, f"{path}?sort=newest", f"{path}?sort=best", f"{path}?after=1"]
    titles = [title_of(client, address) for address in [*addresses, f"{path}?comment=1"]]
    assert len(set(titles)) == len(titles)
    assert all("Rye, slowly" in title for title in titles)


@pytest.mark.django_db
def test_a_search_and_what_narrows_it(client):
    bread = factories.make_section("Bread")
    factories.make_post("Rye, slowly", section=bread)
    assert title_of(client, "/search/?q=rye").startswith("Search: rye – ")
    assert title_of(client, "/search/?q=rye&section=bread").startswith("Search: rye, Bread – ")


@pytest.mark.django_db
def test_every_reader_finds_their_account(client, rye):
    link = 'href="/accounts/">Your account</a>'
    assert link in client.get(rye.get_url()).text
    client.force_login(factories.make_user("rosa@example.com"))
    assert link in client.get(rye.get_url()).text


@pytest.mark.django_db
def test_a_list_that_is_known_and_empty_says_so(client):
    section = factories.make_section("Bread")
    lists = [
        section.get_url(),
        factories.make_tag("rye").get_absolute_url(),
        factories.make_author("Ada Baker").get_absolute_url(),
        factories.make_series("Sourdough").get_absolute_url(),
    ]
    for path in lists:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert 'class="empty' in answer.text, path
