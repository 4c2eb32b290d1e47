"""Out of sight at once, back within thirty days, then gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.models import Schedule, ScheduleState
from blog.publishing.rules.workflow import State
from blog.publishing.services import (
    history,
    preview,
    publication,
    release,
    review,
    schedule,
    steps,
    trash,
    withdrawal,
)
from blog.publishing.services.withdrawal import Afterwards
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def test_an_author_puts_a_draft_in_the_trash_and_takes_it_out(draft, ada):
    assert trash.trash(post_id=draft.pk, by=ada).state is State.TRASHED
    assert trash.restore(post_id=draft.pk, by=ada).state is State.DRAFT

    post = PostPage.objects.get(pk=draft.pk)
    assert (post.slug, post.url_path) == (draft.slug, draft.url_path)
    assert post.get_latest_revision_as_object().summary == "In a sentence."


def test_a_public_post_takes_the_right_to_unpublish(live, ada, ed):
    with pytest.raises(RoleRefused):
        trash.trash(post_id=live.pk, by=ada)

    taken = trash.trash(post_id=live.pk, by=ed)

    assert (taken.state, taken.is_public) == (State.TRASHED, False)
    assert Client().get("/posts/oats-overnight/").status_code == 410


def test_review_and_schedule_end(draft, ada, ed):
    review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ada)
    soon = timezone.now() + timedelta(hours=1)
    schedule.schedule(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed, due_at=soon)

    trash.trash(post_id=draft.pk, by=ed)

    assert Schedule.objects.get().state == ScheduleState.CANCELLED
    assert trash.restore(post_id=draft.pk, by=ed).state is State.DRAFT


def test_the_address_is_free_for_others(draft, ada, ed, bread):
    trash.trash(post_id=draft.pk, by=ada)
    Desk.write(ada, title="Another", slug=draft.slug, section=bread)

    with pytest.raises(publication.SlugTaken, match="Another"):
        trash.restore(post_id=draft.pk, by=ada)


def test_nothing_else_is_done_in_the_trash(draft, ada, ed):
    trash.trash(post_id=draft.pk, by=ada)

    with pytest.raises(steps.NotInThisState, match="trash"):
        release.publish(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed)
    with pytest.raises(steps.NotInThisState):
        trash.trash(post_id=draft.pk, by=ada)


def test_after_thirty_days_it_is_gone(live, ada, ed):
    Desk.edit(live, ada, summary="Two.")
    release.publish(post_id=live.pk, revision_id=Desk.newest(live), by=ed)
    trash.trash(post_id=live.pk, by=ed)
    now = timezone.now()

    assert trash.purge_due(at=now + timedelta(days=29)) == ()
    assert trash.purge_due(at=now + timedelta(days=31)) == (live.pk,)

    assert not PostPage.objects.filter(pk=live.pk).exists()
    assert Client().get("/posts/oats-overnight/").status_code == 410
    assert Entry.objects.filter(act="post.purged").count() == 1


def test_what_an_editor_chose_for_its_address_outlives_the_trash(live, ada, ed):
    elsewhere = factories.make_post("Elsewhere")
    withdrawal.unpublish(post_id=live.pk, by=ed, afterwards=Afterwards.MOVED, moved_to=elsewhere.pk)

    trash.trash(post_id=live.pk, by=ed)
    assert Client().get("/posts/oats-overnight/")["Location"] == "/posts/elsewhere/"
    trash.restore(post_id=live.pk, by=ed)
    assert Client().get("/posts/oats-overnight/")["Location"] == "/posts/elsewhere/"


def test_what_was_public_until_the_trash_is_kept_for_its_return(live, ed):
    trash.trash(post_id=live.pk, by=ed)
    trash.restore(post_id=live.pk, by=ed)

    assert Client().get("/posts/oats-overnight/").status_code == 404


def test_an_earlier_version_is_the_newest_again(live, ada):
    Desk.edit(live, ada, title="Worse")

    taken = history.restore_revision(post_id=live.pk, revision_id=live.live_revision_id, by=ada)

    post = PostPage.objects.get(pk=live.pk)
    assert taken.state is State.LIVE_CHANGED
    assert post.get_latest_revision_as_object().title == "Oats, overnight"
    assert post.latest_revision_id == taken.revision_id


def test_a_preview_is_of_one_version_for_a_while(draft, ada, rosa):
    now = timezone.now()
    shared = preview.share(
        post_id=draft.pk,
        revision_id=draft.latest_revision_id,
        by=ada,
        expires_at=now + timedelta(days=1),
        guest="Aunt May",
    )
    Desk.edit(draft, ada, title="Later")

    opened = preview.open_shared(token=shared.token, at=now)

    assert opened.revision_id == draft.latest_revision_id
    assert Entry.objects.get(act="post.preview_opened").detail["guest"] == "Aunt May"
    with pytest.raises(preview.PreviewOver):
        preview.open_shared(token=shared.token, at=now + timedelta(days=2))
    with pytest.raises(preview.PreviewOver):
        preview.open_shared(token="guessed", at=now)


def test_a_preview_is_revoked(draft, ada):
    now = timezone.now()
    shared = preview.share(
        post_id=draft.pk,
        revision_id=draft.latest_revision_id,
        by=ada,
        expires_at=now + timedelta(days=1),
    )
    preview.revoke(post_id=draft.pk, preview_id=shared.preview_id, by=ada)

    with pytest.raises(preview.PreviewOver):
        preview.open_shared(token=shared.token, at=now)


def test_a_preview_ends_within_thirty_days(draft, ada):
    with pytest.raises(preview.TooLong):
        preview.share(
            post_id=draft.pk,
            revision_id=draft.latest_revision_id,
            by=ada,
            expires_at=timezone.now() + timedelta(days=31),
        )


def test_a_post_without_history_is_purged_too(ed):
    post = factories.make_post("Old", live=False)
    trash.trash(post_id=post.pk, by=ed)

    assert trash.purge_due(at=timezone.now() + timedelta(days=31)) == (post.pk,)
