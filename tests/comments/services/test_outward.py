"""What other systems hear of a conversation: where and when, never what was said, nor by whom."""

import inspect
import json
from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from blog import events as house
from blog.comments import declarations, events
from blog.comments.models import Comment
from blog.comments.services import answering, changing, moderation, posting
from blog.delivery.models import WebhookEndpoint, WebhookEvent
from blog.delivery.rules import webhooks as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_house")]


@pytest.fixture(autouse=True)
def _somebody_listens(db):
    WebhookEndpoint.objects.create(
        name="All", url="https://example.com/", events=list(rules.EVENTS), secret="sealed"
    )


def told():
    return [(row.kind, json.loads(row.body)["data"]) for row in WebhookEvent.objects.order_by("pk")]


def kinds():
    return [kind for kind, _data in told()]


def say(post, by, at, source="I added caraway."):
    return posting.post_comment(post=post, by=by, at=at, source=source)


def test_a_comment_is_told_with_its_address_and_nothing_that_it_says(rye, rosa, noon):
    comment = say(rye, rosa, noon)

    assert kinds() == ["comment.posted", "comment.shown"]
    posted, shown = (data for _kind, data in told())
    assert posted["is_shown"] is True
    assert shown == {
        "comment": {
            "id": comment.pk,
            "url": f"http://testserver{comment.get_absolute_url()}",
            "parent": None,
            "written_at": rules.moment(noon),
        },
        "post": {"id": rye.pk, "url": rye.full_url, "title": rye.title},
    }


def test_one_that_waits_is_for_moderators_alone(rye, rosa, noon, settings):
    from blog.comments.models import Conversation

    Conversation.objects.update(moderation="all")
    say(rye, rosa, noon)
    assert kinds() == ["comment.posted"]
    assert told()[0][1]["is_shown"] is False


def test_of_a_post_that_some_may_not_read_only_moderators_hear(rye, rosa, noon):
    PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)
    comment = say(rye, rosa, noon)
    changing.delete_comment(comment=comment, by=rosa, at=noon)
    assert kinds() == ["comment.posted"]


def test_what_moderators_do_is_told(rye, rosa, ravi, mo, max_, noon):
    comment = say(rye, rosa, noon)
    answering.report(comment=comment, by=ravi, at=noon, complaint="spam", text="Look.")
    comment.refresh_from_db()
    rejected = moderation.decide(
        comment=comment,
        by=mo,
        at=noon,
        approve=False,
        code="spam",
        text="No adverts.",
        revision_id=comment.revision_id,
        last_decision_id=comment.decisions.order_by("pk").last().pk,
    )
    comment = Comment.objects.get(pk=comment.pk)
    moderation.appeal(comment=comment, by=rosa, at=noon, text="It is not.")
    comment = Comment.objects.get(pk=comment.pk)
    again = moderation.decide(
        comment=comment,
        by=max_,
        at=noon + timedelta(hours=1),
        approve=True,
        code="",
        text="",
        revision_id=comment.revision_id,
        last_decision_id=rejected.pk,
    )
    moderation.undo(decision=again, by=max_, at=noon + timedelta(hours=2))

    assert kinds()[2:] == [
        "comment.reported",
        "comment.rejected",
        "comment.hidden",
        "comment.appealed",
        "comment.approved",
        "comment.shown",
        "comment.appeal_settled",
        "comment.reconsidered",
        "comment.hidden",
    ]
    for kind, data in told():
        said = json.dumps(data)
        words = ("caraway", "Rosa", "Ravi", "@", "Look.", "No adverts", "It is not")
        assert not [word for word in words if word in said], kind
        assert sorted(_leaves(data)) == sorted(rules.EVENTS[kind].fields), kind


def test_what_happens_here_is_told_or_is_said_not_to_be():
    typed = {name for name, kind in vars(events).items() if inspect.isclass(kind)}
    seen = {kind.__name__ for kind in house._witnesses if kind.__module__ == events.__name__}
    assert seen | set(declarations.UNTOLD) == typed
    assert not seen & set(declarations.UNTOLD)


def test_where_nobody_listens_a_comment_costs_one_question_each(
    rye, rosa, noon, django_assert_num_queries
):
    WebhookEndpoint.objects.all().delete()
    with django_assert_num_queries(1):
        house.announce(events.CommentPosted(1, rye.pk))


def _leaves(data, before=""):
    for name, value in data.items():
        yield from (
            _leaves(value, f"{before}{name}.") if isinstance(value, dict) else [before + name]
        )
