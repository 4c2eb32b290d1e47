"""A copy of one's data has one's posts, and no more of them than one may see."""

import pytest

from blog.accounts.models import User
from blog.content.models import PostPage
from blog.content.selectors.written import written_by
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(ada, ed):
    """Two posts of Ada's, live and draft, and a draft that she never saved; Ed went on with all."""
    by_ada = factories.make_author("Ada Baker", user=ada)
    live = factories.make_post("Rye, live", authors=[by_ada], owner=ada)
    draft = Desk.write(ada, title="Spelt, mine")
    named = Desk.write(ed, title="Oats, named", authors=[by_ada])
    for post in (live, draft, named):
        Desk.edit(post, ed, title="Secret turn", summary="Secret.")
    return live, draft, named


def copy(person):
    return written_by(person.pk)


def test_whoever_may_see_drafts_gets_them_as_they_are_now(ada, posts):
    assert [one["title"] for one in copy(ada)] == ["Secret turn"] * 3
    assert copy(ada)[0]["unpublished changes"] is True


def test_whose_role_is_gone_gets_what_is_public_and_what_they_saved(ada, posts):
    ada.groups.clear()

    records = copy(ada)
    assert [(one["title"], one["public"]) for one in records] == [
        ("Rye, live", True),
        ("Spelt, mine", False),
    ]
    assert "Secret" not in str(records)
    assert not any(one["unpublished changes"] for one in records)
    assert records[0]["last changed"] == PostPage.objects.get(pk=posts[0].pk).last_published_at


def test_whose_role_sleeps_gets_no_more(ada, posts, settings):
    settings.STAFF_NEED_SECOND_STEP = True

    assert "Secret" not in str(copy(User.objects.get(pk=ada.pk)))
