"""Tasks of many posts: one that fails stops no other."""

import pytest

from blog.content import tasks
from blog.content.services import social_images
from tests import factories


@pytest.mark.django_db
def test_a_post_that_cannot_be_caught_up_on_stops_no_other(monkeypatch):
    posts = [factories.make_post(f"Post {number}").pk for number in range(4)]
    drawn, tried = [], []

    def refresh(*, post_id):
        tried.append(post_id)
        if post_id == posts[1]:
            raise OSError("no room on the disk")
        drawn.append(post_id)

    monkeypatch.setattr(social_images, "refresh", refresh)
    monkeypatch.setattr(tasks, "A_FEW", 2)
    done = tasks.catch_up_on_posts.enqueue(posts)

    assert sorted(drawn) == [posts[0], posts[2], posts[3]]
    assert done.status == "SUCCESSFUL"
    assert tried.count(posts[1]) == 2, "it fails alone, in a task that can be tried again"
