"""Where old addresses lead. T5 and T6: plain Wagtail sends readers in circles, and keeps drafts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from blog.content.models import PostPage
from blog.publishing.models import MissingAddress, PublicAddress
from blog.publishing.services import addresses, release, withdrawal
from blog.publishing.services.withdrawal import Afterwards
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Signals that Wagtail sends after the commit come at once: a test never commits."""
    from django.db import transaction

    monkeypatch.setattr(transaction, "on_commit", lambda act, *_a, **_k: act())


def move(post, by, slug):
    Desk.edit(post, by, slug=slug)
    release.publish(post_id=post.pk, revision_id=Desk.newest(post), by=by)


def ask(path):
    return Client().get(path)


def test_an_old_address_leads_to_the_new_one_in_one_step(live, ed):
    move(live, ed, "oats-2")
    move(live, ed, "oats-3")

    for old in ("/posts/oats-overnight/", "/posts/oats-2/"):
        answer = ask(f"{old}?from=mail")
        assert (answer.status_code, answer["Location"]) == (301, "/posts/oats-3/?from=mail")
        assert ask(answer["Location"]).status_code == 200
    assert PublicAddress.objects.get(path="/posts/oats-2/").hits == 1


def test_t5_there_and_back_is_no_circle(live, ed):
    move(live, ed, "two-b")
    move(live, ed, "oats-overnight")
    withdrawal.unpublish(post_id=live.pk, by=ed)

    assert ask("/posts/oats-overnight/").status_code == 404
    assert ask("/posts/two-b/").status_code == 404


def test_t5_a_redirect_made_by_hand_to_its_own_address_is_not_followed(live, ed):
    """Plain Wagtail answers 301 to the same address, for ever."""
    Redirect.add_redirect("/posts/oats-overnight/", redirect_to=live)
    withdrawal.unpublish(post_id=live.pk, by=ed)

    assert ask("/posts/oats-overnight/").status_code == 404


def test_t6_a_draft_leaves_no_address(draft, ada):
    for slug in ("s", "sp", "spe"):
        draft.slug = slug
        draft.save()

    assert not Redirect.objects.exists()
    assert not PublicAddress.objects.filter(page_id=draft.pk).exists()


def test_t6_plain_wagtail_keeps_every_slug_of_a_draft(draft, settings):
    settings.WAGTAILREDIRECTS_AUTO_CREATE = True
    for slug in ("s", "sp"):
        draft.slug = slug
        draft.save()

    assert Redirect.objects.count() == 2


def test_an_address_that_was_never_public_is_not_found(ada, draft):
    assert ask("/posts/spelt-quickly/").status_code == 404


def test_an_editor_chooses_that_it_is_gone(live, ed):
    withdrawal.unpublish(post_id=live.pk, by=ed, afterwards=Afterwards.GONE)

    answer = ask("/posts/oats-overnight/")
    assert answer.status_code == 410
    assert "taken down" in answer.content.decode()


def test_an_editor_leads_readers_elsewhere(live, rye, ed):
    withdrawal.unpublish(post_id=live.pk, by=ed, afterwards=Afterwards.MOVED, moved_to=rye.pk)

    answer = ask("/posts/oats-overnight/")
    assert (answer.status_code, answer["Location"]) == (301, "/posts/rye-slowly/")


@pytest.mark.parametrize("target", ["itself", "a draft", "nothing"])
def test_readers_are_led_to_something_they_can_read(live, draft, ed, target):
    page = {"itself": live.pk, "a draft": draft.pk, "nothing": None}[target]

    with pytest.raises(withdrawal.NowhereToMove):
        withdrawal.unpublish(post_id=live.pk, by=ed, afterwards=Afterwards.MOVED, moved_to=page)
    assert PostPage.objects.get(pk=live.pk).live


def test_two_moves_are_one_step(live, rye, ed):
    third = factories.make_post("Barley")
    withdrawal.unpublish(post_id=live.pk, by=ed, afterwards=Afterwards.MOVED, moved_to=rye.pk)
    withdrawal.unpublish(post_id=rye.pk, by=ed, afterwards=Afterwards.MOVED, moved_to=third.pk)

    assert ask("/posts/oats-overnight/")["Location"] == "/posts/barley/"


def test_a_post_that_comes_back_stands_at_its_address_again(live, ed):
    withdrawal.unpublish(post_id=live.pk, by=ed, afterwards=Afterwards.GONE)
    release.publish(post_id=live.pk, revision_id=Desk.newest(live), by=ed)

    assert ask("/posts/oats-overnight/").status_code == 200


def test_an_undone_publication_leaves_no_address(draft, ed):
    taken = release.publish(post_id=draft.pk, revision_id=Desk.newest(draft), by=ed)
    release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed)

    assert not PublicAddress.objects.filter(page_id=draft.pk).exists()
    assert ask("/posts/spelt-quickly/").status_code == 404


def test_a_page_below_moves_with_its_parent():
    from blog.content.models import StandardPage

    home = factories.get_home()
    about = home.add_child(instance=StandardPage(title="About", live=False))
    factories.publish(about)
    team = about.add_child(instance=StandardPage(title="Team", live=False))
    factories.publish(team)
    about = StandardPage.objects.get(pk=about.pk)
    about.slug = "us"
    factories.publish(about)

    assert ask("/about/team/")["Location"] == "/us/team/"
    assert ask("/about/")["Location"] == "/us/"


def missing():
    return dict(MissingAddress.objects.order_by("path").values_list("path", "hits"))


def test_what_readers_look_for_in_vain_is_counted(live):
    for path in ("/posts/otas/", "/posts/otas/?from=mail", "/tags/otas/"):
        assert ask(path).status_code == 404

    assert missing() == {"/posts/otas/": 2, "/tags/otas/": 1}


def test_neither_what_is_there_nor_what_is_no_page_is_counted(live):
    for path in ("/posts/oats-overnight/", "/wp-login.php", "/accounts/invitation/a-secret/"):
        ask(path)
    Client().head("/posts/otas/")

    assert missing() == {}


def test_the_list_of_what_is_missing_has_an_end(live, monkeypatch):
    monkeypatch.setattr(addresses, "MOST_MISSING", 2)
    now = timezone.now()
    site = Site.objects.get(is_default_site=True)
    old = now - timedelta(days=91)
    for path, at in [("/old/", old), ("/a/", now), ("/b/", now), ("/a/", now), ("/c/", now)]:
        addresses.note_missing(site=site, path=path, at=at)

    assert missing() == {"/a/": 2, "/c/": 1}


def test_a_flood_is_not_written_down(live):
    site, now = Site.objects.get(is_default_site=True), timezone.now()
    for number in range(100):
        addresses.note_missing(site=site, path=f"/{number}/", at=now)

    assert len(missing()) == 60
