"""A copy of one's data calls a post by no name that its person may not know."""

import pytest

from blog.accounts.models import User
from blog.comments.selectors.holdings import comment_records, follow_records
from blog.comments.services import following, posting
from blog.content.models import PostPage
from blog.content.selectors.names import get_names
from blog.publishing.selectors.kept import label_records, submission_records
from blog.publishing.services import history, review
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

UNSAID = "A post that you cannot see"


def names(person, *posts):
    fresh = [PostPage.objects.get(pk=post.pk) for post in posts]
    return [*get_names(pages=fresh, user_id=person.pk).values()]


def test_readers_know_a_post_as_it_was_published_and_no_draft(rosa, ed):
    live = factories.make_post("Rye, live", owner=ed)
    Desk.edit(live, ed, title="Secret turn")
    draft = Desk.write(ed, title="Secret draft")
    gone = factories.make_post("Secret, withdrawn", owner=ed)
    factories.withdraw(PostPage.objects.get(pk=gone.pk))

    assert names(rosa, live, draft, gone) == ["Rye, live", UNSAID, UNSAID]
    assert names(ed, live, draft, gone) == ["Secret turn", "Secret draft", "Secret, withdrawn"]


def test_whose_role_sleeps_is_a_reader(ed, settings):
    draft = Desk.write(ed, title="Secret draft")
    settings.STAFF_NEED_SECOND_STEP = True

    assert names(ed, draft) == [UNSAID]


def test_the_rooms_call_posts_so(rosa, ed, ada, noon, django_assert_max_num_queries):
    posts = [factories.make_post(f"Secret {n}", owner=ed) for n in range(3)]
    for post in posts:
        posting.post_comment(post=post, by=rosa, source="Words.", at=noon)
        following.follow(post=post, by=rosa, at=noon)
        factories.withdraw(PostPage.objects.get(pk=post.pk))
    draft = Desk.write(ada, title="Secret draft")
    newest = Desk.newest(draft)
    review.submit(post_id=draft.pk, revision_id=newest, by=ada)
    history.name_version(post_id=draft.pk, revision_id=newest, name="First", by=ada)
    ada.groups.clear()
    ada = User.objects.get(pk=ada.pk)

    with django_assert_max_num_queries(30):
        told = [
            *comment_records(rosa.pk),
            *follow_records(rosa.pk),
            *submission_records(ada.pk),
            *label_records(ada.pk),
        ]
    assert {row["post"] for row in told} == {UNSAID}
    assert "Secret" not in str(told)
