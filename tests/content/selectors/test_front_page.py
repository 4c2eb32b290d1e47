"""The front page names only what its readers may open."""

from wagtail.models import PageViewRestriction

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
