"""Who takes a post from its readers is told which pages link to it."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from blog.content.models import PostPage, StandardPage
from blog.publishing.models import TypedLink
from blog.publishing.selectors.links import get_linking
from blog.publishing.services import release, withdrawal
from blog.publishing.services.withdrawal import Afterwards
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(live, ada, bread):
    """Readers' oats, to which a public post links, and a draft that nobody else should hear of."""
    body = [("paragraph", f'<p>See <a linktype="page" id="{live.pk}">our oats</a>.</p>')]
    factories.make_post("Breakfast", body=body)
    factories.make_post("Not yet", body=body, live=False, owner=ada)
    return live


def screens_of(post):
    return (
        f"/desk/posts/{post.pk}/",
        reverse("wagtailadmin_pages:unpublish", args=[post.pk]),
        reverse("wagtailadmin_pages:delete", args=[post.pk]),
    )


def test_before_readers_lose_it_links_to_it_are_told(client, linked, ed):
    client.force_login(ed)

    for url in screens_of(linked):
        page = client.get(url).text
        assert "1 public page links to this post." in page
        assert "/posts/breakfast/" in page
        assert "Not yet" not in page


def test_where_nothing_links_nothing_is_said(client, live, draft, ed):
    client.force_login(ed)

    for url in (*screens_of(live), f"/desk/posts/{draft.pk}/"):
        assert "links to this post" not in client.get(url).text


def test_a_member_s_page_is_not_named(client, linked, ed):
    breakfast = factories.get_home().get_descendants().get(slug="breakfast")
    breakfast.view_restrictions.create(restriction_type="login")
    client.force_login(ed)

    assert "Breakfast" not in client.get(f"/desk/posts/{linked.pk}/").text


def test_many_links_are_counted_and_ten_are_named(
    client, linked, ed, django_assert_max_num_queries
):
    client.force_login(ed)
    client.get(f"/desk/posts/{linked.pk}/")
    body = [("paragraph", f'<p>See <a linktype="page" id="{linked.pk}">our oats</a>.</p>')]
    for number in range(11):
        factories.make_post(f"Also {number}", body=body)

    with django_assert_max_num_queries(48):
        page = client.get(f"/desk/posts/{linked.pk}/").text
    assert "12 public pages link to this post." in page
    assert page.count("/posts/also-") + page.count("/posts/breakfast/") == 10


class TestLinksWrittenAsAddresses:
    """Nobody chose the page for them: they hold an address that somebody typed or pasted."""

    SITE = "http://localhost"

    @pytest.mark.parametrize(
        "block",
        [
            ("paragraph", '<p>See <a href="/posts/oats-overnight/">our oats</a>.</p>'),
            ("paragraph", '<p>See <a href="/posts/oats-overnight?a=1#b">our oats</a>.</p>'),
            ("callout", {"text": f'<p><a href="{SITE}/posts/oats-overnight/">Oats</a></p>'}),
            ("markdown", {"text": "See [our oats][1].\n\n[1]: /posts/oats-overnight/"}),
            ("markdown", {"text": f"<{SITE}/posts/oats-overnight/>"}),
            ("markdown", {"text": "[Oats](https://localhost/posts/oats-overnight/)"}),
            ("footnotes", {"notes": [{"label": "1", "text": "[Oats](/posts/oats-overnight/)"}]}),
            ("quote", {"text": "Wait.", "cite_url": f"{SITE}/posts/oats-overnight/"}),
        ],
    )
    def test_are_found_wherever_they_stand(self, live, block):
        factories.make_post("Breakfast", body=[block])

        assert get_linking(page=live).first == (("Breakfast", "/posts/breakfast/"),)

    def test_others_are_not(self, live):
        text = "[a](/posts/oats/) [b](https://b.example/posts/oats-overnight/) [c](#oats-overnight)"
        factories.make_post("Breakfast", body=[("markdown", {"text": text})])
        code = {"language": "text", "code": "[a](/posts/oats-overnight/)"}
        factories.make_post("How to link", body=[("code", code)])

        assert get_linking(page=live).number == 0

    def test_a_page_outside_of_the_river_and_the_post_itself(self, live, ed):
        body = [{"type": "paragraph", "value": '<a href="/posts/oats-overnight/">Oats</a>'}]
        about = factories.get_home().add_child(instance=StandardPage(title="About", live=False))
        about.body = body
        about.save_revision().publish()
        newer = Desk.edit(live, ed, body=body)
        release.publish(post_id=live.pk, revision_id=newer.pk, by=ed)

        assert get_linking(page=live).first == (("About", "/about/"),)

    def test_an_old_address_counts_for_where_it_leads_now(self, live, ed):
        text = "[a](/posts/oats-overnight/) [b](/posts/the-first/) [c](/by-hand)"
        factories.make_post("Breakfast", body=[("markdown", {"text": text})])
        assert get_linking(page=live).number == 1

        renamed = Desk.edit(live, ed, slug="oats-2")
        release.publish(post_id=live.pk, revision_id=renamed.pk, by=ed)
        live = PostPage.objects.get(pk=live.pk)
        assert get_linking(page=live).number == 1

        other = factories.make_post("Oats again", slug="oats-overnight")
        assert get_linking(page=live).number == 0
        assert get_linking(page=other).number == 1

        Redirect.add_redirect("/by-hand", redirect_to=live)
        assert get_linking(page=live).number == 1
        Redirect.objects.all().delete()

        first, second = factories.make_post("The first"), factories.make_post("The second")
        for post, to in ((first, second), (second, live)):
            withdrawal.unpublish(
                post_id=post.pk, by=ed, afterwards=Afterwards.MOVED, moved_to=to.pk
            )
        assert get_linking(page=live).number == 1

    def test_only_what_readers_have_counts(self, live, ed, news):
        linking = [{"type": "markdown", "value": {"text": "[a](/posts/oats-overnight/)"}}]
        bare = [{"type": "markdown", "value": {"text": "Nothing."}}]
        post = factories.make_post("Breakfast", body=[("markdown", bare[0]["value"])], section=news)
        assert get_linking(page=live).number == 0

        newer = Desk.edit(post, ed, body=linking, summary="In a sentence.")
        assert get_linking(page=live).number == 0
        release.publish(post_id=post.pk, revision_id=newer.pk, by=ed)
        assert get_linking(page=live).number == 1

        newest = Desk.edit(post, ed, body=bare)
        assert get_linking(page=live).number == 1
        release.publish(post_id=post.pk, revision_id=newest.pk, by=ed)
        assert get_linking(page=live).number == 0

    def test_what_was_public_before_this_was_noted_is_read_again(self, live, capsys):
        body = [("markdown", {"text": "[a](/posts/oats-overnight/)"})]
        for number in range(3):
            factories.make_post(f"Breakfast {number}", body=body)
        factories.make_post("Breakfast to come", body=body, live=False)
        TypedLink.objects.all().delete()
        TypedLink.objects.create(page_id=live.pk, path="/posts/not-any-more/")

        call_command("rebuild_links")

        assert get_linking(page=live).number == 3
        assert set(TypedLink.objects.values_list("path", flat=True)) == {"/posts/oats-overnight/"}
        assert "4 of 4 pages" in capsys.readouterr().out

    def test_are_counted_in_as_many_questions_however_many_there_are(
        self, live, ed, django_assert_max_num_queries
    ):
        renamed = Desk.edit(live, ed, slug="oats-2")
        release.publish(post_id=live.pk, revision_id=renamed.pk, by=ed)
        live = PostPage.objects.get(pk=live.pk)
        text = "[a](/posts/oats-overnight/) [b](/posts/oats-2/)"
        for number in range(12):
            factories.make_post(f"Breakfast {number}", body=[("markdown", {"text": text})])

        with django_assert_max_num_queries(12):
            assert get_linking(page=live).number == 12
