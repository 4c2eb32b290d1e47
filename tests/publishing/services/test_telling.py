"""Who hears of submissions and decisions: those whose turn it is, and nobody of themselves."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from blog.accounts.models import Notification, NotificationChoice
from blog.accounts.permissions import forget_roles
from blog.accounts.selectors import notices
from blog.accounts.services import notifying
from blog.delivery.models import OutboxMessage
from blog.publishing.services import review
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def told(user):
    return [one.line for one in Notification.objects.filter(user=user).order_by("pk")]


def submit(post, by):
    review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=by)


def test_who_may_review_hears_of_a_text_that_waits(ada, ed, eve, tom, draft):
    submit(draft, ada)

    assert told(ed) == told(eve) == ["Ada submitted “Spelt, quickly” for review."]
    assert told(ada) == told(tom) == []
    assert Notification.objects.filter(user=ed).get().url == f"/desk/posts/{draft.pk}/review/"


SLEEPS = "Work waits for you, but your role sleeps until you set up a second step."


def test_whose_role_sleeps_hears_that_once_and_nothing_of_the_text(ada, ed, eve, bread, settings):
    """Without a second step an editor opens no draft; a mail must not tell its title either."""
    settings.STAFF_NEED_SECOND_STEP = True
    for person in (ada, eve):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    for title in ("Spelt, quickly", "Rye, slowly"):
        submit(Desk.write(ada, title=title, section=bread), ada)

    assert len(told(eve)) == 2
    assert told(ed) == [SLEEPS]
    mails = OutboxMessage.objects.filter(payload__to=ed.email)
    assert [mail.payload["subject"] for mail in mails] == [SLEEPS]


def test_a_daily_mail_has_no_drafts_for_whose_role_fell_asleep(ada, ed, draft, settings):
    NotificationChoice.objects.create(user=ed, kind="post.submitted", way="daily")
    submit(draft, ada)
    settings.STAFF_NEED_SECOND_STEP = True
    OutboxMessage.objects.all().delete()

    forget_roles(ed)

    notifying.send_digests(at=timezone.now() + timedelta(days=2))
    assert not OutboxMessage.objects.filter(payload__to=ed.email).exists()
    assert not notices.get_inbox(user=ed, number=1, base_url="/").news
    assert notices.count_unread(ed) == 0


def test_an_editor_hears_nothing_of_their_own_submission(ed, eve, draft):
    submit(draft, ed)

    assert told(ed) == []
    assert len(told(eve)) == 1


def test_whose_text_it_is_hears_what_was_decided(ada, ed, tom, bread):
    author = factories.make_author("Tom Miller", user=tom)
    post = Desk.write(ada, title="Together", section=bread, authors=[author])
    submit(post, ada)
    review.request_changes(
        post_id=post.pk, revision_id=Desk.newest(post), by=ed, remark="Say which flour."
    )

    assert told(ada) == told(tom) == ["Ed asks for changes to “Together”."]
    assert told(ed) == ["Ada submitted “Together” for review."]

    Desk.edit(post, ada, title="Together, again")
    submit(post, ada)
    review.approve(post_id=post.pk, revision_id=Desk.newest(post), by=ed)
    assert told(ada)[-1] == "Ed approved “Together, again”."


def test_whose_role_is_gone_hears_no_title_of_a_draft(ada, ed, tom, bread):
    author = factories.make_author("Tom Miller", user=tom)
    post = Desk.write(ada, title="Together", section=bread, authors=[author])
    submit(post, ada)
    tom.groups.clear()
    ada.groups.clear()
    review.request_changes(
        post_id=post.pk, revision_id=Desk.newest(post), by=ed, remark="Say which flour."
    )

    assert told(ada) == told(tom) == []
