"""My work and the review queue: who sees what, in which place, and what is said of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.publishing.models import Schedule, ScheduleState
from blog.publishing.presenters import desk
from blog.publishing.rules.four_eyes import EyesRefusal
from blog.publishing.selectors import lists
from blog.publishing.services import review, schedule, trash
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def groups(user, *, everybody=False):
    """What stands under which heading."""
    found = desk.present_in_flight(user=user, everybody=everybody)
    return {group.id: [row.post.title for row in group.rows] for group in found.groups}


def submit(post, by, **more):
    return review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=by, **more)


class TestMyWork:
    def test_what_is_more_than_anybody_works_on_is_said(self, ada, bread, client, monkeypatch):
        monkeypatch.setattr(lists, "MOST", 2)
        for number in range(5):
            Desk.write(ada, title=f"Draft {number}", section=bread)

        shown = desk.present_in_flight(user=ada, everybody=False)

        assert [row.post.title for row in shown.groups[0].rows] == ["Draft 4", "Draft 3"]
        assert shown.left_out == 3
        client.force_login(ada)
        assert "3 more posts are under way" in client.get("/desk/").content.decode()

    def test_nothing_is_left_out_of_what_just_fits(self, ada, bread, monkeypatch):
        monkeypatch.setattr(lists, "MOST", 2)
        for number in range(2):
            Desk.write(ada, title=f"Draft {number}", section=bread)

        assert desk.present_in_flight(user=ada, everybody=False).left_out == 0

    def test_posts_stand_under_what_they_ask_for(self, ada, ed, eve, bread, news, live):
        Desk.write(ada, title="A draft", section=bread)
        waits = Desk.write(ada, title="Waits", section=bread)
        submit(waits, ada)
        back = Desk.write(ada, title="Came back", section=bread)
        submit(back, ada)
        review.request_changes(
            post_id=back.pk, revision_id=Desk.newest(back), by=ed, remark="Say which flour."
        )
        read = Desk.write(ada, title="Was read", section=bread)
        submit(read, ada)
        review.approve(post_id=read.pk, revision_id=Desk.newest(read), by=ed)
        timed = Desk.write(ada, title="Tomorrow", section=news)
        schedule.schedule(
            post_id=timed.pk,
            revision_id=Desk.newest(timed),
            due_at=timezone.now() + timedelta(days=1),
            by=ed,
        )
        Desk.edit(live, ada, title="Oats, at once")

        assert groups(ada) == {
            "returned": ["Came back"],
            "approved": ["Was read"],
            "drafts": ["A draft"],
            "changed": ["Oats, at once"],
            "submitted": ["Waits"],
            "scheduled": ["Tomorrow"],
        }

    def test_what_failed_stands_first_and_once(self, ada, ed, news, live):
        schedule.schedule_end(post_id=live.pk, due_at=timezone.now() + timedelta(days=1), by=ed)
        Schedule.objects.update(state=ScheduleState.FAILED, reason="The database was away.")
        Desk.edit(live, ada, title="Oats, at once")

        assert groups(ada) == {"failed": ["Oats, at once"]}

    def test_a_post_at_rest_is_not_under_way(self, ada, live):
        assert groups(ada) == {}
        assert [line.title for line in lists.get_published(user=ada).lines] == ["Oats, overnight"]

    def test_a_post_is_of_those_whose_name_stands_over_it(self, ada, tom, bread):
        by_tom = factories.make_author("Tom Miller", user=tom)
        Desk.write(ada, title="Together", section=bread, authors=[by_tom])

        assert groups(tom) == {"drafts": ["Together"]}

    def test_somebody_elses_posts_are_seen_by_those_who_may_see_all_drafts(
        self, ada, tom, ed, draft
    ):
        assert groups(tom, everybody=True) == {}
        assert groups(ed) == {}
        assert groups(ed, everybody=True) == {"drafts": ["Spelt, quickly"]}

    def test_the_trash_is_a_list_of_its_own(self, ada, draft):
        trash.trash(post_id=draft.pk, by=ada)

        assert groups(ada) == {}
        assert [line.title for line in lists.get_trash(user=ada).lines] == ["Spelt, quickly"]

    def test_goes_on_where_a_page_ended(self, ada, monkeypatch):
        monkeypatch.setattr(lists, "PAGE_SIZE", 2)
        for number in range(3):
            factories.make_post(f"Post {number}", owner=ada)

        first = lists.get_published(user=ada)
        second = lists.get_published(user=ada, page=first.older)

        titles = [line.title for line in (*first.lines, *second.lines)]
        assert titles == ["Post 2", "Post 1", "Post 0"]
        assert second.older is None

    def test_sixty_posts_cost_no_more_questions_than_six(
        self, client, ed, ada, bread, django_assert_max_num_queries
    ):
        for number in range(20):
            submit(Desk.write(ada, title=f"Post {number}", section=bread), ada)
        client.force_login(ed)

        client.get("/desk/?whose=all")  # what every page has is remembered from then on
        with django_assert_max_num_queries(16):
            assert client.get("/desk/?whose=all").status_code == 200
        client.get("/desk/review/")  # what every page has is remembered from then on
        with django_assert_max_num_queries(16):
            assert client.get("/desk/review/").status_code == 200


class TestScreens:
    def test_says_what_the_reviewer_said(self, client, ada, ed, draft):
        submit(draft, ada)
        review.request_changes(
            post_id=draft.pk, revision_id=Desk.newest(draft), by=ed, remark="Say which flour."
        )
        client.force_login(ada)

        assert "Say which flour." in client.get("/desk/").text

    def test_says_when_a_post_comes_out_in_its_zone_and_in_utc(self, client, ada, ed, news):
        post = Desk.write(ada, title="In winter", section=news)
        due = timezone.now().replace(
            year=timezone.now().year + 1, month=1, day=10, hour=8, minute=30
        )
        schedule.schedule(
            post_id=post.pk,
            revision_id=Desk.newest(post),
            due_at=due,
            zone="Europe/Berlin",
            by=ed,
        )
        client.force_login(ada)

        text = client.get("/desk/").text

        assert f"10 January {due.year}, 09:30 Europe/Berlin (10 January, 08:30 UTC)" in text

    def test_an_empty_desk_says_what_to_do(self, client, ada):
        client.force_login(ada)

        assert "Nothing is under way" in client.get("/desk/").text
        assert "Nothing is published yet" in client.get("/desk/?show=published").text
        assert "The trash is empty" in client.get("/desk/?show=trash").text

    def test_somebody_without_posts_is_led_to_their_first_screen(self, client):
        ana = factories.make_user("ana@example.com", roles=["Moderator"])
        client.force_login(ana)

        answer = client.get("/desk/")

        assert answer.status_code == 302
        assert answer["Location"] != "/desk/"

    def test_a_stranger_signs_in_first_and_a_reader_is_told_who_may(self, client, rosa):
        assert client.get("/desk/")["Location"].startswith("/accounts/login/?next=/desk/")
        client.force_login(rosa)
        answer = client.get("/desk/")
        assert answer.status_code == 403
        assert "Editor" in answer.text

    def test_a_new_post_begins_in_the_editor(self, client, ada):
        client.force_login(ada)

        assert "/admin/pages/add/content/postpage/" in client.get("/desk/posts/new/")["Location"]


class TestQueue:
    def test_what_waits_longest_stands_first(self, ada, ed, bread):
        now = timezone.now()
        submit(Desk.write(ada, title="Later", section=bread), ada, at=now)
        submit(Desk.write(ada, title="Sooner", section=bread), ada, at=now - timedelta(hours=1))

        assert [line.title for line in lists.get_queue(by=ed)] == ["Sooner", "Later"]

    def test_says_why_somebody_cannot_approve(self, ada, ed, eve, bread, news):
        post = Desk.write(ada, title="Rye", section=bread)
        Desk.edit(post, ed, title="By Ed")
        submit(post, ada)
        alone = Desk.write(ed, title="By Ed alone", section=news)
        submit(alone, ed)

        seen = {line.title: (line.needs_two, line.refusal) for line in lists.get_queue(by=ed)}

        assert seen == {
            "By Ed": (True, EyesRefusal.WROTE_IT),
            "By Ed alone": (False, None),
        }
        assert {line.refusal for line in lists.get_queue(by=eve)} == {None}

    def test_says_that_a_newer_text_is_there(self, client, ada, ed, draft):
        submit(draft, ada, note="Please read the second paragraph.")
        Desk.edit(draft, ada, title="Spelt, slowly")
        client.force_login(ed)

        text = client.get("/desk/review/").text

        assert "A newer text was saved since" in text
        assert "Please read the second paragraph." in text

    def test_an_empty_queue_says_so(self, client, ed):
        client.force_login(ed)

        assert "Nothing waits for a review" in client.get("/desk/review/").text


class TestGoingOn:
    """From one decision to the next text, where that is asked for."""

    @pytest.fixture
    def three(self, ada, bread):
        posts = [Desk.write(ada, title=f"Text {n}", section=bread) for n in range(3)]
        for post in posts:
            submit(post, ada)
        return posts

    def decide(self, client, post, step="approve", **more):
        words = {"revision_id": Desk.newest(post), "next": "yes", **more}
        return client.post(f"/desk/posts/{post.pk}/{step}/", words)

    def test_leads_to_the_text_behind_it(self, client, ed, three):
        client.force_login(ed)

        answer = self.decide(client, three[1])

        assert answer.headers["Location"] == f"/desk/posts/{three[2].pk}/review/"
        page = client.get(answer.headers["Location"]).content.decode()
        assert "“Text 1”: The text is approved. This is the next one." in page

    def test_behind_the_last_comes_the_first(self, client, ed, three):
        client.force_login(ed)

        answer = self.decide(client, three[2], "request-changes", remark="Shorter.")

        assert answer.headers["Location"] == f"/desk/posts/{three[0].pk}/review/"

    def test_goes_past_what_this_person_cannot_decide_on(self, client, ed, ada, bread, three):
        own = Desk.write(ed, title="By Ed", section=bread)
        submit(own, ed)
        Desk.edit(three[0], ada, title="Newer than what was submitted")
        client.force_login(ed)

        assert self.decide(client, three[1]).headers["Location"].endswith(f"/{three[2].pk}/review/")
        assert self.decide(client, three[2]).headers["Location"] == "/desk/review/"

    def test_a_refused_decision_leads_nowhere(self, client, ed, three):
        client.force_login(ed)

        assert self.decide(client, three[0], "request-changes", remark="").status_code == 422

    def test_unasked_it_stays_with_the_post(self, client, ed, three):
        client.force_login(ed)
        words = {"revision_id": Desk.newest(three[0])}

        answer = client.post(f"/desk/posts/{three[0].pk}/approve/", words)

        assert answer.headers["Location"] == f"/desk/posts/{three[0].pk}/"
