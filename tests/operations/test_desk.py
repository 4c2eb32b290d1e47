"""The operators' screens: who opens them, what they show, what their buttons do."""

import csv
from io import StringIO

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from blog.audit.models import Entry
from blog.audit.services import recording
from blog.delivery.models import OutboxMessage, State
from blog.delivery.services import outbox
from blog.operations.selectors import log
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    return factories.make_user("tomas@example.com", first_name="Tomás", is_superuser=True)


@pytest.fixture
def letter():
    message = outbox.put(kind="mail", payload={"to": "rosa@example.com", "subject": "A letter"})
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=State.DEAD, tries=8, last_error="ConnectionRefusedError: no server"
    )
    return message


@pytest.fixture
def failure():
    return DBTaskResult.objects.create(
        status="FAILED",
        args_kwargs={"args": [12], "kwargs": {}},
        task_path="blog.content.tasks.index_post",
        backend_name="default",
        run_after=timezone.now(),
        finished_at=timezone.now(),
        exception_class_path="builtins.ValueError",
        traceback="Traceback …\nValueError: no such post",
    )


class TestWhoComesIn:
    @pytest.mark.parametrize("path", ["/desk/log/", "/desk/jobs/", "/desk/log/log.csv"])
    def test_a_stranger_signs_in_first(self, client, path):
        answer = client.get(path)

        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=/desk/")

    @pytest.mark.parametrize("path", ["/desk/log/", "/desk/jobs/", "/desk/log/log.csv"])
    def test_a_reader_is_told_who_may(self, client, rosa, path):
        client.force_login(rosa)

        answer = client.get(path)

        assert answer.status_code == 403
        assert "Editor" in answer.text


def test_what_a_failed_task_said_can_be_scrolled(client, admin, failure):
    """The element that makes room for it looks for code or a table."""
    client.force_login(admin)
    assert '<pre class="desk-trace"><code>Traceback' in client.get("/desk/jobs/").text


class TestLog:
    def test_shows_who_did_what_newest_first(self, client, ed, ada):
        recording.record(by=ada, act="post.published", subject=("post", 1), label="Rye, slowly")
        recording.record(by=None, act="post.expired", subject=("post", 1), label="Rye, slowly")
        client.force_login(ed)

        text = client.get("/desk/log/").text

        assert text.index("The site itself") < text.index("Ada")

    @pytest.mark.parametrize(
        "path", ["/desk/log/", "/desk/log/log.csv", "/desk/log/?subject=secret"]
    )
    def test_says_nothing_of_drafts_to_who_may_see_none(self, client, ada, path):
        recording.record(by=ada, act="post.submitted", subject=("post", 1), label="A secret draft")
        recording.record(
            by=ada, act="comment.decided", subject=("comment", 2), label="On secret rye"
        )
        client.force_login(factories.make_user("mo@example.com", roles=["Moderator"]))

        answer = client.get(path)
        text = b"".join(answer).decode() if answer.streaming else answer.text

        assert "On secret rye" in text
        assert "A secret draft" not in text

    def test_is_searched_by_who_what_and_when(self, ada, ed):
        recording.record(by=ada, act="a.done", subject=("post", 1), label="Rye")
        recording.record(by=ed, act="b.done", subject=("post", 2), label="Spelt")
        today = timezone.now().date()

        def found(**asked):
            return [line.label for line in log.get_log(user=ed, search=log.Search(**asked)).lines]

        assert found(who="ada") == ["Rye"]
        assert found(who="ADA@example.com") == ["Rye"]
        assert found(act="b.done") == ["Spelt"]
        assert found(subject="2") == ["Spelt"]
        assert found(subject="ry") == ["Rye"]
        assert found(since=today, until=today) == ["Spelt", "Rye"]
        assert found(since=today.replace(year=today.year + 1)) == []

    def test_goes_on_where_a_page_ended(self, ada, ed):
        for number in range(log.PAGE_SIZE + 5):
            recording.record(by=ada, act="a.done", subject=("post", number))

        first = log.get_log(user=ed, search=log.Search())
        second = log.get_log(user=ed, search=log.Search(), before=first.older)

        seen = [line.subject_id for line in (*first.lines, *second.lines)]
        assert seen == [str(number) for number in reversed(range(log.PAGE_SIZE + 5))]
        assert second.older is None

    def test_refuses_days_that_end_before_they_begin(self, client, ed):
        client.force_login(ed)

        answer = client.get("/desk/log/?since=2026-02-02&until=2026-02-01")

        assert answer.status_code == 422
        assert "before the first one" in answer.text
        assert "log.csv" not in answer.text  # the file would be refused as well

    def test_an_empty_log_and_an_empty_result_say_so(self, client, ed):
        client.force_login(ed)

        assert "Nothing was done yet" in client.get("/desk/log/").text
        assert "Nothing fits" in client.get("/desk/log/?who=nobody").text

    def test_a_file_holds_what_the_screen_shows_and_no_formulas(self, client, ed):
        recording.record(by=ed, act="a.done", subject=("post", 1), label="=SUM(A1)")
        client.force_login(ed)

        answer = client.get("/desk/log/log.csv?who=ed")

        rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))
        assert [(row["what"], row["title"]) for row in rows] == [("a.done", "'=SUM(A1)")]


class TestJobs:
    def test_what_was_given_up_is_shown_with_its_reason(self, client, ed, letter):
        client.force_login(ed)

        text = client.get("/desk/jobs/").text

        assert "A letter" in text
        assert "no server" in text
        assert "rosa@example.com" not in text

    def test_a_message_is_sent_again(self, client, ed, letter):
        client.force_login(ed)

        answer = client.post(f"/desk/jobs/messages/{letter.pk}/retry/", {"state": "dead"})

        assert answer["Location"] == "/desk/jobs/?state=dead"
        letter.refresh_from_db()
        assert (letter.state, letter.tries) == (State.WAITING, 0)
        assert Entry.objects.get().act == "delivery.retried"

    def test_a_message_is_let_go(self, client, ed, letter):
        client.force_login(ed)

        client.post(f"/desk/jobs/messages/{letter.pk}/cancel/")

        letter.refresh_from_db()
        assert letter.state == State.CANCELLED

    def test_what_was_undone_is_not_sent_and_says_why(self, client, ed, letter):
        OutboxMessage.objects.update(state=State.UNDONE, group="post:1:1")
        client.force_login(ed)

        page = client.get("/desk/jobs/?state=undone").text
        answer = client.post(f"/desk/jobs/messages/{letter.pk}/retry/", {"state": "undone"})

        assert "What this message tells of was undone" in page
        assert f"/desk/jobs/messages/{letter.pk}/" not in page
        assert answer.status_code == 409
        assert not Entry.objects.exists()

    def test_what_was_sent_meanwhile_stays_sent(self, client, ed, letter):
        OutboxMessage.objects.update(state=State.SENT)
        client.force_login(ed)

        answer = client.post(f"/desk/jobs/messages/{letter.pk}/retry/")

        assert answer.status_code == 409
        assert not Entry.objects.exists()

    def test_a_failed_task_runs_again_with_what_it_had(self, client, ed, failure, rye):
        client.force_login(ed)

        answer = client.post(f"/desk/jobs/tasks/{failure.pk}/retry/")

        assert answer.status_code == 302
        assert not DBTaskResult.objects.failed().exists()
        assert (
            Entry.objects.get(act="task.retried").subject_label == "blog.content.tasks.index_post"
        )

    def test_a_failed_task_is_taken_off_the_list_once(self, client, ed, failure):
        client.force_login(ed)

        answers = [client.post(f"/desk/jobs/tasks/{failure.pk}/forget/") for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 404]

    @pytest.mark.parametrize("what", ["messages/1/retry", "messages/1/cancel", "tasks/x/retry"])
    def test_an_author_presses_nothing(self, client, ada, what):
        client.force_login(ada)

        assert client.post(f"/desk/jobs/{what}/").status_code == 403


@pytest.mark.parametrize(
    ("addresses", "shown"),
    [
        (["https://news.example/"], "https://news.example/"),
        (
            ["https://news.example/", "https://news.example/a/"],
            "https://news.example/ and one more",
        ),
        ([f"https://news.example/{n}/" for n in range(9)], "https://news.example/0/ and 8 more"),
    ],
)
def test_a_purge_that_was_given_up_names_what_is_old_elsewhere(client, admin, addresses, shown):
    message = outbox.put(kind="purge", payload={"addresses": addresses})
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.DEAD, tries=8)
    client.force_login(admin)

    assert shown in client.get("/desk/jobs/").text
