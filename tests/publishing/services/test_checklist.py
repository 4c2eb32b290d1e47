"""What the checklist finds in a version, with the rest of the site around it."""

import pytest

from blog.content.models import PostPage
from blog.publishing.rules.readiness import RECOMMENDED, Check
from blog.publishing.services import checklist, release, withdrawal
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def broken_in(*targets, by, section):
    text = " ".join(f"[link {n}]({target})." for n, target in enumerate(targets))
    post = Desk.write(by, body=[("markdown", {"text": text})], section=section)
    items = checklist.items_of(revision=post.latest_revision)
    return [item.message for item in items if item.check is Check.LINK_BROKEN]


def test_an_address_of_this_site_leads_to_something(ada, ed, live, bread):
    factories.make_german_home()
    draft = Desk.write(ada, title="Still a draft", section=bread)
    moved = factories.make_post("It moved")
    withdrawal.unpublish(
        post_id=moved.pk, by=ed, afterwards=withdrawal.Afterwards.MOVED, moved_to=live.pk
    )
    renamed = Desk.edit(live, ed, slug="oats-2")
    release.publish(post_id=live.pk, revision_id=renamed.pk, by=ed)
    site = PostPage.objects.get(pk=live.pk).get_site().root_url

    good = ("/", "/de/", "/posts/", "/posts/oats-2/", "/posts/oats-2?a=1#b", "/posts/it-moved/")
    others = ("/tags/bread/", "/de/tags/brot/", "/feeds/", "/media/a.png")
    old = ("/posts/oats-overnight/", f"{site}/posts/oats-2/", "https://b.example/posts/x/", "#top")
    assert broken_in(*good, *others, *old, by=ada, section=bread) == []

    found = broken_in(
        f"/posts/{draft.slug}/", "/posts/otas/", f"{site}/nowhere/", by=ada, section=bread
    )
    assert [words.split("“")[1] for words in found] == ["link 0”.", "link 1”.", "link 2”."]


def test_an_address_that_was_moved_twice_leads_to_something(ada, ed, live, bread):
    first, second = factories.make_post("The first"), factories.make_post("The second")
    for post, to in ((first, second), (second, live)):
        withdrawal.unpublish(
            post_id=post.pk, by=ed, afterwards=withdrawal.Afterwards.MOVED, moved_to=to.pk
        )

    assert broken_in("/posts/the-first/", "/posts/the-second/", by=ada, section=bread) == []


def test_the_source_of_a_quotation_is_judged_too(ada, live, bread):
    site = live.get_site().root_url

    def broken(path):
        quote = {"text": "Wait.", "source": "Ada", "cite_url": f"{site}{path}"}
        post = Desk.write(ada, body=[("quote", quote)], section=bread)
        return [i.check for i in checklist.items_of(revision=post.latest_revision)]

    assert Check.LINK_BROKEN not in broken("/posts/oats-overnight/")
    assert Check.LINK_BROKEN in broken("/posts/otas/")


def test_a_section_can_demand_whatever_is_recommended():
    assert tuple(checklist.DEMANDS) == RECOMMENDED


def test_many_links_take_no_more_questions(ada, bread, live, django_assert_max_num_queries):
    text = " ".join(f"[link {n}](/posts/nothing-{n}/)." for n in range(30))
    post = Desk.write(ada, body=[("markdown", {"text": text})], section=bread)
    revision = post.latest_revision

    with django_assert_max_num_queries(14):
        assert len(checklist.items_of(revision=revision)) == 30
