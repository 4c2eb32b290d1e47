"""What guests say: kept once, logged, told to whose text it is; it decides nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from blog.accounts.models import Notification
from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.events import GuestAnswered
from blog.publishing.models import GuestRemark, SharedPreview
from blog.publishing.rules.guests import LONGEST, Kind
from blog.publishing.rules.limits import GUEST_REMARKS
from blog.publishing.services import guests, preview, review, trash
from blog.publishing.services.keeping import VersionIsKept, is_kept
from blog.web.limits import TooOften
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def share(post, by, **more):
    more = {"guest": "Mei", "takes_remarks": True, **more}
    return preview.share(
        post_id=post.pk,
        revision_id=Desk.newest(post),
        by=by,
        expires_at=timezone.now() + timedelta(days=1),
        **more,
    )


def say(shared, text="Name the mill.", kind=Kind.REMARK, **more):
    more = {"at": timezone.now(), **more}
    return guests.say(token=shared.token, kind=kind, text=text, **more)


def test_a_remark_is_kept_logged_and_told(draft, ada, ed, monkeypatch):
    heard = []
    monkeypatch.setattr(guests, "announce", heard.append)
    shared = share(draft, ed)

    row = say(shared, "Name the mill.\r\nAnd <b>the flour</b>.")

    assert row.text == "Name the mill.\nAnd <b>the flour</b>."
    assert (row.name, row.kind, row.revision_id) == ("Mei", "remark", Desk.newest(draft))
    entry = Entry.objects.get(act="post.guest_remarked")
    assert entry.actor is None
    assert entry.detail == {
        "preview": shared.preview_id,
        "guest": "Mei",
        "revision": row.revision_id,
        "remark": row.pk,
    }
    told = Notification.objects.filter(kind="post.guest_answered")
    assert {one.user for one in told} == {ada, ed}
    assert "Mei, a guest, has answered on the preview of “Spelt, quickly”." in told[0].line
    assert heard == [GuestAnswered(draft.pk, row.pk)]


def test_an_approval_is_information(draft, ada, ed):
    review.submit(post_id=draft.pk, revision_id=Desk.newest(draft), by=ada)
    before = review.states.get_standing(post=draft).state

    row = say(share(draft, ed), "", Kind.APPROVAL)

    assert row.kind == "approval"
    assert review.states.get_standing(post=PostPage.objects.get(pk=draft.pk)).state is before
    assert Entry.objects.filter(act="post.guest_approved").exists()
    assert not Entry.objects.filter(act="post.approved").exists()


def test_a_button_pressed_twice_says_it_once(draft, ada):
    shared = share(draft, ada)

    first, again = say(shared, sending="form"), say(shared, sending="form")
    other = say(shared, "Something else.", sending="form")

    assert first == again
    assert first != other
    assert GuestRemark.objects.count() == 2
    assert Notification.objects.filter(kind="post.guest_answered").count() == 2


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST + 1)])
def test_a_remark_needs_words_and_not_too_many(draft, ada, text):
    with pytest.raises(guests.Unsaid):
        say(share(draft, ada), text)
    assert not GuestRemark.objects.exists()


def test_a_link_that_was_not_for_remarks_takes_none(draft, ada):
    with pytest.raises(guests.TakesNoRemarks):
        say(share(draft, ada, takes_remarks=False))


def test_a_link_that_is_over_takes_nothing(draft, ada):
    ended, revoked = share(draft, ada), share(draft, ada)
    preview.revoke(post_id=draft.pk, preview_id=revoked.preview_id, by=ada)

    with pytest.raises(preview.PreviewOver):
        say(revoked)
    with pytest.raises(preview.PreviewOver):
        say(ended, at=timezone.now() + timedelta(days=2))
    assert not GuestRemark.objects.exists()


def test_whoever_may_leave_remarks_has_a_name(draft, ada):
    with pytest.raises(preview.NamelessGuest):
        share(draft, ada, guest="  ")
    assert not SharedPreview.objects.exists()


def test_too_much_is_refused_but_the_same_again_is_not(draft, ada):
    shared = share(draft, ada)
    for number in range(GUEST_REMARKS.amount):
        say(shared, f"Remark {number}", sending="form")

    with pytest.raises(TooOften):
        say(shared, "One more")
    assert say(shared, "Remark 0", sending="form").text == "Remark 0"


def test_what_was_said_stays_when_its_link_is_gone_and_the_version_with_it(draft, ada):
    shared = share(draft, ada)
    row = say(shared)
    SharedPreview.objects.all().delete()

    row.refresh_from_db()
    assert row.preview is None
    assert row.name == "Mei"
    assert is_kept(revision_id=row.revision_id)
    version = Revision.objects.get(pk=row.revision_id)
    version.content = {**version.content, "title": "Another title"}
    with pytest.raises(VersionIsKept):
        version.save()


def test_it_goes_with_the_post_for_good(draft, ada):
    say(share(draft, ada))
    now = timezone.now()
    trash.trash(post_id=draft.pk, by=ada, at=now)
    assert GuestRemark.objects.exists()

    assert trash.purge_due(at=now + timedelta(days=31)) == (draft.pk,)

    assert not GuestRemark.objects.exists()
