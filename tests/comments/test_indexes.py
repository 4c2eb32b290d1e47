"""What somebody has in a conversation is found by an index, however much they wrote elsewhere."""

import pytest
from django.db import connection

from blog.comments.models import Comment

pytestmark = pytest.mark.django_db


def test_somebodys_comments_on_a_post_have_an_index_of_both(rye, rosa):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Comment._meta.db_table)

    assert found["comments_of_one_by_one"]["columns"] == ["post_id", "author_id"]
    if connection.vendor == "sqlite":  # PostgreSQL chooses by how many rows there are
        plan = Comment.objects.filter(post=rye, author=rosa).explain()
        assert "comments_of_one_by_one" in plan
