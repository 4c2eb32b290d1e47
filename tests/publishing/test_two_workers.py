"""Two workers at once, on a real database that both of them write to: each post goes out exactly once."""

from collections import Counter
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.models import Release, Schedule, ScheduleState, TypedLink
from blog.publishing.services import due, links, schedule, steps
from tests import factories
from tests.publishing.desk import Desk
from tests.support.two_workers import at_once

POSTS = 6


@pytest.mark.usefixtures("shared_database")
def test_each_post_goes_out_exactly_once():
    ed = factories.make_user("ed@example.com", first_name="Ed", roles=["Editor"])
    news = factories.make_section("News", four_eyes=False)
    posts = [Desk.write(ed, title=f"Post {number}", section=news).pk for number in range(POSTS)]
    for post in PostPage.objects.filter(pk__in=posts):
        schedule.schedule(
            post_id=post.pk,
            revision_id=post.latest_revision_id,
            due_at=timezone.now() + timedelta(minutes=5),
            by=ed,
        )
    past = timezone.now() - timedelta(seconds=1)
    Schedule.objects.update(due_at=past, next_try_at=past)

    results = at_once(lambda: due.run_due(at=timezone.now()))

    assert len(results) == 2
    assert [result.failed for result in results] == [(), ()]
    said = Counter(post for result in results for post in result.published)
    assert said == Counter(posts)
    assert PostPage.objects.filter(pk__in=posts, live=True).count() == POSTS
    assert Counter(Release.objects.values_list("post_id", flat=True)) == Counter(posts)
    logged = Entry.objects.filter(act="post.published_on_schedule")
    assert Counter(logged.values_list("subject_id", flat=True)) == Counter(map(str, posts))
    assert set(Schedule.objects.values_list("state", flat=True)) == {ScheduleState.DONE}


@pytest.mark.usefixtures("shared_database")
def test_whoever_acts_on_a_post_when_it_is_due_comes_first_and_neither_fails():
    """An editor holds the post and then what is set for it; the worker must not do it the other way."""
    ed = factories.make_user("ed@example.com", first_name="Ed", roles=["Editor"])
    news = factories.make_section("News", four_eyes=False)
    post = Desk.write(ed, title="Not today", section=news)
    schedule.schedule(
        post_id=post.pk,
        revision_id=post.latest_revision_id,
        due_at=timezone.now() + timedelta(minutes=5),
        by=ed,
    )
    past = timezone.now() - timedelta(seconds=1)
    Schedule.objects.update(due_at=past, next_try_at=past)
    is_held, results = Event(), []

    def work():
        try:
            is_held.wait(timeout=30)
            results.append(due.run_due(at=timezone.now()))
        finally:
            connections.close_all()

    worker = Thread(target=work)
    worker.start()
    with transaction.atomic():
        steps.lock(post_id=post.pk)
        is_held.set()
        worker.join(timeout=2)  # it goes past, or waits for the whole database
        schedule.unschedule(post_id=post.pk, by=ed)
    worker.join(timeout=60)

    assert results == [due.Released((), (), ())]
    assert Schedule.objects.get().state == ScheduleState.CANCELLED
    assert not PostPage.objects.get(pk=post.pk).live
    assert not Entry.objects.filter(act="post.schedule_failed").exists()


@pytest.mark.usefixtures("shared_database")
def test_a_text_that_comes_out_while_links_are_read_again_has_its_own():
    """Whoever reads all texts waits for who publishes one, and never writes what it said before."""
    typed = "<p><a href='/posts/{}/'>see</a></p>".format
    post = factories.make_post("Oats", body=[("paragraph", typed("before"))])
    is_held = Event()

    def read_again():
        try:
            is_held.wait(timeout=30)
            links.rebuild()
        finally:
            connections.close_all()

    reader = Thread(target=read_again)
    reader.start()
    with transaction.atomic():
        steps.lock(post_id=post.pk)
        post.body = [("paragraph", typed("after"))]
        post.save()
        is_held.set()
        reader.join(timeout=2)
    reader.join(timeout=60)

    assert [link.path for link in TypedLink.objects.all()] == ["/posts/after/"]
