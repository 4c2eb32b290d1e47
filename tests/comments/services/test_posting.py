from datetime import timedelta
from uuid import uuid4

import pytest

from blog.accounts.permissions import RoleRefused
from blog.comments import selectors
from blog.comments.events import CommentPosted, CommentShown
from blog.comments.models import Comment, Decision
from blog.comments.rules.states import State
from blog.comments.services import changing, judging, posting
from blog.content.models import PostPage


def post(rye, by, at, source="I added caraway.", **more):
    return posting.post_comment(post=rye, by=by, at=at, source=source, **more)


def test_a_strangers_and_a_newcomers_first_comment(rye, rosa, noon):
    with pytest.raises(RoleRefused):
        post(rye, None, noon)

    comment = post(rye, rosa, noon)

    assert comment.state == State.PREMOD
    assert comment.decisions.get().rule == "new"
    assert selectors.get_thread(rye, at=noon).cards == ()


@pytest.mark.usefixtures("open_house")
class TestInAnOpenHouse:
    def test_a_comment_is_shown_and_told(self, rye, rosa, noon, heard):
        comment = post(rye, rosa, noon, "I *added* caraway.")

        assert comment.html == "<p>I <em>added</em> caraway.</p>"
        assert comment.revision.source == "I *added* caraway."
        assert heard == [CommentPosted(comment.pk, rye.pk), CommentShown(comment.pk, rye.pk)]

    def test_a_form_that_is_sent_twice_makes_one_comment(self, rye, rosa, noon):
        token = uuid4()
        first = post(rye, rosa, noon, token=token)
        second = post(rye, rosa, noon, token=token)

        assert first == second
        assert Comment.objects.count() == 1

    def test_somebody_elses_token_opens_nothing(self, rye, rosa, ravi, noon):
        token = uuid4()
        post(rye, rosa, noon, token=token)

        with pytest.raises(Comment.DoesNotExist):
            post(rye, ravi, noon, token=token)

    def test_an_answer_stands_below_and_a_gone_parent_is_said(self, rye, rosa, ravi, noon):
        first = post(rye, rosa, noon)
        post(rye, rosa, noon, "Another.")
        answer = post(rye, ravi, noon, "With honey?", parent=first)

        cards = selectors.get_thread(rye, at=noon).cards
        assert [card.depth for card in cards] == [1, 2, 1]
        assert cards[1].parent_name == "Rosa"
        assert answer.root_id == first.pk

        changing.delete_comment(comment=first, by=rosa, at=noon)
        first.refresh_from_db()
        with pytest.raises(posting.ParentGone):
            post(rye, ravi, noon, "Still there?", parent=first)

    def test_a_closed_conversation_says_so(self, rye, rosa, noon):
        PostPage.objects.filter(pk=rye.pk).update(comments_close_after=14)
        rye.refresh_from_db()

        post(rye, rosa, noon + timedelta(days=13))
        with pytest.raises(judging.CommentsClosed):
            post(rye, rosa, noon + timedelta(days=14), "Too late?")

    def test_a_section_may_take_no_comments(self, rye, rosa, noon):
        from tests import factories

        section = factories.make_section(comment_policy="closed")
        PostPage.objects.filter(pk=rye.pk).update(section=section)
        rye.refresh_from_db()

        with pytest.raises(judging.CommentsClosed):
            post(rye, rosa, noon)

    def test_an_edit_keeps_what_was_said_and_is_checked_again(self, rye, rosa, noon):
        comment = post(rye, rosa, noon)
        later = noon + timedelta(minutes=14)
        links = "https://a.example https://b.example https://c.example"

        changed = changing.edit_comment(comment=comment, by=rosa, at=later, source=links)

        assert changed.state == State.PREMOD
        assert changed.edited_at == later
        assert [r.source for r in changed.revisions.all()] == ["I added caraway.", links]
        assert [d.rule for d in changed.decisions.all()] == ["shown", "links"]

    def test_an_edit_comes_in_time_from_its_author_and_from_the_newest_text(
        self, rye, rosa, ravi, noon
    ):
        comment = post(rye, rosa, noon)

        with pytest.raises(changing.EditingOver):
            changing.edit_comment(
                comment=comment, by=rosa, at=noon + timedelta(minutes=15), source="Late."
            )
        with pytest.raises(RoleRefused):
            changing.edit_comment(comment=comment, by=ravi, at=noon, source="Mine now.")
        with pytest.raises(changing.ChangedElsewhere):
            changing.edit_comment(comment=comment, by=rosa, at=noon, source="Old.", revision_id=0)

    def test_a_form_that_was_opened_in_time_can_be_sent_for_a_day(self, rye, rosa, noon):
        comment = post(rye, rosa, noon)
        begun = noon + timedelta(minutes=14)

        changed = changing.edit_comment(
            comment=comment,
            by=rosa,
            at=noon + timedelta(hours=23),
            source="In no hurry.",
            begun_at=begun,
        )
        assert changed.source == "In no hurry."
        for begun_at, at in [
            (begun, begun + timedelta(hours=24)),
            (noon + timedelta(minutes=15), noon + timedelta(minutes=16)),
            (noon + timedelta(hours=1), noon + timedelta(minutes=30)),
        ]:
            with pytest.raises(changing.EditingOver):
                changing.edit_comment(
                    comment=comment, by=rosa, at=at, source="Late.", begun_at=begun_at
                )

    def test_what_is_taken_back_leaves_a_gap_only_under_answers(self, rye, rosa, ravi, noon):
        first = post(rye, rosa, noon)
        answer = post(rye, ravi, noon, "With honey?", parent=first)
        changing.delete_comment(comment=first, by=rosa, at=noon)

        cards = selectors.get_thread(rye, at=noon).cards
        assert [(card.gone, card.html) for card in cards] == [("deleted", ""), ("", answer.html)]

        changing.delete_comment(comment=answer, by=ravi, at=noon)
        assert selectors.get_thread(rye, at=noon).cards == ()

        changing.restore_comment(comment=first, by=rosa, at=noon)
        assert [card.name for card in selectors.get_thread(rye, at=noon).cards] == ["Rosa"]

    def test_a_flood_is_refused_with_the_time_to_wait(self, rye, rosa, noon):
        for number in range(4):
            post(rye, rosa, noon, f"Number {number}")

        with pytest.raises(judging.TooManyAtOnce, match="in 121 seconds"):
            post(rye, rosa, noon, "Number 5")


def test_decisions_are_final(rye, rosa, noon):
    from blog.comments.models.judgement import DecisionIsFinal

    post(rye, rosa, noon)
    decision = Decision.objects.get()

    with pytest.raises(DecisionIsFinal):
        decision.save()
    with pytest.raises(DecisionIsFinal):
        decision.delete()
