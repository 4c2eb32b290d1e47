"""Two workers at once, on a real database that both of them write to: each post goes out exactly once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.models import Release, Schedule, ScheduleState
from blog.publishing.services import due, schedule
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
