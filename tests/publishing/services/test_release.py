"""Making a text public, and taking that back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.accounts import permissions
from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.delivery.models import OutboxMessage
from blog.delivery.models import State as Sending
from blog.delivery.services import mail
from blog.publishing.models import Change, Release
from blog.publishing.rules.readiness import Check
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import policies
from blog.publishing.selectors.history import get_history
from blog.publishing.services import checklist, effects, gate, publication, release, review, steps
from blog.web.models import PageChange
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsletter(monkeypatch):
    """Somebody upstairs who sends a mail because of every publication."""
    monkeypatch.setattr(effects, "_senders", [])

    def send(outbound):
        mail.queue_mail(
            to="rosa@example.com",
            subject="New",
            text="New",
            key=f"new:{outbound.release_id}",
            group=outbound.group,
            due_at=outbound.due_at,
        )

    return effects.when_published(send=send)


def publish(post, by, **how):
    return release.publish(post_id=post.pk, revision_id=Desk.newest(post), by=by, **how)


def test_an_editor_publishes_what_another_wrote(draft, ed):
    taken = publish(draft, ed)

    post = PostPage.objects.get(pk=draft.pk)
    assert (taken.state, taken.is_public) == (State.LIVE, True)
    assert post.live_revision_id == draft.latest_revision_id
    assert Entry.objects.get(act="post.published").detail["to"] == "live"


def test_readers_pages_hear_of_it_once(draft, ed):
    before = PageChange.objects.count()
    publish(draft, ed)

    assert PageChange.objects.count() == before + 1


def test_an_author_publishes_nothing(draft, ada):
    with pytest.raises(RoleRefused, match="Editor"):
        publish(draft, ada)


def test_a_trusted_author_publishes_what_is_theirs_where_one_is_enough(tom, ada, news):
    assert publish(Desk.write(tom, section=news), tom).is_public
    with pytest.raises(RoleRefused):
        publish(Desk.write(ada, title="Hers", section=news), tom)


def test_a_trusted_author_needs_a_reader_where_four_eyes_are_asked_for(tom, ed, bread):
    post = Desk.write(tom, section=bread)
    with pytest.raises(review.SecondPairOfEyes, match="Nobody has approved"):
        publish(post, tom)

    review.submit(post_id=post.pk, revision_id=post.latest_revision_id, by=tom)
    review.approve(post_id=post.pk, revision_id=post.latest_revision_id, by=ed)

    assert publish(post, tom).is_public


def named_over(ada, tom, section):
    """A draft of Ada's in a section, with Tom's name over it too."""
    return Desk.write(ada, section=section, authors=[factories.make_author("Tom", user=tom)])


def test_another_section_takes_no_text_around_four_eyes(ada, tom, ed, bread, news):
    post = named_over(ada, tom, bread)
    Desk.edit(post, tom, section=news)

    with pytest.raises(review.SecondPairOfEyes, match="Nobody has approved"):
        publish(post, tom)

    assert publish(post, ed).is_public


def test_nor_do_two_moves_or_none(ada, tom, bread, news):
    post = named_over(ada, tom, bread)
    Desk.edit(post, tom, section=None)
    Desk.edit(post, tom, section=news)

    with pytest.raises(review.SecondPairOfEyes):
        publish(post, tom)


def test_what_readers_have_keeps_its_four_eyes_until_somebody_has_read_the_move(
    ada, tom, ed, bread, news
):
    post = named_over(ada, tom, bread)
    publish(post, ed)
    Desk.edit(post, tom, section=news)
    with pytest.raises(review.SecondPairOfEyes):
        publish(post, tom)

    publish(post, ed)
    Desk.edit(post, tom, summary="Where one is enough.")

    assert publish(post, tom).is_public


def test_what_readers_have_keeps_its_demands_until_the_move_is_published(ed, news):
    demanding = factories.make_section("Recipes", four_eyes=False, required_checks=["summary"])
    post = Desk.write(ed, section=demanding)
    publish(post, ed)
    Desk.edit(post, ed, section=news, summary="")
    with pytest.raises(checklist.ChecklistFailed, match="Write a summary"):
        publish(post, ed)

    Desk.edit(post, ed, summary="In a sentence.")
    publish(post, ed)
    Desk.edit(post, ed, summary="")

    assert publish(post, ed).is_public


def test_a_draft_that_moves_takes_the_demands_of_its_new_section_along(ed, live):
    demanding = factories.make_section("Recipes", four_eyes=False, required_checks=["summary"])
    Desk.edit(live, ed, section=demanding, summary="")

    with pytest.raises(checklist.ChecklistFailed, match="Write a summary"):
        publish(live, ed)


def test_what_both_sections_demand_is_required_and_nothing_else(ed):
    one = factories.make_section("Recipes", four_eyes=False, required_checks=["summary"])
    other = factories.make_section("Letters", four_eyes=False, required_checks=["link text"])
    post = Desk.write(ed, section=one)
    publish(post, ed)
    vague = '<p><a href="https://a.example/">here</a></p>'
    body = [{"type": "paragraph", "value": vague}]
    Desk.edit(post, ed, section=other, body=body, summary="", title="T" * 91)

    with pytest.raises(checklist.ChecklistFailed) as refusal:
        publish(post, ed)

    assert [item.check for item in refusal.value.items] == [Check.SUMMARY, Check.LINK_TEXT]


def test_a_publication_that_was_undone_ends_no_four_eyes(ada, tom, ed, bread, news):
    post = named_over(ada, tom, bread)
    Desk.edit(post, tom, section=news)
    publish(post, ed)
    release.undo(post_id=post.pk, release_id=Release.objects.get().pk, by=ed)

    with pytest.raises(review.SecondPairOfEyes):
        publish(post, tom)


def test_who_is_asked_to_read_takes_no_more_questions_with_more_versions(
    ada, tom, bread, news, django_assert_num_queries
):
    post = named_over(ada, tom, bread)
    revision = Desk.edit(post, tom, section=news)
    policies.get_reading(post=post, revision=revision, by=tom)
    with CaptureQueriesContext(connection) as few:
        policies.get_reading(post=post, revision=revision, by=tom)
    for number in range(5):
        revision = Desk.edit(post, tom, summary=f"{number}.")

    with django_assert_num_queries(len(few)):
        assert policies.get_reading(post=post, revision=revision, by=tom).policy


def test_without_a_section_four_eyes_are_asked_for(ed):
    with pytest.raises(review.SecondPairOfEyes):
        publish(Desk.write(ed), ed)


def test_an_approval_is_used_up_by_publishing(live, ada, ed):
    Desk.edit(live, ada, summary="Two.")
    review.submit(post_id=live.pk, revision_id=Desk.newest(live), by=ada)
    review.approve(post_id=live.pk, revision_id=Desk.newest(live), by=ed)
    publish(live, ed)

    Desk.edit(live, ada, summary="Three.")

    post = PostPage.objects.get(pk=live.pk)
    from blog.publishing.selectors import states

    assert states.get_standing(post=post).state is State.LIVE_CHANGED


def test_a_stale_form_publishes_nothing(draft, ada, ed):
    """Wagtail lets the form that is sent last win."""
    read = draft.latest_revision_id
    Desk.edit(draft, ada, summary="Newer.")

    with pytest.raises(steps.StaleRevision):
        release.publish(post_id=draft.pk, revision_id=read, by=ed)
    assert not PostPage.objects.get(pk=draft.pk).live


def test_pressed_twice_it_is_published_once(draft, ed):
    first = publish(draft, ed, key="form-1")
    second = publish(draft, ed, key="form-1")

    assert first == second
    assert Release.objects.count() == 1


class TestAskedAgain:
    """What an answer to a key tells is for whom it was told then, and who may still do it."""

    def ask(self, post, by, key="form-1"):
        revision_id = Release.objects.get(key=key).revision_id
        return release.publish(post_id=post.pk, revision_id=revision_id, by=by, key=key)

    def test_whoever_lost_the_right_gets_no_answer(self, draft, ed):
        publish(draft, ed, key="form-1")
        ed.groups.clear()
        permissions.forget_roles(ed)

        with pytest.raises(RoleRefused):
            self.ask(draft, ed)

    def test_nor_does_somebody_who_never_had_it(self, draft, ed, rosa):
        publish(draft, ed, key="form-1")

        with pytest.raises(RoleRefused):
            self.ask(draft, rosa)

    def test_a_key_is_its_owners(self, draft, ed, eve):
        publish(draft, ed, key="form-1")

        with pytest.raises(release.KeyUsed):
            self.ask(draft, eve)

    def test_a_key_is_of_one_post(self, draft, ada, ed, news):
        publish(draft, ed, key="form-1")
        other = Desk.write(ada, title="Barley", section=news)

        with pytest.raises(release.KeyUsed):
            publish(other, ed, key="form-1")
        assert not PostPage.objects.get(pk=other.pk).live

    def test_a_key_is_of_one_step(self, live, ed):
        publish(Desk.edit(live, ed, summary="Newer.").content_object, ed, key="form-1")

        for step, more in ((release.correct, {"note": "Six hours."}), (release.roll_back, {})):
            with pytest.raises(release.KeyUsed):
                step(
                    post_id=live.pk, revision_id=live.live_revision_id, by=ed, key="form-1", **more
                )
        assert Release.objects.filter(key="form-1").count() == 1


def test_what_is_public_already_is_not_published(live, ed):
    with pytest.raises(steps.NotInThisState, match="live"):
        publish(live, ed)


def test_required_items_stop_it(ada, ed, bread):
    post = Desk.write(ada, section=bread, title="TK")

    with pytest.raises(checklist.ChecklistFailed) as refused:
        publish(post, ed)

    assert [item.place for item in refused.value.items] == ["title"]


def test_an_address_that_is_taken_stops_it(draft, ada, ed, live):
    Desk.edit(draft, ada, slug=live.slug)

    with pytest.raises(publication.SlugTaken, match="Oats, overnight"):
        publish(draft, ed)


def test_a_date_in_the_text_schedules_nothing(draft, ada, ed):
    """Wagtail would schedule instead of publishing."""
    Desk.edit(draft, ada, go_live_at=timezone.now() + timedelta(days=2))

    assert publish(draft, ed).is_public


def test_mail_waits_for_the_time_to_undo(draft, ed, newsletter):
    before = timezone.now()
    publish(draft, ed)

    (message,) = OutboxMessage.objects.all()
    assert message.due_at >= before + timedelta(seconds=60)
    assert message.group == f"post:{draft.pk}:{Release.objects.get().pk}"


def test_undo_takes_a_first_publication_back(draft, ed, newsletter):
    taken = publish(draft, ed)

    undone = release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed)

    post = PostPage.objects.get(pk=draft.pk)
    assert (undone.state, undone.is_public) == (State.DRAFT, False)
    assert post.first_published_at is None
    assert OutboxMessage.objects.get().state == Sending.UNDONE


def test_undo_restores_what_was_live(live, ada, ed, newsletter):
    Desk.edit(live, ada, title="Oats, ruined", summary="Two.")
    taken = publish(live, ed)
    assert PostPage.objects.get(pk=live.pk).title == "Oats, ruined"

    undone = release.undo(post_id=live.pk, release_id=taken.record_id, by=ed)

    post = PostPage.objects.get(pk=live.pk)
    assert (post.title, post.live_revision_id) == ("Oats, overnight", live.live_revision_id)
    assert post.last_published_at == live.last_published_at
    assert undone.state is State.LIVE_CHANGED
    assert post.get_latest_revision_as_object().title == "Oats, ruined"
    assert OutboxMessage.objects.get().state == Sending.UNDONE


def test_undo_gives_the_approval_back(draft, ada, ed):
    review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ada)
    review.approve(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed)
    taken = publish(draft, ed)

    assert release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed).state is State.APPROVED


def test_what_was_undone_is_told_to_nobody_without_the_right(draft, ed, rosa):
    taken = publish(draft, ed)
    release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed)

    with pytest.raises(RoleRefused):
        release.undo(post_id=draft.pk, release_id=taken.record_id, by=rosa)


def test_undo_twice_is_undo_once(draft, ed):
    taken = publish(draft, ed)
    first = release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed)

    assert release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed).state is first.state
    assert Entry.objects.filter(act="post.publication_undone").count() == 1


def test_undo_comes_too_late(draft, ed):
    taken = publish(draft, ed)
    late = timezone.now() + timedelta(seconds=61)

    with pytest.raises(release.TooLateToUndo):
        release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed, at=late)


class TestWhatCameFromElsewhere:
    """A post that was imported has a history from its first text on."""

    @pytest.fixture
    def brought(self, noon):
        return factories.make_post("Rye", summary="Thirty hours.", published=noon)

    def test_it_is_written_down_as_published_then_with_nothing_to_undo(self, brought, noon):
        written = Release.objects.get(post=brought)

        assert (written.change, written.at, written.undo_until) == (Change.FIRST, noon, noon)
        assert (written.previous_revision, written.was_open) == (None, True)
        assert written.revision_id == brought.live_revision_id
        assert not OutboxMessage.objects.exists()

    def test_readers_can_be_given_it_again_after_it_was_away(self, brought, ed):
        first = brought.live_revision_id
        factories.withdraw(brought)
        brought.refresh_from_db()
        brought.summary = "Six hours."
        newer = brought.save_revision()
        release.publish(post_id=brought.pk, revision_id=newer.pk, by=ed)

        release.roll_back(post_id=brought.pk, revision_id=first, by=ed)

        assert PostPage.objects.get(pk=brought.pk).summary == "Thirty hours."

    def test_its_history_names_the_text_as_published(self, brought):
        entry = get_history(post=brought).before[0]

        assert "published" in entry.last.names

    def test_brought_once_more_it_is_an_update_of_what_readers_had(self, brought):
        first = brought.live_revision_id
        brought.summary = "Six hours."
        factories.publish(brought)

        written = Release.objects.first()
        assert (written.change, written.previous_revision_id) == (Change.UPDATE, first)


def test_rolled_back_at_any_later_time(live, ada, ed):
    Desk.edit(live, ada, title="Oats, ruined")
    publish(live, ed)

    taken = release.roll_back(post_id=live.pk, revision_id=live.live_revision_id, by=ed)

    post = PostPage.objects.get(pk=live.pk)
    assert post.title == "Oats, overnight"
    assert taken.state is State.LIVE_CHANGED
    assert Release.objects.first().change == Change.ROLL_BACK


def test_only_what_readers_had_is_rolled_back_to(live, ada, ed):
    never = Desk.edit(live, ada, title="A thought")

    with pytest.raises(release.NeverPublic):
        release.roll_back(post_id=live.pk, revision_id=never.pk, by=ed)


def test_a_correction_says_what_it_corrects(live, ada, ed):
    Desk.edit(live, ada, summary="Eight hours.")
    newest = Desk.newest(live)

    with pytest.raises(release.CorrectionNoteMissing):
        release.correct(post_id=live.pk, revision_id=newest, by=ed, note=" ")
    release.correct(post_id=live.pk, revision_id=newest, by=ed, note="It is eight hours.")

    made = Release.objects.get(change=Change.CORRECTION)
    assert made.note == "It is eight hours."
    assert PostPage.objects.get(pk=live.pk).summary == "Eight hours."


def test_a_correction_is_of_the_text_that_was_read(live, ada, ed):
    """Autosave writes into its own version: the same number, another text."""
    revision = Desk.edit(live, ada, summary="Eight hours.")
    read_at = revision.created_at
    text = PostPage.objects.get(pk=live.pk).get_latest_revision_as_object()
    text.summary = "Nine hours."
    text.save_revision(user=ada, overwrite_revision=revision)

    with pytest.raises(steps.StaleRevision):
        release.correct(
            post_id=live.pk, revision_id=revision.pk, by=ed, note="Hours.", saved_at=read_at
        )


def test_the_law_at_the_row(draft):
    """Plain Wagtail publishes for whoever calls it."""
    with pytest.raises(gate.NotThisWay):
        draft.latest_revision.publish()
    draft.live = True
    with pytest.raises(gate.NotThisWay):
        draft.save()
    with pytest.raises(gate.NotThisWay):
        draft.copy(update_attrs={"slug": "copy", "live": True}, keep_live=True)
    assert not PostPage.objects.get(pk=draft.pk).live


def test_a_public_text_is_not_changed_past_the_law(live, ada):
    newer = Desk.edit(live, ada, title="Past the law")

    with pytest.raises(gate.NotThisWay):
        newer.publish()


def test_a_post_that_was_public_without_a_version_can_be_undone(live, ada, ed):
    PostPage.objects.filter(pk=live.pk).update(live_revision=None)
    Desk.edit(live, ada, title="Newer")
    taken = publish(live, ed)

    release.undo(post_id=live.pk, release_id=taken.record_id, by=ed)

    assert PostPage.objects.get(pk=live.pk).title == "Oats, overnight"


def test_in_bulk_nothing_is_sent_and_it_is_written_down(news, newsletter):
    post = factories.make_post("From elsewhere", section=news)

    assert post.live
    assert not OutboxMessage.objects.exists()
    assert Entry.objects.filter(act="post.published_in_bulk", subject_id=str(post.pk)).exists()
