"""What somebody has in a conversation is found by an index, however much they wrote elsewhere."""

import pytest
from django.db import connection

from blog.comments.models import Comment

pytestmark = pytest.mark.django_db


def test_somebodys_comments_on_a_post_are_found_by_both(rye, rosa):
    if connection.vendor == "postgresql":  # which reads a small table whole, if it may
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Comment.objects.filter(post=rye, author=rosa).explain()

    assert "comments_of_one_by_one" in plan
