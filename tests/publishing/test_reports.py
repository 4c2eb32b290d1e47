"""The reports: what they count, and that the file says what the screen says."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from blog.content.models import PostPage
from blog.publishing.models import Due, Schedule, ScheduleState, Submission
from blog.publishing.presenters.reports import NAMES, present_reports
from blog.publishing.services import release, review
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def submit(post, by):
    review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=by)


def approve(post, by):
    review.approve(post_id=post.pk, revision_id=Desk.newest(post), by=by)


def took(post, now, hours):
    """The decision took so long."""
    Submission.objects.filter(post=post).update(at=now - timedelta(hours=hours), decided_at=now)


def report(name, user, now, zone="UTC"):
    return next(one for one in present_reports(user=user, at=now, zone=zone) if one.name == name)


def cells(name, user, now):
    return [row.cells for row in report(name, user, now).rows]


def test_time_in_review_is_told_of_all_and_by_section(ada, ed, bread, news, now):
    for number, section, hours in ((1, bread, 4), (2, bread, 8), (3, news, 30)):
        post = Desk.write(ada, title=f"Text {number}", section=section)
        submit(post, ada)
        approve(post, ed)
        took(post, now, hours)

    assert cells("review-time", ed, now) == [
        ("All sections", "3", "30", "8"),
        ("Bread", "2", "8", "6"),
        ("News", "1", "30", "30"),
    ]
    assert [row.share for row in report("review-time", ed, now).rows] == [27, 20, 100]


def test_what_was_decided_long_ago_or_not_at_all_does_not_count(ada, ed, draft, now):
    submit(draft, ada)
    assert report("review-time", ed, now).summary == "Nothing was decided in the last 90 days."
    approve(draft, ed)
    Submission.objects.update(decided_at=now - timedelta(days=91))

    assert cells("review-time", ed, now) == []


def test_weeks_without_posts_are_there_too(ed, now):
    factories.make_post("This week", published=now)
    factories.make_post("Long ago", published=now - timedelta(days=200))

    rows = cells("published", ed, now)

    assert len(rows) == 12
    assert [row[-1] for row in rows] == ["0"] * 11 + ["1"]


def test_what_was_left_alone_longest_stands_first(ada, ed, bread, live, now):
    for number, days in ((1, 31), (2, 90), (3, 3)):
        post = Desk.write(ada, title=f"Text {number}", section=bread)
        PostPage.objects.filter(pk=post.pk).update(
            latest_revision_created_at=now - timedelta(days=days)
        )

    found = report("left-alone", ed, now)

    assert [(row.cells[0], row.cells[-1]) for row in found.rows] == [
        ("Text 2", "90"), ("Text 1", "31"),
    ]  # fmt: skip
    assert found.summary.startswith("Of 3 texts under way 1 were changed within a week")


def test_whose_turn_it_is(ada, ed, bread, now):
    waits = Desk.write(ada, title="Waits", section=bread)
    submit(waits, ada)
    back = Desk.write(ada, title="Came back", section=bread, authors=[factories.make_author("Ada")])
    submit(back, ada)
    review.request_changes(post_id=back.pk, revision_id=Desk.newest(back), by=ed, remark="Shorter.")
    read = Desk.write(ada, title="Was read", section=bread)
    submit(read, ada)
    approve(read, ed)

    assert sorted(row[:3] for row in cells("waiting", ed, now)) == [
        ("Ada", "Editor, Admin", "a review"),
        ("Ada", "Editor, Admin", "publication"),
        ("Ed", "Ada", "changes that were asked for"),
    ]


def test_the_file_says_what_the_screen_says_and_no_formula(client, ada, ed, bread, now):
    post = Desk.write(ada, title="=1+1", section=bread)
    PostPage.objects.filter(pk=post.pk).update(latest_revision_created_at=now - timedelta(days=40))
    client.force_login(ed)

    answer = client.get("/desk/reports/left-alone.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert rows[0] == ["Post", "State", "Authors", "Days since it was changed"]
    assert rows[1] == ["'=1+1", "draft", "", "40"]
    assert client.get("/desk/reports/none.csv").status_code == 404


def test_every_file_holds_the_cells_of_its_screen(client, draft, live, ada, ed, bread, now):
    submit(draft, ada)
    approve(draft, ed)
    release.publish(post_id=draft.pk, revision_id=Desk.newest(draft), by=ed)
    submit(Desk.write(ada, title="Waits", section=bread), ada)
    old = Desk.write(ada, title="Old", section=bread)
    PostPage.objects.filter(pk=old.pk).update(latest_revision_created_at=now - timedelta(days=40))
    Desk.edit(live, ed, slug="oats-2")
    release.publish(post_id=live.pk, revision_id=Desk.newest(live), by=ed)
    for path in ("/posts/oats-overnight/", "/posts/otas/"):
        client.get(path)
    Schedule.objects.create(
        post=live,
        due=Due.UNPUBLISH,
        due_at=now,
        set_at=now,
        next_try_at=now,
        state=ScheduleState.DONE,
        finished_at=now,
        lag=timedelta(seconds=3),
    )
    client.force_login(ed)
    screen = BeautifulSoup(client.get("/desk/reports/").text, "html.parser")

    for name in NAMES:
        table = screen.select_one(f'section[aria-labelledby="{name}"] table')
        for hidden in table.select("caption, .visually-hidden"):
            hidden.decompose()
        shown = [
            [cell.get_text().strip() for cell in row.select("th, td")] for row in table.select("tr")
        ]
        file = client.get(f"/desk/reports/{name}.csv").content.decode()
        assert list(csv.reader(StringIO(file))) == shown, name
        assert len(shown) > 1


def test_many_posts_cost_no_more_questions_than_few(
    client, ed, ada, bread, django_assert_max_num_queries
):
    for number in range(20):
        submit(Desk.write(ada, title=f"Post {number}", section=bread), ada)
    client.force_login(ed)

    client.get("/desk/reports/")  # what every page has is remembered from then on
    with django_assert_max_num_queries(20):
        assert client.get("/desk/reports/").status_code == 200


def test_authors_have_no_reports(client, ada):
    client.force_login(ada)

    assert client.get("/desk/reports/").status_code == 403


def test_addresses_that_are_asked_for_stand_in_their_reports(client, live, ed, now):
    Desk.edit(live, ed, slug="oats-2")
    release.publish(post_id=live.pk, revision_id=Desk.newest(live), by=ed)
    for path in ("/posts/oats-overnight/", "/posts/oats-overnight/", "/posts/otas/"):
        client.get(path)

    day = f"{now:%-d %B %Y}"
    assert cells("old-addresses", ed, now) == [("/posts/oats-overnight/", live.title, day, "2")]
    assert cells("not-found", ed, now) == [("/posts/otas/", day, "1")]


def test_how_late_set_times_were_kept(draft, live, ed, now):
    for post, due, seconds, days in (
        (draft, Due.PUBLISH, 2, 1),
        (draft, Due.PUBLISH, 10, 2),
        (live, Due.UNPUBLISH, 61, 3),
        (draft, Due.PUBLISH, 999, 91),
    ):
        Schedule.objects.create(
            post=post,
            due=due,
            revision_id=post.latest_revision_id,
            due_at=now - timedelta(days=days),
            set_at=now - timedelta(days=days, hours=1),
            next_try_at=now,
            state=ScheduleState.DONE,
            finished_at=now - timedelta(days=days),
            lag=timedelta(seconds=seconds),
        )

    assert cells("on-time", ed, now) == [
        ("published", "2", "10", "6"),
        ("unpublished", "1", "61", "61"),
    ]
    assert "3 set times" in report("on-time", ed, now).summary
    assert "61 seconds" in report("on-time", ed, now).summary
