"""The screen of one post: what it says, what it offers to whom, and what its buttons do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page
from wagtail.users.models import UserProfile

from blog.content.models import PostPage
from blog.publishing.models import Release, Schedule, SharedPreview, Submission
from blog.publishing.presenters.post import present_post
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors.addresses import get_public_page
from blog.publishing.services import release, review, schedule
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def fresh(post):
    return PostPage.objects.get(pk=post.pk)


def offers(post, by):
    """Each step that is offered, with the reason where its button is off."""
    shown = present_post(post=fresh(post), by=by, at=timezone.now())
    return {action: offer.why for action, offer in shown.offers.items()}


def press(client, post, step, by, **typed):
    """Send a form of the screen as it stands."""
    client.force_login(by)
    revision = fresh(post).latest_revision
    read = {"revision_id": revision.pk, "saved_at": revision.created_at.isoformat()}
    return client.post(f"/desk/posts/{post.pk}/{step}/", {**read, **typed})


def submitted(post, by):
    review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=by)
    return post


class TestWhatIsOffered:
    def test_an_author_submits_and_is_told_who_publishes(self, draft, ada):
        found = offers(draft, ada)

        assert found[Action.SUBMIT] == ""
        assert "Editor" in found[Action.PUBLISH]

    def test_who_submitted_is_told_who_approves(self, draft, ed):
        submitted(draft, ed)

        why = offers(draft, ed)[Action.APPROVE]

        assert "You submitted this text." in why
        assert "Editor" in why

    def test_an_editor_publishes_without_saving(self, draft, ed):
        assert offers(draft, ed)[Action.PUBLISH] == ""

    def test_an_open_checklist_stands_before_what_goes_out(self, ada, ed, bread):
        post = Desk.write(ada, title="TK", section=bread)

        found = offers(post, ed)

        assert "checklist" in found[Action.PUBLISH]
        assert "checklist" in found[Action.SCHEDULE]
        assert found[Action.SUBMIT] == ""

    def test_a_newer_text_stands_before_an_approval(self, draft, ada, ed):
        submitted(draft, ada)
        Desk.edit(draft, ada, title="Spelt, slowly")

        assert "newer text" in offers(draft, ed)[Action.APPROVE]

    def test_what_there_is_nothing_to_do_with_is_not_offered(self, live, ed):
        found = offers(live, ed)

        assert not {Action.UNDO, Action.ROLL_BACK, Action.UNSCHEDULE_END} & found.keys()
        assert Action.UNPUBLISH in found


class TestScreen:
    def test_every_state_has_its_screen(self, client, ada, ed, news, draft, live):
        client.force_login(ed)
        waiting = submitted(Desk.write(ada, title="Waits", section=news), ada)
        trashed = Desk.write(ada, title="Gone", section=news)
        press(client, trashed, "trash", ada)
        client.force_login(ed)

        for post in (draft, live, waiting, trashed):
            answer = client.get(f"/desk/posts/{post.pk}/")
            assert answer.status_code == 200
            assert post.title in answer.text

    def test_every_form_can_be_sent(self, client, draft, ed):
        client.force_login(ed)

        text = client.get(f"/desk/posts/{draft.pk}/").text

        posts = text.count('method="post"')
        assert posts > 3
        assert text.count('name="csrfmiddlewaretoken"') == posts

    def test_a_button_that_is_off_says_why(self, client, draft, ada):
        client.force_login(ada)

        text = client.get(f"/desk/posts/{draft.pk}/").text

        assert 'aria-disabled="true" aria-describedby="why-publish"' in text
        assert 'id="why-publish"' in text

    def test_the_checklist_leads_to_the_place_in_the_editor(self, client, ada, bread):
        post = Desk.write(ada, title="TK", section=bread)
        client.force_login(ada)

        text = client.get(f"/desk/posts/{post.pk}/").text

        assert f"/admin/pages/{post.pk}/edit/#id_title" in text
        assert 'id="id_title"' in client.get(f"/admin/pages/{post.pk}/edit/").text

    def test_somebody_elses_draft_is_refused(self, client, draft, tom):
        client.force_login(tom)

        assert client.get(f"/desk/posts/{draft.pk}/").status_code == 403
        assert client.get("/desk/posts/999999/").status_code == 404

    def test_the_address_of_a_step_leads_to_the_screen(self, client, draft, ada):
        client.force_login(ada)

        assert client.get(f"/desk/posts/{draft.pk}/submit/")["Location"].endswith(
            f"/desk/posts/{draft.pk}/"
        )


class TestSteps:
    def test_from_a_draft_to_readers_and_back(self, client, draft, ada, ed):
        assert press(client, draft, "submit", ada, note="Please by noon.").status_code == 302
        assert Submission.objects.get().note == "Please by noon."
        press(client, draft, "request-changes", ed, remark="Say which flour.")
        press(client, draft, "submit", ada)
        press(client, draft, "approve", ed)
        press(client, draft, "publish", ed, key="once")
        assert fresh(draft).live
        press(client, draft, "publish", ed, key="once")
        assert Release.objects.count() == 1
        press(client, draft, "undo", ed, release_id=Release.objects.get().pk)
        assert not fresh(draft).live

    def test_an_older_text_is_not_approved_and_the_remark_is_kept(self, client, draft, ada, ed):
        submitted(draft, ada)
        read = draft.latest_revision_id
        Desk.edit(draft, ada, title="Spelt, slowly")
        client.force_login(ed)

        answer = client.post(
            f"/desk/posts/{draft.pk}/approve/", {"revision_id": read, "remark": "Fine by me."}
        )

        assert answer.status_code == 409
        assert "The text has changed since you read it" in answer.text
        assert "Fine by me." in answer.text

    def test_a_stale_form_comes_back_about_the_newest_text(self, client, draft, ada):
        read = draft.latest_revision_id
        newest = Desk.edit(draft, ada, title="Spelt, slowly")
        client.force_login(ada)

        answer = client.post(
            f"/desk/posts/{draft.pk}/submit/", {"revision_id": read, "note": "Please by noon."}
        )

        assert answer.status_code == 409
        form = answer.context_data["forms"]["submit"]
        assert form["revision_id"].value() == str(newest.pk)
        assert form["note"].value() == "Please by noon."

    def test_a_step_that_came_too_late_gives_back_what_was_typed(self, client, draft, ada, ed):
        submitted(draft, ada)
        review.approve(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed)

        answer = press(client, draft, "approve", ed, remark="A lovely text.")

        assert answer.status_code == 409
        assert "approved" in answer.text
        assert "A lovely text." in answer.text

    def test_an_open_checklist_answers_with_its_items(self, client, ada, ed, bread):
        post = Desk.write(ada, title="TK", section=bread)

        answer = press(client, post, "publish", ed)

        assert answer.status_code == 422
        assert "Replace what was left to come" in answer.text
        assert 'role="alert"' in answer.text

    def test_changes_are_not_requested_without_a_word(self, client, draft, ada, ed):
        submitted(draft, ada)

        answer = press(client, draft, "request-changes", ed, remark=" ")

        assert answer.status_code == 422
        assert "so that the author can act on it" in answer.text

    def test_an_author_cannot_press_what_is_off(self, client, draft, ada):
        assert press(client, draft, "publish", ada).status_code == 403
        assert not fresh(draft).live

    def test_unpublished_leads_to_another_page(self, client, live, rye, ed):
        answer = press(client, live, "unpublish", ed, afterwards="moved", moved_to="/nowhere/")
        assert answer.status_code == 422
        assert "no public page" in answer.text
        assert "/nowhere/" in answer.text

        where = {"afterwards": "moved", "moved_to": rye.get_url()}
        assert press(client, live, "unpublish", ed, **where).status_code == 302
        assert client.get(live.get_url())["Location"] == rye.get_url()

    def test_an_earlier_text_is_given_back_to_readers(self, client, draft, ed):
        release.publish(post_id=draft.pk, revision_id=Desk.newest(draft), by=ed)
        first = Desk.newest(draft)
        second = Desk.edit(draft, None, title="Spelt, wrongly")
        release.publish(post_id=draft.pk, revision_id=second.pk, by=ed)
        UserProfile.objects.update_or_create(
            user=ed, defaults={"current_time_zone": "Asia/Kolkata"}
        )
        there = timezone.localtime(Release.objects.last().at, ZoneInfo("Asia/Kolkata"))

        client.force_login(ed)
        assert f"{there:%Y-%m-%d %H:%M}" in client.get(f"/desk/posts/{draft.pk}/").text

        press(client, draft, "roll-back", ed, earlier=first)

        assert fresh(draft).title == "Spelt, quickly"

    def test_a_preview_is_shared_and_ended(self, client, draft, ada):
        answer = press(client, draft, "share", ada, guest="Mei", days="7")
        link = answer.context_data["link"]
        assert escape(link) in answer.text
        path = link[link.index("/preview/") :]
        assert client.get(path).status_code == 200

        press(client, draft, "revoke", ada, preview_id=SharedPreview.objects.get().pk)
        assert client.get(path).status_code == 410

    def test_a_preview_whose_button_was_pressed_twice_is_one(self, client, draft, ada, ed):
        typed = {"guest": "Mei", "days": "7", "key": "k" * 32}
        first = press(client, draft, "share", ada, **typed).context_data["link"]

        assert press(client, draft, "share", ada, **typed).context_data["link"] == first
        assert press(client, draft, "share", ed, **typed).context_data["link"] != first
        assert SharedPreview.objects.filter(by=ada).count() == 1

        press(client, draft, "revoke", ada, preview_id=SharedPreview.objects.get(by=ada).pk)
        again = press(client, draft, "share", ada, **typed)
        assert again.status_code == 409
        assert "sent before" in again.text


class TestTimes:
    def test_a_time_is_taken_in_its_zone(self, client, draft, ed):
        typed = {"day": "2030-01-10", "hour": "09:30", "zone": "Europe/Berlin"}

        assert press(client, draft, "schedule", ed, **typed).status_code == 302

        row = Schedule.objects.get()
        assert row.due_at == datetime(2030, 1, 10, 8, 30, tzinfo=UTC)
        assert row.zone == "Europe/Berlin"

    @pytest.mark.parametrize(
        ("day", "words"),
        [("2030-03-31", "left out"), ("2030-10-27", "comes twice")],
    )
    def test_what_the_clocks_make_doubtful_is_asked_about(self, client, draft, ed, day, words):
        typed = {"day": day, "hour": "02:30", "zone": "Europe/Berlin"}

        answer = press(client, draft, "schedule", ed, **typed)
        assert answer.status_code == 422
        assert words in answer.text
        choices = answer.context_data["forms"]["schedule"].fields["which"].choices
        assert len(choices) == 2

        later = choices[1][0]
        assert press(client, draft, "schedule", ed, **typed, which=later).status_code == 302
        assert Schedule.objects.get().due_at == datetime.fromisoformat(later)

    def test_a_time_that_is_over_is_refused_and_stays_in_the_form(self, client, draft, ed):
        typed = {"day": "2020-01-10", "hour": "09:30", "zone": "UTC"}

        answer = press(client, draft, "schedule", ed, **typed)

        assert answer.status_code == 422
        assert "still to come" in answer.text
        assert 'value="2020-01-10"' in answer.text

    def test_what_is_set_is_moved_and_ended(self, client, draft, ed):
        due = timezone.now() + timedelta(days=1)
        schedule.schedule(post_id=draft.pk, revision_id=Desk.newest(draft), due_at=due, by=ed)
        typed = {"day": "2030-01-10", "hour": "9.30", "zone": "UTC"}

        press(client, draft, "schedule", ed, **typed)
        assert Schedule.objects.get().due_at.year == 2030

        press(client, draft, "unschedule", ed)
        assert Schedule.objects.get().state == "cancelled"

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (8, "Will be tried again at"),
            (-0.2, "Is tried again within seconds"),
            (-8, "Should have been tried again at"),
        ],
    )
    @pytest.mark.parametrize("where", ["/desk/posts/{}/", "/desk/"])
    def test_what_failed_says_when_it_is_tried_again(
        self, client, draft, ed, ada, minutes, words, where
    ):
        due = timezone.now() + timedelta(days=1)
        schedule.schedule(
            post_id=draft.pk, revision_id=Desk.newest(draft), due_at=due, by=ed, zone="Asia/Tokyo"
        )
        next_try = timezone.now() + timedelta(minutes=minutes)
        Schedule.objects.update(state="failed", reason="No space left.", next_try_at=next_try)
        client.force_login(ada)

        page = " ".join(client.get(where.format(draft.pk)).text.split())

        assert f'<span class="desk-aside">{words}' in page
        assert "Asia/Tokyo (" in page

    @pytest.mark.parametrize("where", ["/desk/posts/{}/", "/desk/?whose=all"])
    def test_what_failed_is_tried_again_by_a_button(self, client, draft, ed, where):
        due = timezone.now() + timedelta(days=1)
        schedule.schedule(post_id=draft.pk, revision_id=Desk.newest(draft), due_at=due, by=ed)
        client.force_login(ed)
        action = f'action="/desk/posts/{draft.pk}/try-again/"'
        assert action not in client.get(where.format(draft.pk)).text
        later = timezone.now() + timedelta(minutes=8)
        Schedule.objects.update(state="failed", reason="No space left.", next_try_at=later)

        assert action in client.get(where.format(draft.pk)).text
        answer = client.post(f"/desk/posts/{draft.pk}/try-again/", follow=True)

        assert "within seconds" in answer.text
        assert action not in client.get(where.format(draft.pk)).text  # it is about to be tried
        assert Schedule.objects.get().next_try_at <= timezone.now()

    def test_whoever_may_not_try_it_again_reads_who_can(self, client, draft, ada, ed):
        due = timezone.now() + timedelta(days=1)
        schedule.schedule(post_id=draft.pk, revision_id=Desk.newest(draft), due_at=due, by=ed)
        later = timezone.now() + timedelta(minutes=8)
        Schedule.objects.update(state="failed", reason="No space left.", next_try_at=later)
        client.force_login(ada)

        assert 'id="why-try-again"' in client.get(f"/desk/posts/{draft.pk}/").text
        assert "try-again" not in client.get("/desk/").text

    def test_what_stands_in_the_way_still_is_said_at_once(self, client, draft, ed):
        due = timezone.now() + timedelta(days=1)
        schedule.schedule(post_id=draft.pk, revision_id=Desk.newest(draft), due_at=due, by=ed)
        later = timezone.now() + timedelta(minutes=8)
        Schedule.objects.update(state="failed", reason="The address is taken.", next_try_at=later)
        other = factories.make_post("In the way", slug="in-the-way")
        Page.objects.filter(pk=other.pk).update(slug=draft.slug)

        answer = press(client, draft, "try-again", ed)

        assert answer.status_code == 409
        assert "taken by “In the way”" in answer.text


class TestAddresses:
    def test_a_page_is_found_by_its_path_or_whole_address(self, rye):
        home = factories.get_home()

        assert get_public_page(address=rye.get_url()).pk == rye.pk
        assert get_public_page(address=rye.full_url).pk == rye.pk
        assert get_public_page(address="/").pk == home.pk
        assert get_public_page(address="https://elsewhere.example/rye/") is None
        assert get_public_page(address=" ") is None
