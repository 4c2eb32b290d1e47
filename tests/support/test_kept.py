"""What is made once for several tests is the same for each of them, whatever the one before did."""

import pytest

from blog.content.models import PostPage, Tag
from tests import factories
from tests.support.kept import kept, makers_of

MADE = []


@kept
def wheat():
    """A post that says how often it was made."""
    MADE.append(1)
    return factories.make_post("Wheat", tags=["grain"])


@kept
def spelt():
    return factories.make_post("Spelt")


@pytest.fixture
def barley(db):
    return factories.make_post("Barley")


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_changes_is_undone(wheat, time):
    assert (wheat.title, wheat.live) == ("Wheat", True)
    assert Tag.objects.filter(name="grain").exists()
    assert MADE == [1]

    PostPage.objects.filter(pk=wheat.pk).update(title="Changed")
    wheat.live = False
    Tag.objects.all().delete()


def test_what_a_test_makes_beside_it_is_gone_and_it_stays(wheat, barley):
    assert set(PostPage.objects.values_list("title", flat=True)) == {"Wheat", "Barley"}


def test_only_it_is_there_for_the_next(wheat):
    assert PostPage.objects.get() == wheat


def test_none_of_it_is_there_for_others(db):
    assert not PostPage.objects.exists()
    assert not Tag.objects.exists()


def test_what_a_test_begins_from_is_known_before_it_runs(request, spelt, rye):
    assert [make.__name__ for make in makers_of(request.node)] == ["rye", "spelt"]
    assert PostPage.objects.count() == 2
