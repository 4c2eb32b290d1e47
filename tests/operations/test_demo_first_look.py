"""The demo's first look is right: what is on top is ready, and what comes next is not far."""

from datetime import timedelta

import pytest
from django.tasks import default_task_backend

from blog.operations.services import demo_content
from tests import factories


@pytest.mark.django_db
def test_the_front_page_is_ready_and_then_the_newest_posts_come_first(noon, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    posts = [
        factories.make_post(
            f"Post {day}",
            published=noon + timedelta(days=day),
            hero_image=factories.make_image(f"Loaf {day}", size=(90, 60)),
            hero_alt="A loaf",
        )
        for day in range(3)
    ]
    default_task_backend.clear()
    said = []

    assert demo_content.prepare_front_pages(say=said.append) > 0

    assert said == ["Picture 1 of 1 for the front page"]
    waiting = [result.args for result in default_task_backend.results]
    assert waiting == [[post.pk] for post in reversed(posts)]
    assert demo_content.prepare_front_pages() == 0
    assert len(default_task_backend.results) == len(waiting)
