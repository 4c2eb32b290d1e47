"""What happens at a set time. T1: plain Wagtail loses the schedule of a post that fails."""

from datetime import UTC, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.delivery.models import OutboxMessage
from blog.publishing.models import Due, Release, Schedule, ScheduleState
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import states
from blog.publishing.services import due, gate, publication, release, schedule, steps, withdrawal
from tests import factories
from tests.publishing.desk import Desk
from tests.support.mails import ensure_readable

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def soon(now):
    return now + timedelta(minutes=5)


def put_off(post, by, due_at, **how):
    return schedule.schedule(
        post_id=post.pk, revision_id=Desk.newest(post), by=by, due_at=due_at, **how
    )


def when_due(due_at):
    """Let the time come: the rows say that they were due a moment ago."""
    Schedule.objects.filter(due_at=due_at).update(
        due_at=timezone.now() - timedelta(seconds=2),
        next_try_at=timezone.now() - timedelta(seconds=2),
    )
    return due.run_due(at=timezone.now())


def state_of(post):
    return states.get_standing(post=PostPage.objects.get(pk=post.pk)).state


def test_it_is_published_when_its_time_has_come(draft, ed, soon):
    assert put_off(draft, ed, soon).state is State.SCHEDULED
    assert due.run_due(at=timezone.now()).published == ()
    assert not PostPage.objects.get(pk=draft.pk).live

    done = when_due(soon)

    row = Schedule.objects.get()
    assert done.published == (draft.pk,)
    assert state_of(draft) is State.LIVE
    assert (row.state, row.tries) == (ScheduleState.DONE, 1)
    assert row.lag >= timedelta(seconds=2)
    assert Entry.objects.get(act="post.published_on_schedule").actor is None


def test_the_text_that_was_scheduled_is_published_and_no_newer_one(draft, ada, ed, soon):
    put_off(draft, ed, soon)
    Desk.edit(draft, ada, title="Not yet")

    when_due(soon)

    assert PostPage.objects.get(pk=draft.pk).title == "Spelt, quickly"
    assert state_of(draft) is State.LIVE_CHANGED


def test_an_author_schedules_nothing(draft, ada, soon):
    with pytest.raises(RoleRefused):
        put_off(draft, ada, soon)


def test_a_time_that_is_over_is_refused(draft, ed, now):
    with pytest.raises(schedule.NotInTheFuture):
        put_off(draft, ed, now - timedelta(seconds=1))


def test_a_zone_that_does_not_exist_is_refused(draft, ed, soon):
    with pytest.raises(schedule.NoSuchZone):
        put_off(draft, ed, soon, zone="Europe/Atlantis")


def test_the_time_is_moved(draft, ed, soon):
    put_off(draft, ed, soon)
    put_off(draft, ed, soon + timedelta(hours=1), zone="Europe/Berlin")

    row = Schedule.objects.get()
    assert row.due_at == soon + timedelta(hours=1)
    assert row.zone == "Europe/Berlin"


def test_it_is_ended(draft, ed, soon):
    put_off(draft, ed, soon)

    assert schedule.unschedule(post_id=draft.pk, by=ed).state is State.DRAFT
    assert when_due(soon).published == ()


def test_publishing_at_once_ends_the_schedule(draft, ed, soon):
    put_off(draft, ed, soon)
    release.publish(post_id=draft.pk, revision_id=Desk.newest(draft), by=ed)

    assert when_due(soon) == due.Released((), (), ())
    assert state_of(draft) is State.LIVE


@pytest.fixture
def three(ada, bread):
    return [Desk.write(ada, title=f"Number {n}", section=bread) for n in range(3)]


def take_the_address_of(post):
    """Give a live sibling the address of a draft, as an import might."""
    other = factories.make_post("In the way", slug="in-the-way")
    Page.objects.filter(pk=other.pk).update(slug=post.slug)
    return other


def test_t1_plain_wagtail_loses_the_schedule_of_what_fails(three, now, monkeypatch):
    monkeypatch.setattr(gate, "ensure_open", lambda **_: None)
    for place, post in enumerate(three):
        Revision.objects.filter(pk=post.latest_revision_id).update(
            approved_go_live_at=now - timedelta(minutes=9 - place)
        )
    take_the_address_of(three[0])

    with pytest.raises(Exception, match="slug"):
        call_command("publish_scheduled")

    assert not PostPage.objects.filter(pk__in=[post.pk for post in three], live=True).exists()
    lost = Revision.objects.get(pk=three[0].latest_revision_id)
    assert lost.approved_go_live_at is None


def test_t1_here_what_fails_keeps_its_schedule_and_stops_no_other(three, ed, ada, soon):
    for post in three:
        put_off(post, ed, soon)
    in_the_way = take_the_address_of(three[0])

    done = when_due(soon)

    assert done.published == (three[1].pk, three[2].pk)
    assert done.failed == (three[0].pk,)
    row = Schedule.objects.get(post=three[0])
    assert row.state == ScheduleState.FAILED
    assert "In the way" in row.reason
    assert row.next_try_at > timezone.now()
    assert state_of(three[0]) is State.SCHEDULE_FAILED
    mails = OutboxMessage.objects.filter(kind="mail")
    assert {message.payload["to"] for message in mails} == {ada.email, ed.email}
    assert "In the way" in mails[0].payload["text"]
    ensure_readable(mails[0].payload)

    factories.delete(in_the_way)
    assert due.run_due(at=timezone.now()).published == ()  # not before its next try
    done = due.run_due(at=row.next_try_at)

    assert done.published == (three[0].pk,)
    assert Schedule.objects.get(post=three[0]).tries == 2


def test_nobody_is_told_at_every_try(draft, ed, soon):
    put_off(draft, ed, soon)
    take_the_address_of(draft)
    when_due(soon)
    told = OutboxMessage.objects.count()

    for _try in range(3):
        due.run_due(at=Schedule.objects.get().next_try_at)

    assert Schedule.objects.get().tries == 4
    assert OutboxMessage.objects.count() == told


def test_a_schedule_that_failed_is_ended_or_moved_by_hand(draft, ed, soon):
    put_off(draft, ed, soon)
    factories.delete(take_the_address_of(draft))
    Schedule.objects.update(state=ScheduleState.FAILED, tries=3, reason="broken")

    put_off(draft, ed, soon + timedelta(hours=1))

    row = Schedule.objects.get()
    assert (row.state, row.tries, row.reason) == (ScheduleState.WAITING, 0, "")


def test_a_worker_that_dies_in_the_middle_leaves_everything_as_it_was(draft, ed, soon, monkeypatch):
    put_off(draft, ed, soon)
    publish = publication.put_out

    class Killed(BaseException):
        pass

    def die(**how):
        publish(**how)
        raise Killed

    monkeypatch.setattr(publication, "put_out", die)
    with pytest.raises(Killed):
        when_due(soon)
    monkeypatch.setattr(publication, "put_out", publish)

    assert not PostPage.objects.get(pk=draft.pk).live
    assert Schedule.objects.get().state == ScheduleState.WAITING
    assert due.run_due(at=timezone.now()).published == (draft.pk,)


def test_a_clock_that_jumps_publishes_nothing_twice(draft, ed, soon):
    put_off(draft, ed, soon)
    assert when_due(soon).published == (draft.pk,)

    for hours in (-48, 48, 0):
        at = timezone.now() + timedelta(hours=hours)
        assert due.run_due(at=at) == due.Released((), (), ())
    assert Entry.objects.filter(act="post.published_on_schedule").count() == 1


def test_a_clock_that_was_put_back_leaves_the_schedule_for_later(draft, ed, soon):
    put_off(draft, ed, soon)

    assert due.run_due(at=soon - timedelta(days=400)).published == ()
    assert due.run_due(at=soon + timedelta(seconds=1)).published == (draft.pk,)
    assert Schedule.objects.get().lag >= timedelta(0)


def test_a_clock_that_was_ahead_for_a_while_puts_no_next_try_off(draft, ed, soon):
    put_off(draft, ed, soon)
    in_the_way = take_the_address_of(draft)
    when_due(soon)
    factories.delete(in_the_way)
    Schedule.objects.update(next_try_at=timezone.now() + timedelta(days=400))

    assert due.run_due(at=timezone.now()).published == (draft.pk,)


def test_a_post_ends_when_its_time_is_over(live, ed, soon):
    schedule.schedule_end(post_id=live.pk, due_at=soon, by=ed)

    assert when_due(soon).withdrawn == (live.pk,)
    assert state_of(live) is State.UNPUBLISHED


def test_an_end_of_what_readers_do_not_have_is_no_failure(live, ed, soon):
    schedule.schedule_end(post_id=live.pk, due_at=soon, by=ed)
    withdrawal.unpublish(post_id=live.pk, by=ed)

    assert when_due(soon) == due.Released((), (), ())
    assert Schedule.objects.get().state == ScheduleState.DONE
    assert not Entry.objects.filter(act="post.schedule_failed").exists()
    assert not OutboxMessage.objects.filter(kind="mail").exists()


def test_an_end_outlives_that_readers_do_not_have_it_for_a_while(live, ed, soon):
    schedule.schedule_end(post_id=live.pk, due_at=soon, by=ed)
    withdrawal.unpublish(post_id=live.pk, by=ed)
    release.publish(post_id=live.pk, revision_id=Desk.newest(live), by=ed)

    assert when_due(soon).withdrawn == (live.pk,)


def test_an_end_is_taken_back(live, ed, soon):
    schedule.schedule_end(post_id=live.pk, due_at=soon, by=ed)
    schedule.unschedule_end(post_id=live.pk, by=ed)

    assert when_due(soon).withdrawn == ()
    with pytest.raises(steps.NotInThisState):
        schedule.unschedule_end(post_id=live.pk, by=ed)


def test_an_end_is_no_end_before_the_beginning(live, ada, ed, soon):
    schedule.schedule_end(post_id=live.pk, due_at=soon, by=ed)
    Desk.edit(live, ada, title="Later")

    with pytest.raises(schedule.EndsBeforeItBegins):
        put_off(live, ed, soon + timedelta(hours=1))


def test_a_page_that_is_no_post_is_published_on_wagtails_schedule(now):
    from blog.content.models import StandardPage

    page = factories.get_home().add_child(instance=StandardPage(title="About us", live=False))
    page.go_live_at = now - timedelta(minutes=1)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=page.go_live_at)

    assert due.run_due(at=now).published == (page.pk,)


def test_moments_are_stored_in_utc(draft, ed, soon):
    put_off(draft, ed, soon)

    assert Schedule.objects.get(due=Due.PUBLISH).due_at.tzinfo is UTC


class TestAnEndBeforeANewerText:
    """The newer text would bring the post back after its end, which nobody would expect."""

    @pytest.fixture
    def updated(self, live, ed, soon):
        Desk.edit(live, ed, title="Oats, at once")
        put_off(live, ed, soon + timedelta(days=2))
        return live

    def test_is_refused(self, updated, ed, soon):
        for end in (soon, soon + timedelta(days=2)):
            with pytest.raises(schedule.EndsBeforeTheUpdate):
                schedule.schedule_end(post_id=updated.pk, due_at=end, by=ed)

        assert not Schedule.objects.filter(due=Due.UNPUBLISH).exists()

    def test_an_end_after_it_is_kept_and_cannot_be_moved_before_it(self, updated, ed, soon):
        end = soon + timedelta(days=3)
        schedule.schedule_end(post_id=updated.pk, due_at=end, by=ed)

        with pytest.raises(schedule.EndsBeforeTheUpdate):
            schedule.move(
                post_id=updated.pk,
                due=Due.UNPUBLISH,
                revision_id=None,
                was_due_at=end,
                due_at=soon,
                by=ed,
            )

        assert Schedule.objects.get(due=Due.UNPUBLISH).due_at == end


class TestTryingAgainAtOnce:
    """Somebody has mended what stood in the way, and does not wait for the pause to end."""

    @pytest.fixture
    def failed(self, draft, ed, soon):
        """Ada's draft, whose publication failed: its address was taken."""
        put_off(draft, ed, soon)
        other = take_the_address_of(draft)
        when_due(soon)
        assert state_of(draft) is State.SCHEDULE_FAILED
        Page.objects.filter(pk=other.pk).update(slug="out-of-the-way")
        return draft

    def test_it_is_done_by_the_next_round_and_once(self, failed, ed):
        assert due.run_due(at=timezone.now()).published == ()  # it pauses

        taken = schedule.try_again(post_id=failed.pk, by=ed)

        assert taken.state is State.SCHEDULE_FAILED
        assert not PostPage.objects.get(pk=failed.pk).live
        assert Entry.objects.get(act="post.schedule_brought_forward").actor == ed
        assert due.run_due(at=timezone.now()).published == (failed.pk,)
        assert due.run_due(at=timezone.now()).published == ()
        assert Release.objects.filter(post=failed).count() == 1
        assert Schedule.objects.get().tries == 2

    def test_a_try_that_is_due_keeps_its_turn(self, failed, ed, now):
        before = now - timedelta(minutes=1)
        Schedule.objects.update(next_try_at=before)

        schedule.try_again(post_id=failed.pk, by=ed)

        assert Schedule.objects.get().next_try_at == before

    def test_what_the_rules_refuse_is_refused_at_once(self, failed, ed):
        take_the_address_of(failed)
        row = Schedule.objects.get()

        with pytest.raises(publication.SlugTaken):
            schedule.try_again(post_id=failed.pk, by=ed)

        assert Schedule.objects.get().next_try_at == row.next_try_at
        assert due.run_due(at=timezone.now()).published == ()

    def test_what_becomes_refused_meanwhile_is_not_published(self, failed, ed):
        schedule.try_again(post_id=failed.pk, by=ed)
        take_the_address_of(failed)

        assert due.run_due(at=timezone.now()).failed == (failed.pk,)
        assert not PostPage.objects.get(pk=failed.pk).live

    def test_only_what_failed_is_tried(self, failed, ed, soon):
        put_off(failed, ed, soon)

        with pytest.raises(steps.NotInThisState):
            schedule.try_again(post_id=failed.pk, by=ed)
        assert Schedule.objects.get().next_try_at == soon

    def test_whoever_may_not_publish_has_nothing_tried(self, failed, ada):
        with pytest.raises(RoleRefused):
            schedule.try_again(post_id=failed.pk, by=ada)

    def test_an_end_that_failed_too(self, live, ed, soon, monkeypatch):
        schedule.schedule_end(post_id=live.pk, due_at=soon, by=ed)
        with pytest.raises(steps.NotInThisState):
            schedule.try_end_again(post_id=live.pk, by=ed)
        with monkeypatch.context() as patched:
            patched.setattr(withdrawal, "take_from_readers", lambda **_: 1 / 0)
            assert when_due(soon).failed == (live.pk,)
        with pytest.raises(steps.NotInThisState):
            schedule.try_again(post_id=live.pk, by=ed)

        schedule.try_end_again(post_id=live.pk, by=ed)

        assert Entry.objects.get(act="post.end_brought_forward").actor == ed
        assert due.run_due(at=timezone.now()).withdrawn == (live.pk,)
