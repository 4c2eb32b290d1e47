"""The front page names only what its readers may open."""

from wagtail.models import PageViewRestriction

from blog.content.models import FrontPagePick
from blog.content.selectors.front_page import get_front_page
from tests import factories


def test_a_private_section_has_no_shelf(db):
    open_to_all = factories.make_section("News")
    closed = factories.make_section("Internal")
    for number in range(8):
        section = (open_to_all, closed)[number % 2]
        factories.make_post(f"Post {number}", section=section)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    page = get_front_page(home=factories.get_home(), number=1, base_url="/")

    assert [shelf.name for shelf in page.section_shelves] == ["News"]


def test_an_editors_pick_leads_as_soon_and_as_long_as_it_is_picked(db, client):
    posts = [factories.make_post(f"Post {number}") for number in range(6)]
    home = factories.get_home()

    def lead():
        return client.get("/").context["front"].lead.title

    assert lead() == "Post 5"
    home.picks.add(FrontPagePick(post=posts[0]))
    home.save_revision().publish()
    assert lead() == "Post 0"
    home.picks.clear()
    home.save_revision().publish()
    assert lead() == "Post 5"


def test_the_first_pages_of_the_river_are_the_newest_without_what_stands_at_the_top(db):
    for number in range(30):
        factories.make_post(f"Post {number}")

    def titles(number):
        page = get_front_page(home=factories.get_home(), number=number, base_url="/")
        return [card.title for card in page.river.cards]

    assert titles(1) == [f"Post {number}" for number in range(25, 13, -1)]
    assert titles(2) == [f"Post {number}" for number in range(13, 1, -1)]
    assert titles(3) == ["Post 1", "Post 0"]
