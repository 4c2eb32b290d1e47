"""A foreign site's conversations come in once, in their threads, and as they stood."""

from io import BytesIO

import pytest

from blog.comments.models import Comment, Decision
from blog.content.models import PostPage
from blog.delivery.models import OutboxMessage
from blog.portability.services import loading
from blog.portability.services.media import MediaSource
from blog.portability.wordpress import read_export
from tests import factories
from tests.portability.test_wordpress import HEAD, item
from tests.portability.test_wordpress_comments import comment

pytestmark = pytest.mark.django_db


def run(*comments, **options):
    file = HEAD + item(extra="".join(comments), **options) + "</channel></rss>"
    site = read_export(BytesIO(file.encode()))
    return loading.load(site=site, media=MediaSource())


def in_order():
    return [(one.source, len(one.path) // 8) for one in Comment.objects.order_by("path")]


def test_threads_are_kept_whatever_order_the_file_has():
    run(
        comment(id="3", parent="2", text="An answer to the answer", gmt="2024-05-04 08:00:00"),
        comment(id="2", parent="1", text="An answer", gmt="2024-05-03 08:00:00"),
        comment(id="4", text="Another thread", gmt="2024-05-05 08:00:00"),
        comment(id="1", text="The first"),
    )

    assert in_order() == [
        ("The first", 1),
        ("An answer", 2),
        ("An answer to the answer", 3),
        ("Another thread", 1),
    ]


def test_an_answer_to_what_did_not_come_stands_under_what_that_answered():
    run(
        comment(id="1", text="The first"),
        comment(id="2", parent="1", type="note", text="secret"),
        comment(id="3", parent="2", text="An answer"),
        comment(id="5", parent="99", text="An answer to nothing"),
        comment(id="6", parent="6", text="An answer to itself"),
    )

    assert ("An answer", 2) not in in_order()  # a note is no comment to stand under
    assert {text for text, depth in in_order() if depth == 1} == {
        "The first",
        "An answer",
        "An answer to nothing",
        "An answer to itself",
    }


def test_an_answer_to_a_comment_on_another_post_begins_a_thread_of_its_own():
    """That post may be a draft, and its readers' names nobody's business here."""
    secret = item(id="2", slug="secret", status="draft", extra=comment(id="1", text="In secret"))
    open_to_all = item(extra=comment(id="2", parent="1", text="An answer"))
    site = read_export(BytesIO((HEAD + secret + open_to_all + "</channel></rss>").encode()))
    loading.load(site=site, media=MediaSource())

    answer = Comment.objects.get(source="An answer")
    assert answer.parent is None
    assert (answer.root_id, len(answer.path)) == (answer.pk, 8)


def test_a_circle_of_answers_ends():
    run(comment(id="1", parent="2", text="One"), comment(id="2", parent="1", text="Two"))

    assert len(in_order()) == 2


def test_readers_see_what_they_saw_there_and_nothing_else(client):
    run(
        comment(id="1", text="Shown there"),
        comment(id="2", text="Waits there", approved="0"),
        comment(id="3", text="Gone there", approved="trash"),
        comment(id="4", text="Private there", type="note"),
    )
    page = client.get(PostPage.objects.get(slug="rye").get_url()).text

    assert "Shown there" in page
    assert "Bea &amp; Co" in page
    for private in ("Waits there", "Gone there", "Private there"):
        assert private not in page
    states = dict(Comment.objects.values_list("source", "state"))
    assert states == {
        "Shown there": "approved",
        "Waits there": "premod",
        "Gone there": "rejected",
    }
    assert set(Decision.objects.values_list("rule", "actor")) == {("imported", None)}


def test_a_second_run_brings_what_is_new_and_changes_nothing():
    run(comment(id="1", text="The first"))
    Comment.objects.update(state="rejected")
    report = run(comment(id="1", text="The first"), comment(id="2", parent="1", text="Later"))

    assert report.already_here["comments"] == 1
    assert report.created == {"comments": 1}
    assert in_order() == [("The first", 1), ("Later", 2)]
    assert Comment.objects.get(source="The first").state == "rejected"


def test_nobody_is_told_and_no_account_is_taken():
    factories.make_user("bea@mail.example")
    run(comment())

    assert Comment.objects.get().author is None
    assert not OutboxMessage.objects.exists()


def test_a_conversation_that_was_over_is_over():
    run(comment(), "<wp:comment_status>closed</wp:comment_status>")

    assert PostPage.objects.get(slug="rye").comment_policy == "closed"


def test_a_comment_without_words_is_left_out_and_counted():
    report = run(comment(text="<img src=x>"))

    assert not Comment.objects.exists()
    assert report.left_out["comments without a text or a date"] == 1


def test_pages_have_no_conversation():
    report = run(comment(), type="page")

    assert not Comment.objects.exists()
    assert report.left_out["comments on pages"] == 1
