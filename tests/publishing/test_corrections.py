"""What was corrected: in its post, on a page of its own, and in a feed."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageViewRestriction

from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.publishing.models import Change, Release
from blog.publishing.selectors import corrections
from blog.publishing.services import release, withdrawal
from blog.web.shown import Shown, noting
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

NOTE = "Oats <b>need</b> eight hours & not four."
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def corrected(live, ed):
    """Ada's post about oats, corrected."""
    text = Desk.edit(live, ed, summary="Eight hours.")
    release.correct(post_id=live.pk, revision_id=text.pk, by=ed, note=NOTE)
    return PostPage.objects.get(pk=live.pk)


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_post_says_what_was_corrected_in_it(client, corrected):
    html = shown(client, corrected.get_url())

    row = Release.objects.get(note=NOTE)
    assert f'id="correction-{row.pk}"' in html
    assert "Oats &lt;b&gt;need&lt;/b&gt; eight hours &amp; not four." in html
    assert 'href="/corrections/"' in html


def test_corrections_are_found_among_all_releases_by_an_index(corrected):
    rows = corrections._of_readers().order_by("-at", "-pk")
    if connection.vendor == "postgresql":  # which reads a small table whole, if it may
        with connection.cursor() as cursor:
            for other in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{other} = off")

    assert [row.note for row in rows] == [NOTE]
    assert "releases_by_change" in rows.explain()


def test_a_post_without_corrections_says_nothing(client, live):
    assert "corrections-title" not in shown(client, live.get_url())


def test_the_page_leads_to_the_place_in_the_post(client, corrected):
    html = shown(client, "/corrections/")

    row = Release.objects.get(note=NOTE)
    assert f'href="{corrected.get_url()}#correction-{row.pk}"' in html
    assert "eight hours &amp; not four" in html


def test_a_minor_change_is_no_correction(client, live, ed):
    text = Desk.edit(live, ed, summary="Nine hours.")
    release.publish(post_id=live.pk, revision_id=text.pk, by=ed)

    assert "Nothing has been corrected so far" in shown(client, "/corrections/")


def test_what_was_undone_or_taken_from_readers_is_not_told(client, corrected, ed):
    withdrawal.unpublish(post_id=corrected.pk, by=ed)
    assert "Oats" not in shown(client, "/corrections/")
    assert "eight hours" not in shown(client, "/corrections/atom.xml")

    Release.objects.filter(note=NOTE).update(undone_at=timezone.now())
    assert corrections.get_corrections_of(post_id=corrected.pk) == ()


def test_what_is_kept_of_it_says_which_posts_it_shows_and_until_when(corrected):
    end = timezone.now() + timedelta(hours=1)
    PostPage.objects.filter(pk=corrected.pk).update(expire_at=end)

    with noting(Shown()) as shown:
        corrections.get_corrections()

    assert cache_tags.post(corrected.pk) in shown.tags
    assert shown.until == end.timestamp()


def test_the_feed_has_each_correction_with_an_address_of_its_own(client, corrected):
    answer = client.get("/corrections/atom.xml")

    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own feed
    (entry,) = feed.iter(f"{ATOM}entry")
    row = Release.objects.get(note=NOTE)
    assert entry.findtext(f"{ATOM}title") == corrected.title
    assert entry.find(f"{ATOM}link").get("href").endswith(f"#correction-{row.pk}")
    assert (
        entry.findtext(f"{ATOM}summary")
        == "Oats &lt;b&gt;need&lt;/b&gt; eight hours &amp; not four."
    )


def test_many_corrections_come_in_pages_with_few_questions(
    client, corrected, ed, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(corrections, "PAGE_SIZE", 2)
    first = Release.objects.get(note=NOTE)
    for number in range(4):
        first.pk, first.key, first.note = None, None, f"Note {number}"
        first.at += timedelta(minutes=1)
        first.save()

    html = shown(client, "/corrections/")
    assert "Note 3" in html
    assert "Note 1" not in html
    assert "/corrections/?page=2" in html
    assert "Note 1" in shown(client, "/corrections/?page=2")
    assert client.get("/corrections/?page=9").status_code == 404
    with django_assert_max_num_queries(5):
        corrections.get_corrections(base_url="/")


def test_readers_open_what_a_correction_changed(client, corrected, ed):
    address = corrections.get_corrections_of(post_id=corrected.pk)[0].difference_url
    assert f'href="{address}"' in shown(client, corrected.get_url())
    assert f'href="{address}"' in shown(client, "/corrections/")

    html = shown(client, address)

    assert "<del" in html
    assert "a sentence<span" in html
    assert "<ins" in html
    assert "Eight<span" in html
    assert "then wait" not in html.lower()  # the same before and after
    Desk.edit(corrected, ed, summary="A secret.")
    assert "secret" not in shown(client, address)


def test_a_correction_changes_nothing_that_is_for_the_desk(client, live, ed):
    opinion = factories.make_section("Opinion", four_eyes=False)
    text = Desk.edit(live, ed, section=opinion, seo_title="For search", slug="oats-again")
    release.correct(post_id=live.pk, revision_id=text.pk, by=ed, note=NOTE)

    html = shown(client, f"/corrections/{Release.objects.get(note=NOTE).pk}/")

    assert "For search" not in html
    assert "Nothing is different." in html


def test_a_link_in_a_correction_does_not_name_where_it_leads(client, live, ada, ed, news):
    other = Desk.write(ada, title="Barley, at noon", section=news)
    factories.publish(other)
    words = f'<p><a linktype="page" id="{other.pk}">Flour</a>, water, salt. Then wait.</p>'
    text = Desk.edit(live, ed, body=[("paragraph", words)])
    release.correct(post_id=live.pk, revision_id=text.pk, by=ed, note=NOTE)

    withdrawal.unpublish(post_id=other.pk, by=ed)

    html = shown(client, f"/corrections/{Release.objects.get(note=NOTE).pk}/")

    assert "(a link)" in html
    assert "Barley" not in html


def difference(client, post, ed, **fields):
    """Correct a post; return what its page and the page of the correction show."""
    text = Desk.edit(post, ed, **fields)
    release.correct(post_id=post.pk, revision_id=text.pk, by=ed, note=NOTE)
    page = shown(client, PostPage.objects.get(pk=post.pk).get_url())
    return page, shown(client, f"/corrections/{Release.objects.get(note=NOTE).pk}/")


def test_a_picture_is_not_called_as_the_library_calls_it(client, live, ed):
    image = factories.make_image("Hugo in Kyiv, do not name")
    block = {"image": {"image": image, "alt_text": "Two men", "decorative": False}, "caption": ""}

    page, html = difference(
        client, live, ed, hero_image=image, hero_alt="A man", body=[("image", block)]
    )

    assert "Hugo" not in page + html
    assert html.count("<figure") == 2  # the pictures themselves
    assert "A man" in html
    assert "Two men" in html


def test_what_would_stand_at_a_picture_is_not_told_without_one(client, live, ed):
    page, html = difference(client, live, ed, hero_alt="Hugo", hero_caption="Hugo again")

    assert "Hugo" not in page + html


def test_a_file_is_called_as_its_page_calls_it(client, live, ed):
    document = factories.make_document("Hugo internal v3.txt")
    bare = factories.make_document("The oven.txt")
    body = [
        ("file", {"file": document, "title": "The recipe", "description": ""}),
        ("file", {"file": bare, "title": "", "description": ""}),
    ]

    _page, html = difference(client, live, ed, body=body)

    assert "Hugo" not in html
    assert "The recipe" in html
    assert "The oven" in html


def test_a_note_without_a_mark_is_on_the_page_and_so_in_its_difference(client, live, ed):
    notes = {"notes": [{"label": "a", "text": "Hugo said it."}]}
    body = [("paragraph", "<p>Hi.</p>"), ("footnotes", notes)]

    page, html = difference(client, live, ed, body=body)

    assert "Hugo said it." in page
    assert "Hugo" in html


def test_what_is_no_correction_for_readers_is_not_found(client, corrected, ed):
    row = Release.objects.get(note=NOTE)
    address = f"/corrections/{row.pk}/"
    text = Desk.edit(corrected, ed, summary="Nine hours.")
    release.publish(post_id=corrected.pk, revision_id=text.pk, by=ed)
    minor = Release.objects.get(change=Change.UPDATE)
    assert client.get(f"/corrections/{minor.pk}/").status_code == 404
    assert client.get(address).status_code == 200

    withdrawal.unpublish(post_id=corrected.pk, by=ed)
    assert client.get(address).status_code == 404


def test_the_page_of_a_correction_goes_with_its_post(client, corrected):
    row = Release.objects.get(note=NOTE)
    with noting(Shown()) as kept:
        corrections.get_difference(release_id=row.pk)

    assert {cache_tags.page(corrected.pk), cache_tags.post(corrected.pk)} <= set(kept.tags)


def close(page):
    """Let only people who are signed in read a page and what lies under it."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_text_that_was_for_some_only_is_not_shown_once_the_post_is_open(client, live, ed):
    closed = close(live)
    text = Desk.edit(live, ed, summary="Without Hugo.")
    release.correct(post_id=live.pk, revision_id=text.pk, by=ed, note=NOTE)
    row = Release.objects.get(note=NOTE)

    closed.delete()

    post = shown(client, live.get_url())
    assert "eight hours" in post
    assert "Before and after" not in post
    assert "Before and after" not in shown(client, "/corrections/")
    assert client.get(f"/corrections/{row.pk}/").status_code == 404


def test_what_was_corrected_while_it_was_open_stays_when_it_was_closed_for_a_while(
    client, corrected
):
    address = corrections.get_corrections_of(post_id=corrected.pk)[0].difference_url
    closed = close(corrected)
    assert client.get(address).status_code == 404

    closed.delete()

    assert "Eight<span" in shown(client, address)


def test_a_correction_of_which_nobody_knows_who_could_read_it_shows_no_text(client, corrected):
    Release.objects.update(was_open=None)

    assert corrections.get_corrections_of(post_id=corrected.pk)[0].difference_url is None
    assert client.get(f"/corrections/{Release.objects.get(note=NOTE).pk}/").status_code == 404


class TestOldReleases:
    """Of what was released before it was kept who could read it."""

    def was_open(self):
        Release.objects.update(was_open=None)
        module = import_module("blog.publishing.migrations.0006_release_was_open")
        module.decide(apps, None)
        return Release.objects.get(note=NOTE).was_open

    def test_a_post_that_never_was_restricted_was_open(self, corrected):
        assert self.was_open() is True

    def test_nothing_is_known_of_one_that_is_restricted(self, corrected):
        close(corrected.get_parent())

        assert self.was_open() is None

    @pytest.mark.parametrize("act", ["wagtail.view_restriction.delete", "wagtail.move"])
    @pytest.mark.parametrize("above", [False, True])
    def test_nor_of_one_that_was_or_that_came_from_elsewhere(self, corrected, ed, act, above):
        page = corrected.get_parent() if above else corrected
        log(instance=page.specific, action=act, user=ed)

        assert self.was_open() is None

    def test_what_happened_to_another_page_says_nothing(self, corrected, ada, ed, news):
        other = Desk.write(ada, title="Barley", section=news)
        log(instance=other, action="wagtail.view_restriction.create", user=ed)
        close(other)

        assert self.was_open() is True


def test_the_page_of_a_correction_asks_little_however_long_the_texts_are(
    client, live, ed, django_assert_max_num_queries
):
    body = []
    for number in range(12):
        image = factories.make_image(f"Loaf {number}")
        picture = {"image": image, "alt_text": f"Loaf {number}", "decorative": False}
        document = factories.make_document(f"Recipe {number}.txt")
        body += [
            ("image", {"image": picture, "caption": ""}),
            ("file", {"file": document, "title": "", "description": ""}),
            ("paragraph", f'<p><a linktype="page" id="{live.pk}">Oats {number}</a></p>'),
        ]
    text = Desk.edit(live, ed, body=body)
    release.correct(post_id=live.pk, revision_id=text.pk, by=ed, note=NOTE)
    address = f"/corrections/{Release.objects.get(note=NOTE).pk}/"

    with django_assert_max_num_queries(12):
        html = shown(client, address)

    assert "Loaf 11" in html
    assert "Recipe 11" in html
