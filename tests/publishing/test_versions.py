"""Named versions, one block put back, and a text read as readers would."""

import re

import pytest

from blog.audit.models import Entry
from blog.content.models import PostPage
from blog.publishing.models import VersionLabel
from blog.publishing.services import history, keeping, review, steps
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

FLOUR = {"type": "paragraph", "id": "flour", "value": "<p>Flour first.</p>"}
WATER = {"type": "paragraph", "id": "water", "value": "<p>Then water.</p>"}
SALT = {"type": "paragraph", "id": "salt", "value": "<p>Then salt.</p>"}


def body_of(post):
    newest = PostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    return [block["value"] for block in newest.body.get_prep_value()]


@pytest.fixture
def two(ada, bread):
    """A post of which the second text lost a block and changed another."""
    post = Desk.write(ada, title="Spelt", section=bread)
    old = Desk.edit(post, ada, body=[FLOUR, WATER, SALT])
    new = Desk.edit(post, ada, body=[{**FLOUR, "value": "<p>Flour last.</p>"}, SALT])
    return post, old.pk, new.pk


class TestSideBySide:
    def test_each_column_has_its_own_words(self, client, ada, two):
        post, old, new = two
        client.force_login(ada)

        page = client.get(f"/desk/posts/{post.pk}/compare/?old={old}&new={new}&show=beside").text
        before, after = re.findall(
            r'<div class="diff__side".*?</div>\s*(?=<div|</div>)', page, re.S
        )[:2]

        assert "first" in before
        assert "last" not in before
        assert "last" in after
        assert "first" not in after
        assert "not there" in page  # beside the block that went

    def test_a_picture_in_anothers_place_is_shown_with_it(self, client, ada, bread):
        one, other = factories.make_image(title="Loaf"), factories.make_image(title="Loaf")
        post = Desk.write(ada, title="Oats", section=bread)
        old = Desk.edit(post, ada, hero_image=one).pk
        Desk.edit(post, ada, hero_image=other)
        client.force_login(ada)

        page = client.get(f"/desk/posts/{post.pk}/compare/?old={old}").text

        shown = re.findall(r'<figure class="diff__picture">.*?</figure>', page, re.S)
        assert [re.sub(r"<[^>]+>", "", figure).strip() for figure in shown] == ["Before", "After"]
        assert one.file.url in shown[0]
        assert other.file.url in shown[1]


class TestOneBlock:
    def test_comes_back_and_the_rest_stays(self, client, ada, two):
        post, old, new = two
        client.force_login(ada)

        page = client.get(f"/desk/posts/{post.pk}/compare/?old={old}").text
        assert page.count("Put this block back as it was") == 2
        answer = client.post(
            f"/desk/posts/{post.pk}/history/{old}/block/", {"block_id": "water", "newest_id": new}
        )

        assert answer.headers["Location"] == f"/desk/posts/{post.pk}/compare/?old={old}"
        assert body_of(post) == ["<p>Flour last.</p>", "<p>Then water.</p>", "<p>Then salt.</p>"]
        assert Entry.objects.get(act="post.block_restored").detail["block"] == "water"

    def test_into_a_newer_text_nothing_is_put_back_unread(self, client, ada, two):
        post, old, new = two
        Desk.edit(post, ada, title="Meanwhile")
        client.force_login(ada)

        answer = client.post(
            f"/desk/posts/{post.pk}/history/{old}/block/", {"block_id": "water", "newest_id": new}
        )

        assert answer.status_code == 409
        assert "The text has changed since you read it" in answer.text
        assert body_of(post) == ["<p>Flour last.</p>", "<p>Then salt.</p>"]

    def test_a_block_that_never_was_is_not_found(self, ada, two):
        post, old, new = two

        with pytest.raises(history.NoSuchBlock):
            history.restore_block(
                post_id=post.pk, revision_id=old, newest_id=new, block_id="oil", by=ada
            )

    def test_between_two_older_versions_nothing_is_put_back(self, client, ada, two):
        post, old, new = two
        Desk.edit(post, ada, title="Newest")
        client.force_login(ada)

        page = client.get(f"/desk/posts/{post.pk}/compare/?old={old}&new={new}").text

        assert "Put this block back" not in page

    def test_somebody_else_puts_nothing_back(self, client, tom, two):
        post, old, new = two
        client.force_login(tom)
        words = {"block_id": "water", "newest_id": new}

        assert client.post(f"/desk/posts/{post.pk}/history/{old}/block/", words).status_code == 403


class TestNames:
    def test_a_version_has_the_name_it_was_given(self, client, ada, two):
        post, old, _new = two
        client.force_login(ada)
        path = f"/desk/posts/{post.pk}/history/{old}/name/"

        client.post(path, {"name": "  Before the cuts "})
        assert "Before the cuts, <time" in client.get(f"/desk/posts/{post.pk}/history/").text
        client.post(path, {"name": "Before"})
        assert VersionLabel.objects.get().name == "Before"
        client.post(path, {"name": ""})
        assert not VersionLabel.objects.exists()

    def test_a_named_version_is_an_entry_of_its_own_and_is_kept(self, client, ada, two):
        post, old, _new = two
        assert not keeping.is_kept(revision_id=old)

        history.name_version(post_id=post.pk, revision_id=old, name="Before", by=ada)

        assert keeping.is_kept(revision_id=old)
        client.force_login(ada)
        shown = client.get(f"/desk/posts/{post.pk}/history/").context_data["history"]
        assert "Before" in [sitting.last.label for sitting in shown.before]

    def test_only_versions_of_the_post_are_named(self, ada, two, draft):
        post, _old, _new = two

        with pytest.raises(steps.NoSuchRevision):
            history.name_version(
                post_id=post.pk, revision_id=draft.latest_revision_id, name="Mine", by=ada
            )


class TestReading:
    def test_a_version_is_shown_as_readers_would_get_it(self, client, ada, two):
        post, old, _new = two
        client.force_login(ada)

        answer = client.get(f"/desk/posts/{post.pk}/history/{old}/")

        assert "Then water." in answer.text
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]

    def test_only_to_those_who_may_see_the_draft(self, client, tom, two):
        post, old, _new = two
        client.force_login(tom)

        assert client.get(f"/desk/posts/{post.pk}/history/{old}/").status_code == 403

    def test_a_new_text_is_read_in_its_review(self, client, ada, ed, two):
        post, _old, new = two
        review.submit(post_id=post.pk, revision_id=new, by=ada)
        client.force_login(ed)

        page = client.get(f"/desk/posts/{post.pk}/review/").text

        assert "As readers will get it" in page
        assert f"/desk/posts/{post.pk}/history/{new}/" in page
