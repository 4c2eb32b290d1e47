"""Numbers that are counted no further than anybody wants to know."""

import pytest
from django.db.models import OuterRef
from django.utils.translation import override

from blog.accounts.models import User
from blog.comments.models import Comment
from blog.web import counting
from blog.web.counting import CountUpToMost, in_words
from tests import factories


@pytest.fixture
def people(rye, rosa, noon, monkeypatch):
    """Rosa with seven comments, Mo with two, Ida with none; nobody counts further than five."""
    mo, ida = (factories.make_user(f"{name}@example.com") for name in ("mo", "ida"))
    monkeypatch.setattr(counting, "MOST", 5)
    factories.make_conversation(rye, rosa, at=noon, threads=7, answers=0)
    factories.make_conversation(rye, mo, at=noon, threads=2, answers=0)
    return rosa, mo, ida


def test_counts_each_row_s_own_and_no_further_than_its_bound(people):
    theirs = Comment.objects.by(OuterRef("pk")).order_by("-written_at")
    found = User.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")

    assert list(found.values_list(CountUpToMost(theirs), flat=True)) == [6, 2, 0]


def test_says_more_where_there_is_more():
    assert [in_words(number) for number in (0, 999, 1000, 1001)] == ["0", "999", "1000", "1,000+"]
    with override("de"):
        assert in_words(1001) == "1.000+"
