"""Every step: one entry in the audit log, one event after commit, and where the post stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog import events as house
from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.models import Due, Release, Schedule, SharedPreview
from blog.publishing.services import (
    history,
    preview,
    release,
    review,
    schedule,
    steps,
    trash,
    withdrawal,
)
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """The events that were announced, by name, once their transaction was over."""
    told = []
    monkeypatch.setattr(house, "_deliver", lambda event: told.append(type(event).__name__))
    return told


def a_life(post, ada, ed):
    """Yield each step of a post's life with what it writes down and announces."""
    pk = {"post_id": post.pk}
    soon = timezone.now() + timedelta(hours=1)
    first = Desk.newest(post)
    of_first = {**pk, "revision_id": first}

    yield review.submit, {**of_first, "by": ada}, "submitted", "PostSubmitted"
    yield review.withdraw, {**pk, "by": ada}, "submission_withdrawn", "SubmissionWithdrawn"
    yield review.submit, {**of_first, "by": ada}, "submitted", "PostSubmitted"
    changes = {**of_first, "by": ed, "remark": "Shorter."}
    yield review.request_changes, changes, "changes_requested", "ChangesRequested"
    yield review.submit, {**of_first, "by": ada}, "submitted", "PostSubmitted"
    yield review.approve, {**of_first, "by": ed}, "approved", "PostApproved"
    when = {**of_first, "by": ed, "due_at": soon}
    yield schedule.schedule, when, "scheduled", "PostScheduled"
    later = {**when, "was_due_at": soon, "due": Due.PUBLISH, "due_at": soon + timedelta(hours=1)}
    yield schedule.move, later, "schedule_moved", "PostScheduled"
    Schedule.objects.update(state="failed")
    forward = "schedule_brought_forward", "ScheduleBroughtForward"
    yield schedule.try_again, {**pk, "by": ed}, *forward
    yield schedule.unschedule, {**pk, "by": ed}, "unscheduled", "ScheduleCancelled"
    yield release.publish, {**of_first, "by": ed}, "published", "PostPublished"
    undone = {**pk, "by": ed, "release_id": Release.objects.get().pk}
    yield release.undo, undone, "publication_undone", "PublicationUndone"
    yield release.publish, {**of_first, "by": ed}, "published", "PostPublished"
    end = {**pk, "by": ed, "due_at": soon}
    yield schedule.schedule_end, end, "end_scheduled", "PostScheduled"
    moved = {**later, "due": Due.UNPUBLISH, "revision_id": None}
    yield schedule.move, moved, "end_moved", "PostScheduled"
    Schedule.objects.filter(due=Due.UNPUBLISH).update(state="failed")
    forward = "end_brought_forward", "ScheduleBroughtForward"
    yield schedule.try_end_again, {**pk, "by": ed}, *forward
    yield schedule.unschedule_end, {**pk, "by": ed}, "end_unscheduled", "ScheduleCancelled"
    newer = Desk.edit(post, ada, summary="In two sentences.").pk
    corrected = {**pk, "by": ed, "revision_id": newer, "note": "There are two."}
    yield release.correct, corrected, "corrected", "PostPublished"
    yield release.roll_back, {**of_first, "by": ed}, "rolled_back", "PostPublished"
    yield history.restore_revision, {**of_first, "by": ada}, "revision_restored", "TextRestored"
    block = post.latest_revision.content["body"]
    block_id = PostPage.objects.get(pk=post.pk).body.get_prep_value()[0]["id"]
    assert block_id in block
    into = {**of_first, "by": ada, "block_id": block_id, "newest_id": Desk.newest(post)}
    yield history.restore_block, into, "block_restored", "TextRestored"
    named = {**of_first, "by": ada, "name": "As it began"}
    yield history.name_version, named, "version_named", "VersionNamed"
    shared = {**of_first, "by": ada, "expires_at": soon}
    yield preview.share, shared, "preview_shared", "PreviewShared"
    ended = {**pk, "by": ada, "preview_id": SharedPreview.objects.get().pk}
    yield preview.revoke, ended, "preview_revoked", "PreviewRevoked"
    yield withdrawal.unpublish, {**pk, "by": ed}, "unpublished", "PostUnpublished"
    yield trash.trash, {**pk, "by": ed}, "trashed", "PostTrashed"
    yield trash.restore, {**pk, "by": ed}, "restored", "PostRestored"


def test_is_written_down_once_and_announced_once(
    draft, ada, ed, heard, django_capture_on_commit_callbacks
):
    entries = Entry.objects.filter(subject_id=str(draft.pk))
    for act, how, name, event in a_life(draft, ada, ed):
        before = set(entries.values_list("pk", flat=True))
        heard.clear()

        with django_capture_on_commit_callbacks(execute=True):
            taken = act(**how)
            assert heard == []  # not before the transaction is over

        (written,) = entries.exclude(pk__in=before)
        assert (written.act, written.actor) == (f"post.{name}", how["by"])
        assert heard == [event]
        if act is not history.name_version:
            taken = taken.taken if isinstance(taken, preview.Shared) else taken
            assert isinstance(taken, steps.Taken)
            assert taken.post_id == draft.pk
    assert not Schedule.objects.filter(finished_at=None).exists()


def test_what_is_refused_writes_and_announces_nothing(
    draft, ada, heard, django_capture_on_commit_callbacks
):
    before = Entry.objects.count()

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(steps.NotInThisState):
        withdrawal.unpublish(post_id=draft.pk, by=None)
    with pytest.raises(steps.NoSuchRevision):
        review.submit(post_id=draft.pk, revision_id=0, by=ada)

    assert Entry.objects.count() == before
    assert heard == []
