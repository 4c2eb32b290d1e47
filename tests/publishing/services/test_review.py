"""Reading before readers do. What plain Wagtail lets through is named in each test."""

import pytest

from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.publishing.models import Submission
from blog.publishing.rules.workflow import State
from blog.publishing.services import checklist, review, steps
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(draft, ada):
    review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ada)
    return draft


def test_an_author_submits_what_is_theirs(draft, ada):
    taken = review.submit(
        post_id=draft.pk, revision_id=draft.latest_revision_id, by=ada, note="Please by noon."
    )

    assert taken.state is State.SUBMITTED
    assert Submission.objects.get().note == "Please by noon."
    entry = Entry.objects.get(act="post.submitted")
    assert (entry.actor, entry.detail["from"], entry.detail["to"]) == (ada, "draft", "submitted")


def test_nobody_submits_what_is_anothers(draft, tom):
    with pytest.raises(RoleRefused):
        review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=tom)


def test_a_text_waits_once(waiting, ada):
    with pytest.raises(steps.NotInThisState, match="submitted"):
        review.submit(post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=ada)


def test_an_older_text_is_not_submitted(draft, ada):
    Desk.edit(draft, ada, summary="Newer.")

    with pytest.raises(steps.StaleRevision):
        review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ada)


def test_a_text_that_was_written_over_is_not_what_was_read(draft, ada):
    """Autosave writes into its own version: the same number, another text."""
    revision = draft.latest_revision
    read_at = revision.created_at
    text = draft.get_latest_revision_as_object()
    text.summary = "Written over."
    text.save_revision(user=ada, overwrite_revision=revision)

    with pytest.raises(steps.StaleRevision, match=r"Ada saved it at \d{4}-\d\d-\d\d \d\d:\d\d UTC"):
        review.submit(post_id=draft.pk, revision_id=revision.pk, by=ada, saved_at=read_at)


def test_what_was_submitted_is_withdrawn(waiting, ada):
    assert review.withdraw(post_id=waiting.pk, by=ada).state is State.DRAFT


def test_an_editor_approves(waiting, ed):
    taken = review.approve(post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=ed)

    assert taken.state is State.APPROVED
    assert not taken.is_public


def test_t2_an_approval_is_of_the_text_that_was_read(waiting, ada, ed):
    """Wagtail publishes the newest version, whatever was approved."""
    read = waiting.latest_revision_id
    Desk.edit(waiting, ada, summary="Changed behind the reviewer's back.")

    with pytest.raises(steps.StaleRevision, match="Ada") as refused:
        review.approve(post_id=waiting.pk, revision_id=read, by=ed)

    assert refused.value.newest_id == Desk.newest(waiting)
    with pytest.raises(steps.StaleRevision):
        review.approve(post_id=waiting.pk, revision_id=Desk.newest(waiting), by=ed)


def test_an_edit_after_the_approval_is_not_approved(waiting, ada, ed):
    review.approve(post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=ed)
    Desk.edit(waiting, ada, summary="One more thing.")
    newest = Desk.newest(waiting)

    taken = review.submit(post_id=waiting.pk, revision_id=newest, by=ada)

    assert taken.state is State.SUBMITTED


def test_t3_nobody_approves_what_they_submitted(draft, ed):
    """Wagtail asks only whether somebody is in the group of approvers."""
    review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed)

    with pytest.raises(review.SecondPairOfEyes, match="You submitted this text") as refused:
        review.approve(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed)

    assert refused.value.who_can == ("Editor", "Admin")


def test_t3_nobody_approves_what_they_changed_last(draft, ada, ed, eve):
    Desk.edit(draft, ed, summary="Ed's own words.")
    newest = Desk.newest(draft)
    review.submit(post_id=draft.pk, revision_id=newest, by=ada)

    with pytest.raises(review.SecondPairOfEyes, match="last change"):
        review.approve(post_id=draft.pk, revision_id=newest, by=ed)
    assert review.approve(post_id=draft.pk, revision_id=newest, by=eve).state is State.APPROVED


def test_where_one_is_enough_an_editor_approves_alone(ed, news):
    post = Desk.write(ed, section=news)
    review.submit(post_id=post.pk, revision_id=post.latest_revision_id, by=ed)

    taken = review.approve(post_id=post.pk, revision_id=post.latest_revision_id, by=ed)

    assert taken.state is State.APPROVED


def test_an_author_approves_nothing(waiting, tom):
    with pytest.raises(RoleRefused):
        review.approve(post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=tom)


def test_what_is_not_ready_is_not_approved(ada, ed, bread):
    post = Desk.write(ada, section=bread, body=[("paragraph", "<p>It costs TK.</p>")])
    review.submit(post_id=post.pk, revision_id=post.latest_revision_id, by=ada)

    with pytest.raises(checklist.ChecklistFailed, match="It costs TK"):
        review.approve(post_id=post.pk, revision_id=post.latest_revision_id, by=ed)


def test_changes_are_asked_for_with_a_remark(waiting, ed, ada):
    read = waiting.latest_revision_id
    Desk.edit(waiting, ada, summary="Meanwhile.")

    with pytest.raises(review.RemarkMissing):
        review.request_changes(post_id=waiting.pk, revision_id=read, by=ed, remark=" ")
    taken = review.request_changes(post_id=waiting.pk, revision_id=read, by=ed, remark="Shorter.")

    assert taken.state is State.RETURNED
    assert Submission.objects.get().remark == "Shorter."


def test_a_returned_text_is_submitted_again(waiting, ed, ada):
    review.request_changes(
        post_id=waiting.pk, revision_id=waiting.latest_revision_id, by=ed, remark="Shorter."
    )
    Desk.edit(waiting, ada, summary="Short.")

    taken = review.submit(post_id=waiting.pk, revision_id=Desk.newest(waiting), by=ada)

    assert taken.state is State.SUBMITTED


def test_what_was_submitted_is_kept_as_it_is(waiting, ada):
    text = waiting.get_latest_revision_as_object()
    text.summary = "Written over."

    with pytest.raises(Exception, match="kept as it is"):
        text.save_revision(user=ada, overwrite_revision=waiting.latest_revision)


def test_there_must_be_a_post(ada):
    with pytest.raises(steps.NoSuchPost):
        review.submit(post_id=999_999, revision_id=1, by=ada)
