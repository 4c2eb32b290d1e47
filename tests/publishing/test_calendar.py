"""The calendar: what stands on which day, for whom, and how it is moved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.users.models import UserProfile

from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.models import Due, Schedule, ScheduleState
from blog.publishing.presenters.calendar import present_month
from blog.publishing.rules.months import Month
from blog.publishing.selectors import calendar
from blog.publishing.services import schedule
from blog.publishing.services.release import publish_now
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

BERLIN = "Europe/Berlin"


def put_off(post, by, due_at, zone="UTC"):
    revision_id = Desk.newest(post)
    schedule.schedule(post_id=post.pk, revision_id=revision_id, by=by, due_at=due_at, zone=zone)
    return Schedule.objects.get(post=post, due=Due.PUBLISH)


def days_of(user, month, zone="UTC", **narrow):
    """What stands on which day: kind and title."""
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    shown = present_month(user=user, month=month, zone=zone, at=at, **narrow)
    return {
        str(day.date): [f"{item.kind}: {item.entry.title}" for item in day.items]
        for day in shown.days
    }


@pytest.fixture
def in_march():
    """A quarter past midnight in Berlin, on the day after its clocks go forward."""
    return datetime(2030, 4, 1, 0, 15, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


class TestMonth:
    def test_a_post_leads_where_one_may_go(self, ed, ada, news, rye):
        def leads(user):
            at = datetime(2026, 11, 20, 12, tzinfo=UTC)
            shown = present_month(user=user, month=Month(2026, 11), zone="UTC", at=at)
            return [item.url for day in shown.days for item in day.items]

        assert leads(ed) == [f"/desk/posts/{rye.pk}/"]
        somebody = factories.make_user("somebody@example.com", roles=["Author"])
        assert leads(somebody) == [rye.get_url()]

    def test_past_and_future_stand_on_their_days(self, ed, ada, news, rye):
        post = Desk.write(ada, title="Next year", section=news)
        put_off(post, ed, datetime(2030, 5, 2, 9, 30, tzinfo=UTC))
        schedule.schedule_end(post_id=rye.pk, due_at=datetime(2030, 5, 3, 9, 30, tzinfo=UTC), by=ed)

        assert days_of(ed, Month(2026, 11)) == {"2026-11-20": ["published: Rye, slowly"]}
        assert days_of(ed, Month(2030, 5)) == {
            "2030-05-02": ["comes out: Next year"],
            "2030-05-03": ["ends: Rye, slowly"],
        }

    def test_a_day_is_a_day_of_the_viewers_clock(self, ed, draft, in_march):
        put_off(draft, ed, in_march)

        assert days_of(ed, Month(2030, 3)) == {"2030-03-31": ["comes out: Spelt, quickly"]}
        assert days_of(ed, Month(2030, 4), BERLIN) == {"2030-04-01": ["comes out: Spelt, quickly"]}
        assert days_of(ed, Month(2030, 3), BERLIN) == {}

    def test_an_hour_that_comes_twice_stands_twice_on_its_day(self, ed, ada, news):
        # 02:30 in Berlin, before and after the clocks go back on 27 October 2030
        for hour in (0, 1):
            post = Desk.write(ada, title=f"At {hour}", section=news)
            put_off(post, ed, datetime(2030, 10, 27, hour, 30, tzinfo=UTC))

        assert days_of(ed, Month(2030, 10), BERLIN) == {
            "2030-10-27": ["comes out: At 0", "comes out: At 1"]
        }

    def test_what_failed_says_so(self, ed, draft):
        put_off(draft, ed, datetime(2030, 5, 2, 9, 30, tzinfo=UTC))
        Schedule.objects.update(state=ScheduleState.FAILED, reason="The database was away.")

        assert days_of(ed, Month(2030, 5)) == {"2030-05-02": ["did not come out: Spelt, quickly"]}

    def test_authors_see_what_readers_have_and_what_is_their_own(self, ada, tom, ed, draft, rye):
        put_off(draft, ed, datetime(2030, 5, 2, 9, 30, tzinfo=UTC))

        assert days_of(ada, Month(2030, 5)) == {"2030-05-02": ["comes out: Spelt, quickly"]}
        assert days_of(tom, Month(2030, 5)) == {}
        assert days_of(tom, Month(2026, 11)) == {"2026-11-20": ["published: Rye, slowly"]}

    def test_is_narrowed_to_a_section_or_an_author(self, ed, ada, bread, news):
        miller = factories.make_author("Tom Miller")
        for title, section, authors in (("Bread", bread, []), ("News", news, [miller])):
            post = Desk.write(ada, title=title, section=section, authors=authors)
            put_off(post, ed, datetime(2030, 5, 2, 9, 30, tzinfo=UTC))

        only = {"2030-05-02": ["comes out: News"]}
        assert days_of(ed, Month(2030, 5), section_id=news.pk) == only
        assert days_of(ed, Month(2030, 5), author_id=miller.pk) == only


class TestScreen:
    def test_says_the_zone_and_utc(self, client, ed, draft, in_march):
        put_off(draft, ed, in_march)
        UserProfile.objects.create(user=ed, current_time_zone=BERLIN)
        client.force_login(ed)

        page = client.get("/desk/calendar/?month=2030-04&show=agenda").content.decode()

        assert "Times in Europe/Berlin, UTC+2." in page
        assert "00:15</time> (22:15 UTC)" in page
        march = client.get("/desk/calendar/?month=2030-03").content.decode()
        assert "UTC+1; from 31 March UTC+2" in march

    def test_a_month_that_cannot_be_read_is_asked_for_again(self, client, ed):
        client.force_login(ed)

        answer = client.get("/desk/calendar/?month=2026-13")

        assert answer.status_code == 422
        assert 'value="2026-13"' in answer.content.decode()

    @pytest.mark.parametrize("words", ["section=999", "author=x", "month=" + "9" * 40])
    def test_what_is_not_there_is_no_defect(self, client, ed, words):
        client.force_login(ed)

        assert client.get(f"/desk/calendar/?{words}").status_code == 422

    def test_a_month_with_nothing_in_it(self, client, ed):
        client.force_login(ed)

        assert (
            "Nothing in this month" in client.get("/desk/calendar/?month=2031-01").content.decode()
        )

    def test_a_full_month_costs_no_more_questions_than_an_empty_one(
        self, client, ed, ada, news, django_assert_max_num_queries
    ):
        for number in range(12):
            post = Desk.write(ada, title=f"Post {number}", section=news)
            put_off(post, ed, datetime(2030, 5, 2, 9, number, tzinfo=UTC))
            publish_now(
                page=factories.make_post(f"Live {number}", live=False), by=None,
                at=datetime(2030, 5, 3, number, tzinfo=UTC),
            )  # fmt: skip
        client.force_login(ed)

        client.get(
            "/desk/calendar/?month=2030-05"
        )  # what every page has is remembered from then on
        with django_assert_max_num_queries(18):
            page = client.get("/desk/calendar/?month=2030-05").content.decode()
        assert "9 more" in page

    def test_nor_does_it_of_whoever_reads_what_others_wrote(self, ada, bread):
        days = {
            "since": datetime(2026, 11, 1, tzinfo=UTC),
            "until": datetime(2026, 12, 1, tzinfo=UTC),
        }
        author = factories.make_author("Somebody")
        asked = []
        for number in range(3):
            for part in range(number * 4):
                factories.make_post(
                    f"Post {number} {part}", authors=[author], section=bread,
                    published=datetime(2026, 11, 2, part, tzinfo=UTC),
                )  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                found = calendar.get_happening(user=ada, **days)
            asked.append((len(found.entries), len(queries)))

        assert [number for number, _queries in asked] == [0, 4, 12]
        assert asked[1][1] == asked[2][1] <= 8

    def test_a_day_of_the_month_beside_leads_to_the_list_of_that_month(self, client, ed, ada, news):
        for day in (datetime(2030, 5, 31, 9, tzinfo=UTC), datetime(2030, 6, 1, 9, tzinfo=UTC)):
            put_off(Desk.write(ada, title=f"On {day:%d}", section=news), ed, day)
        client.force_login(ed)

        page = client.get("/desk/calendar/?month=2030-05").content.decode()

        assert "show=agenda&amp;month=2030-05#day-2030-05-31" in page
        assert "show=agenda&amp;month=2030-06#day-2030-06-01" in page

    def test_moderators_have_no_calendar(self, client):
        client.force_login(factories.make_user("mo@example.com", roles=["Moderator"]))

        assert client.get("/desk/calendar/").status_code == 403


class TestMoving:
    @pytest.fixture
    def set_for(self, ed, draft):
        return put_off(draft, ed, datetime(2030, 5, 2, 9, 30, tzinfo=UTC))

    def typed(self, row, **more):
        return {
            "revision_id": row.revision_id or "",
            "was_due_at": row.due_at.isoformat(),
            "day": "2030-05-09",
            "hour": "08:15",
            "zone": "UTC",
            **more,
        }

    def test_the_form_has_the_time_that_is_set(self, client, ed, draft, set_for):
        client.force_login(ed)

        page = client.get(f"/desk/calendar/{draft.pk}/publish/").content.decode()

        assert 'value="2030-05-02"' in page
        assert 'value="09:30"' in page

    def test_the_form_after_dragging_has_that_day_and_the_time_of_the_calendar(
        self, client, ed, draft, set_for
    ):
        UserProfile.objects.create(user=ed, current_time_zone=BERLIN)
        client.force_login(ed)

        page = client.get(f"/desk/calendar/{draft.pk}/publish/?on=2030-12-03").text
        nonsense = client.get(f"/desk/calendar/{draft.pk}/publish/?on=someday").text

        assert 'value="2030-12-03"' in page
        assert 'value="11:30"' in page  # 09:30 UTC in May
        assert f'value="{BERLIN}" selected' in page
        assert 'value="2030-05-02"' in nonsense
        assert 'value="09:30"' in nonsense

    def test_moves_to_another_time_and_shows_the_month_of_it(self, client, ed, draft, set_for):
        client.force_login(ed)

        answer = client.post(f"/desk/calendar/{draft.pk}/publish/", self.typed(set_for))

        assert answer.headers["Location"] == "/desk/calendar/?show=agenda&month=2030-05"
        row = Schedule.objects.get()
        assert (row.due_at, row.revision_id) == (
            datetime(2030, 5, 9, 8, 15, tzinfo=UTC),
            set_for.revision_id,
        )
        assert Entry.objects.get(act="post.schedule_moved").actor == ed

    def test_a_newer_text_stays_a_draft(self, client, ed, ada, draft, set_for):
        Desk.edit(draft, ada, title="Not yet")
        client.force_login(ed)

        client.post(f"/desk/calendar/{draft.pk}/publish/", self.typed(set_for))

        assert Schedule.objects.get().revision_id == set_for.revision_id

    def test_who_comes_second_is_told_and_keeps_what_was_typed(
        self, client, ed, eve, draft, set_for
    ):
        words = self.typed(set_for)
        schedule.schedule(
            post_id=draft.pk,
            revision_id=Desk.newest(draft),
            by=eve,
            due_at=datetime(2030, 5, 4, 7, 0, tzinfo=UTC),
        )
        client.force_login(ed)

        answer = client.post(f"/desk/calendar/{draft.pk}/publish/", words)

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Somebody moved or ended this meanwhile" in page
        assert "4 May 2030, 07:00" in page
        assert 'value="08:15"' in page
        again = self.typed(Schedule.objects.get())
        assert client.post(f"/desk/calendar/{draft.pk}/publish/", again).status_code == 302

    def test_what_is_not_set_any_more_says_so_and_gives_the_time_back(
        self, client, ed, draft, set_for
    ):
        schedule.unschedule(post_id=draft.pk, by=ed)
        client.force_login(ed)

        answer = client.post(f"/desk/calendar/{draft.pk}/publish/", self.typed(set_for))

        assert answer.status_code == 409
        assert "2030-05-09 08:15" in answer.content.decode()
        assert client.get(f"/desk/calendar/{draft.pk}/publish/").status_code == 404

    def test_a_time_that_is_over_is_refused(self, client, ed, draft, set_for):
        client.force_login(ed)
        over = self.typed(set_for, day="2020-01-01")

        answer = client.post(f"/desk/calendar/{draft.pk}/publish/", over)

        assert answer.status_code == 422
        assert "This time is over" in answer.content.decode()

    def test_a_time_that_the_clocks_leave_out_is_asked_about(self, client, ed, draft, set_for):
        client.force_login(ed)
        left_out = self.typed(set_for, day="2030-03-31", hour="02:30", zone=BERLIN)

        page = client.post(f"/desk/calendar/{draft.pk}/publish/", left_out)

        assert page.status_code == 422
        assert page.content.decode().count('type="radio"') == 2

    def test_an_end_is_moved_too(self, client, ed, live):
        schedule.schedule_end(
            post_id=live.pk, by=ed, due_at=datetime(2030, 5, 2, 9, 30, tzinfo=UTC)
        )
        client.force_login(ed)

        client.post(f"/desk/calendar/{live.pk}/unpublish/", self.typed(Schedule.objects.get()))

        assert Schedule.objects.get().due_at == datetime(2030, 5, 9, 8, 15, tzinfo=UTC)

    def test_authors_do_not_move(self, client, ada, draft, set_for):
        client.force_login(ada)

        assert client.get(f"/desk/calendar/{draft.pk}/publish/").status_code == 403
        with pytest.raises(RoleRefused):
            schedule.move(
                post_id=draft.pk,
                due=Due.PUBLISH,
                revision_id=set_for.revision_id,
                was_due_at=set_for.due_at,
                due_at=timezone.now() + timedelta(days=1),
                by=ada,
            )

    def test_no_end_before_the_beginning(self, ed, ada, live):
        Desk.edit(live, ada, title="Oats, again")
        row = put_off(live, ed, datetime(2030, 5, 2, 9, 30, tzinfo=UTC))
        schedule.schedule_end(post_id=live.pk, by=ed, due_at=datetime(2030, 6, 1, tzinfo=UTC))

        with pytest.raises(schedule.EndsBeforeItBegins):
            schedule.move(
                post_id=live.pk,
                due=Due.PUBLISH,
                revision_id=row.revision_id,
                was_due_at=row.due_at,
                due_at=datetime(2030, 6, 2, tzinfo=UTC),
                by=ed,
            )
        assert PostPage.objects.get(pk=live.pk).live
