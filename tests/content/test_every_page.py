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
    assert title_of(client, f"{path}?sort=comment") == titles[0]  # there is no such order


@pytest.mark.django_db
def test_a_search_and_what_narrows_it(client):
    bread = factories.make_section("Bread")
    factories.make_post("Rye, slowly", section=bread)
    assert title_of(client, "/search/?q=rye").startswith("Search: rye – ")
    assert title_of(client, "/search/?q=rye&section=bread").startswith("Search: rye, Bread – ")
    long = title_of(client, f"/search/?q={'a' * 61}")
    assert long.startswith(f"Search: {'a' * 59}… – ")


@pytest.mark.django_db
def test_what_is_kept_of_a_search_has_nothing_of_what_was_asked(client):
    sections = [factories.make_section("Bread"), factories.make_section("Butter")]
    for number in range(13):
        factories.make_post(f"Rye and spelt {number}", section=sections[number % 2])
    first = client.get("/search/?q=rye").text
    second = client.get("/search/?q=spelt&page=2").text
    links = re.findall(r'(?:href|data-hx-get)="([^"]*q=[^"]*)"', second)

    assert first.count("q=rye&amp;page=2") == 2
    assert 'aria-label="Pages"' in first
    assert 'aria-label="Pages"' in second
    assert 'rel="next"' not in second
    assert {link.partition("q=")[2] for link in links} == {
        "spelt",
        "spelt&amp;section=bread",
        "spelt&amp;section=butter",
    }
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert ">13</span>" not in second
    assert ">7</span>" in second


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
