from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from blog.accounts.models import Notification, Profile
from blog.accounts.rules.leaving import Comments
from blog.comments import selectors
from blog.comments.selectors import holdings
from blog.comments.services import (
    answering,
    changing,
    following,
    leaving,
    moderation,
    posting,
    telling,
)

A_MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("open_house")


def told(user):
    return list(
        Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)
    )


def decide(comment, by, at, approve):
    comment.refresh_from_db()
    return moderation.decide(
        comment=comment,
        by=by,
        at=at,
        approve=approve,
        code="" if approve else "abuse",
        revision_id=comment.text_id,
        last_decision_id=comment.decisions.last().pk,
    )


@pytest.fixture
def talk(rye, rosa, ravi, noon):
    """Rosa's comment and Ravi's answer."""
    first = posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")
    answer = posting.post_comment(post=rye, by=ravi, at=noon, source="Ground?", parent=first)
    return first, answer


def test_who_is_answered_hears_of_it_and_who_answers_does_not(talk, rosa, ravi):
    assert told(rosa) == ["comment.replied"]
    assert told(ravi) == []


@pytest.fixture
def named(rosa, ravi, ada):
    """People who can be named: Rosa and Ravi are public, Ada is not."""
    for person in (rosa, ravi, ada):
        profile = Profile.objects.get(user=person)
        profile.handles.update(handle=f"{person.first_name.lower()}-names")
        Profile.objects.filter(pk=profile.pk).update(is_public=person != ada)


def test_who_is_named_hears_of_it_once_and_the_name_leads_to_them(
    rye, rosa, ravi, ada, noon, named
):
    comment = posting.post_comment(
        post=rye, by=rosa, at=noon, source="@ravi-names @Ravi-Names @ada-names @rosa-names"
    )

    assert told(ravi) == ["comment.mentioned"]
    assert told(ada) == told(rosa) == []
    assert '<a href="/people/ravi-names/"' in comment.html
    assert "/people/ada-names/" not in comment.html


def test_who_is_answered_or_hides_the_author_does_not_hear_it_a_second_time(
    rye, rosa, ravi, noon, named
):
    first = posting.post_comment(post=rye, by=ravi, at=noon, source="Ground?")
    posting.post_comment(post=rye, by=rosa, at=noon, source="Yes, @ravi-names.", parent=first)
    assert told(ravi) == ["comment.replied"]

    answering.block(of=rosa, by=ravi, at=noon)
    posting.post_comment(post=rye, by=rosa, at=noon, source="And you, @ravi-names?")
    assert told(ravi) == ["comment.replied"]


def test_a_name_in_what_waits_is_told_when_it_is_shown(rye, rosa, ravi, mo, noon, named):
    waits = posting.post_comment(
        post=rye,
        by=rosa,
        at=noon,
        source="@ravi-names https://a.example https://b.example https://c.example",
    )
    assert told(ravi) == []
    decide(waits, mo, noon, approve=True)
    telling.tell_due(at=noon + A_MINUTE)
    assert told(ravi) == ["comment.mentioned"]


def test_nobody_hears_of_a_post_that_they_may_not_read(rye, rosa, ravi, ed, noon, named):
    following.follow(post=rye, by=ravi, at=noon)
    first = posting.post_comment(post=rye, by=ravi, at=noon, source="Ground?")
    fence = rye.view_restrictions.create(restriction_type="groups")
    fence.groups.set(Group.objects.filter(name="Editors"))

    posting.post_comment(post=rye, by=rosa, at=noon, source="Between us.")
    posting.post_comment(post=rye, by=rosa, at=noon, source="Yes, @ravi-names.", parent=first)

    assert told(ravi) == []


def test_followers_hear_but_not_of_people_they_hide(rye, ada, ed, rosa, ravi, noon):
    for person in (ada, ed, rosa):
        following.follow(post=rye, by=person, at=noon)
    answering.block(of=rosa, by=ed, at=noon)

    posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")

    assert told(ada) == ["comment.followed"]
    assert told(ed) == told(rosa) == []


def test_author_and_reporter_hear_what_was_decided(talk, rosa, ravi, ada, mo, noon):
    _first, answer = talk
    answering.report(comment=answer, by=ada, at=noon, complaint="offensive")
    decide(answer, mo, noon, approve=False)
    assert told(ravi) == []
    telling.tell_due(at=noon + A_MINUTE)

    assert told(ravi) == ["comment.rejected"]
    assert told(ada) == ["comment.report_upheld"]
    decide(answer, mo, noon, approve=True)
    telling.tell_due(at=noon + A_MINUTE)
    assert told(ravi) == ["comment.rejected", "comment.approved"]
    assert told(rosa) == ["comment.replied"]


@pytest.mark.parametrize("wish", list(Comments))
def test_who_leaves_takes_the_name_and_the_words_if_they_want(talk, rye, rosa, ravi, noon, wish):
    first, answer = talk
    answering.recommend(comment=answer, by=rosa, at=noon)
    for _again in range(2):
        leaving.let_go(rosa.pk, wish)
    rosa.delete()

    cards = selectors.get_thread(rye, at=noon).cards
    assert "Rosa" not in repr(cards)
    assert ("caraway" in repr(cards)) is (wish is Comments.ANONYMISE)
    assert [card.pk for card in cards] == [first.pk, answer.pk]
    answer.refresh_from_db()
    assert answer.recommendations == 0
    texts = [revision.source for revision in first.revisions.all()]
    assert texts == (["I added caraway."] if wish is Comments.ANONYMISE else [""])


def test_the_copy_holds_every_version_and_decision(talk, rosa, mo, noon):
    first, _answer = talk
    changing.edit_comment(comment=first, by=rosa, at=noon, source="I added fennel.")
    decide(first, mo, noon, approve=False)

    (record,) = holdings.comment_records(rosa.pk)
    assert [version["text"] for version in record["versions"]] == [
        "I added caraway.",
        "I added fennel.",
    ]
    assert record["decisions"][-1]["reason"] == "abuse"
    assert "Mo" not in repr(record)
