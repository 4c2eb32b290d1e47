"""One conversation or one thread of it is followed, heard of once, and stopped by itself."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.tasks import default_task_backend
from django.test.utils import CaptureQueriesContext

from blog.accounts.models import Notification
from blog.accounts.rules.notifications import Way
from blog.accounts.services import notifying, preferences
from blog.comments.models import Follow, ListedPhrase
from blog.comments.selectors.following import get_followed
from blog.comments.services import changing, following, posting
from blog.comments.tasks import tell_of_comment
from blog.delivery.models import OutboxMessage
from tests import factories

pytestmark = pytest.mark.usefixtures("open_house")


def told(user):
    return list(
        Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)
    )


@pytest.fixture
def talk(rye, rosa, ravi, noon):
    """Two threads: Rosa begins one, which Ravi answers, and Ravi begins another."""
    first = posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")
    answer = posting.post_comment(post=rye, by=ravi, at=noon, source="Ground?", parent=first)
    other = posting.post_comment(post=rye, by=ravi, at=noon, source="Which flour?")
    return first, answer, other


@pytest.fixture
def say(rye, rosa, noon):
    """Rosa says something more, some minutes later."""
    minutes = iter(range(1, 9))

    def now(source, parent=None):
        at = noon + timedelta(minutes=next(minutes))
        return posting.post_comment(post=rye, by=rosa, at=at, source=source, parent=parent)

    return now


def test_a_thread_is_heard_of_and_its_neighbours_are_not(talk, say, ada, noon):
    _first, answer, other = talk
    following.follow_thread(comment=answer, by=ada, at=noon)

    say("Coarsely ground.", answer)
    say("Spelt.", other)
    say("A third thread.")

    assert told(ada) == ["comment.thread"]


def test_who_follows_the_thread_the_conversation_and_is_answered_hears_once(
    talk, say, ada, ravi, noon
):
    _first, answer, _other = talk
    for person in (ada, ravi):
        following.follow(post=answer.post, by=person, at=noon)
        following.follow_thread(comment=answer, by=person, at=noon)

    say("Coarsely ground.", answer)

    assert told(ada) == ["comment.thread"]
    assert told(ravi) == ["comment.replied"]


def test_what_is_switched_off_does_not_silence_what_was_asked_for(talk, say, ravi, noon):
    _first, answer, _other = talk
    preferences.save_preferences(by=ravi, ways={"comment.replied": Way.OFF})
    following.follow_thread(comment=answer, by=ravi, at=noon)

    say("Coarsely ground.", answer)

    assert told(ravi) == ["comment.thread"]


def test_to_follow_twice_is_once_and_to_stop_leaves_the_rest(talk, ada, noon):
    first, answer, other = talk
    for comment in (first, answer, other):
        following.follow_thread(comment=comment, by=ada, at=noon)
    following.follow(post=first.post, by=ada, at=noon)
    assert Follow.objects.filter(by=ada).count() == 3

    following.follow_thread(comment=answer, by=ada, at=noon, wanted=False)

    assert [one.thread_id for one in Follow.objects.filter(by=ada).order_by("pk")] == [
        other.pk,
        None,
    ]


def stop_path(payload):
    return payload["headers"]["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")


def test_the_mail_stops_exactly_this(client, talk, say, ada, noon):
    first, answer, other = talk
    for comment in (first, other):
        following.follow_thread(comment=comment, by=ada, at=noon)
    say("Coarsely ground.", answer)
    payload = OutboxMessage.objects.get(payload__to=ada.email).payload
    assert "Stop following this thread:" in payload["text"]

    asked = client.get(stop_path(payload))
    assert "Stop following?" in asked.content.decode()
    assert Follow.objects.filter(by=ada).count() == 2
    for _again in range(2):
        done = client.post(stop_path(payload), {"List-Unsubscribe": "One-Click"})
        assert "You no longer follow it" in done.content.decode()

    assert [one.thread_id for one in Follow.objects.filter(by=ada)] == [other.pk]
    assert client.get(stop_path(payload)[:-4] + "xx/").status_code == 404


def test_the_daily_mail_stops_each_by_itself(client, talk, say, ada, noon):
    _first, _answer, other = talk
    following.follow(post=other.post, by=ada, at=noon)
    say("Spelt.", other)
    Notification.objects.update(at=noon)
    notifying.send_digests(at=noon + timedelta(days=1))

    text = OutboxMessage.objects.get(payload__to=ada.email).payload["text"]
    after = text.split("Stop following this conversation:")[1]
    client.post(after.split()[0].removeprefix("http://testserver"))

    assert not Follow.objects.filter(by=ada).exists()


def test_the_addresses_in_a_mail_are_in_its_readers_language(talk, say, ada, noon):
    ada.profile.language = "de"
    ada.profile.save()
    first, answer, _other = talk
    following.follow_thread(comment=first, by=ada, at=noon)
    say("Coarsely ground.", answer)

    assert "/de/comments/" in stop_path(OutboxMessage.objects.get(payload__to=ada.email).payload)


def test_the_list_shows_what_may_be_read_in_two_queries(
    talk, rye, ada, noon, django_assert_num_queries
):
    first, _answer, other = talk
    following.follow(post=rye, by=ada, at=noon)
    for comment in (first, other):
        following.follow_thread(comment=comment, by=ada, at=noon)
    get_followed(person=ada, number=1, base_url="/")

    with django_assert_num_queries(2):
        rows = get_followed(person=ada, number=1, base_url="/").rows
    assert [row.thread.pk if row.thread else None for row in rows] == [other.pk, first.pk, None]

    fence = rye.view_restrictions.create(restriction_type="groups")
    fence.groups.set(Group.objects.filter(name="Moderator"))
    assert get_followed(person=ada, number=1, base_url="/").rows == ()


def test_nobody_stops_what_somebody_else_follows(talk, ada, ed, noon):
    first, _answer, _other = talk
    following.follow_thread(comment=first, by=ada, at=noon)

    following.stop(follow_id=Follow.objects.get().pk, by=ed)
    assert Follow.objects.exists()
    following.stop(follow_id=Follow.objects.get().pk, by=ada)
    assert not Follow.objects.exists()


def test_many_followers_cost_a_comment_as_much_as_few(talk, say, rye, noon):
    def costs(source):
        with CaptureQueriesContext(connection) as queries:
            say(source)
        return len(queries)

    say("Warm.")
    spent = []
    for number in (2, 40):
        for one in range(number):
            fan = factories.make_user(f"fan-{number}-{one}@example.com")
            following.follow(post=rye, by=fan, at=noon)
        spent.append(costs(f"To {number} more."))

    assert spent[0] == spent[1]
    assert Notification.objects.filter(kind="comment.followed").count() == 2 + 42


def test_who_posts_waits_for_nobody_to_be_told(client, settings, talk, ada, noon):
    first, _answer, _other = talk
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    client.force_login(ada)

    def costs(source):
        with CaptureQueriesContext(connection) as queries:
            client.post(f"/comments/on/{first.pk}/reply/", {"text": source})
        return len(queries)

    costs("Warm.")
    spent = []
    for number in (1, 30):
        for one in range(number):
            fan = factories.make_user(f"fan-{number}-{one}@example.com")
            following.follow_thread(comment=first, by=fan, at=noon)
        spent.append(costs(f"To {number} more."))

    assert spent[0] == spent[1]
    assert not Notification.objects.filter(kind="comment.thread").exists()
    for _again in range(2):  # a task may run twice
        for result in default_task_backend.results:
            result.task.call(*result.args, **result.kwargs)
    assert Notification.objects.filter(kind="comment.thread").count() == 3 * 31
    assert OutboxMessage.objects.filter(payload__to="fan-1-0@example.com").count() == 3


def test_what_is_gone_before_anybody_is_told_is_told_to_nobody(settings, talk, ada, rosa, noon):
    first, _answer, _other = talk
    following.follow_thread(comment=first, by=ada, at=noon)
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    later = noon + timedelta(minutes=1)
    said = posting.post_comment(post=first.post, by=rosa, at=later, source="Oops.", parent=first)
    changing.delete_comment(comment=said, by=rosa, at=later)

    tell_of_comment.call(said.pk)

    assert told(ada) == []


def test_a_comment_that_its_author_frees_from_waiting_is_told_then(
    talk, say, rosa, ravi, ada, noon
):
    first, answer, _other = talk
    ListedPhrase.objects.create(text="yeast", weight="suspect")
    following.follow_thread(comment=first, by=ada, at=noon)
    held = say("Without yeast.", answer)
    assert told(ada) == told(ravi) == []

    changing.edit_comment(comment=held, by=rosa, at=held.written_at, source="Without it.")

    assert told(ada) == ["comment.thread"]
    assert told(ravi) == ["comment.replied"]
