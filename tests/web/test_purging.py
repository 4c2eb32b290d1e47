"""What is said in a transaction: one change, written with it, told once after it."""

import pytest
from django.db import transaction

from blog.web import purging
from blog.web.models import PageChange
from blog.web.purging import purge


@pytest.fixture
def told(monkeypatch):
    """What the hearers were told."""
    heard = []
    monkeypatch.setattr(purging, "_hearers", [heard.append])
    return heard


def rows():
    return list(PageChange.objects.order_by("pk").values_list("tags", "gone", "addresses"))


class OneTransaction:
    """What holds of a transaction, on its own or inside of a test's."""

    def test_all_that_is_said_is_one_change(self, told, at_its_end):
        def publish():
            purge("post:1", "posts", addresses=["/posts/loaf/"])
            with transaction.atomic():
                purge("posts", "tag:7")
            purge("post:1", gone=["post:2"], addresses=["/", "/posts/loaf/"])

        at_its_end(publish)()

        assert rows() == [(["post:1", "posts", "tag:7"], ["post:2"], ["/posts/loaf/", "/"])]
        assert [change.tags for change in told] == [["post:1", "posts", "tag:7"]]

    def test_what_an_import_says_is_told_in_several(self, told, at_its_end, monkeypatch):
        monkeypatch.setattr(purging, "MOST_TOGETHER", 3)

        def load():
            for number in range(5):
                purge(f"post:{number}", "posts")

        at_its_end(load)()

        tags = [["post:0", "posts", "post:1"], ["post:2", "posts", "post:3"], ["post:4", "posts"]]
        assert [change.tags for change in told] == tags

    def test_the_next_transaction_says_it_again(self, told, at_its_end):
        for _ in range(2):
            at_its_end(lambda: purge("post:1"))()

        assert rows() == [(["post:1"], [], [])] * 2
        assert len(told) == 2

    def test_what_was_undone_in_between_is_not_said(self, told, at_its_end):
        at_its_end(lambda: _undone(lambda: purge("post:1")))()

        assert (rows(), told) == ([], [])

    def test_what_was_undone_in_between_and_said_again_is_written(self, told, at_its_end):
        def publish():
            purge("post:1")
            _undone(lambda: purge("post:2"))
            purge("post:2")

        at_its_end(publish)()

        assert rows() == [(["post:1", "post:2"], [], [])]
        assert [change.tags for change in told] == [["post:1", "post:2"]]

    def test_an_undone_beginning_takes_nothing_with_it_that_was_said_later(self, told, at_its_end):
        def publish():
            _undone(lambda: purge("post:1"))
            purge("post:2")

        at_its_end(publish)()

        assert rows() == [(["post:2"], [], [])]
        assert [change.tags for change in told] == [["post:2"]]

    def test_what_a_hearer_changes_is_another_change(self, monkeypatch, at_its_end):
        heard = []

        def hear(change):
            heard.append(change.tags)
            if len(heard) == 1:
                with transaction.atomic():
                    purge("post:2")

        monkeypatch.setattr(purging, "_hearers", [hear])
        at_its_end(lambda: purge("post:1"))()

        assert rows() == [(["post:1"], [], []), (["post:2"], [], [])]


@pytest.mark.usefixtures("shared_database")
class TestOfOneTransaction(OneTransaction):
    @pytest.fixture
    def at_its_end(self):
        """A transaction, after which what waits for its end is done."""
        return transaction.atomic


@pytest.mark.django_db
class TestInATransactionOfATest(OneTransaction):
    @pytest.fixture
    def at_its_end(self, django_capture_on_commit_callbacks):
        """A transaction inside of the test's own."""

        def decorate(work):
            def run():
                with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
                    work()

            return run

        return decorate


@pytest.mark.usefixtures("shared_database")
def test_without_a_transaction_it_is_said_at_once(told):
    purge("post:1")
    purge("post:1")

    assert len(told) == 2


def _undone(work):
    with transaction.atomic():
        work()
        transaction.set_rollback(True)
