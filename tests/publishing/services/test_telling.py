"""Who hears of submissions and decisions: those whose turn it is, and nobody of themselves."""

import pytest

from blog.accounts.models import Notification
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
