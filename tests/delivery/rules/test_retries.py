"""When a message is tried again, and when no more."""

from datetime import timedelta

import pytest

from blog.delivery.rules.retries import LEASE, MOST_TRIES, PAUSES, pause_after


def test_pauses_grow_and_then_it_is_given_up():
    pauses = [pause_after(tries) for tries in range(1, MOST_TRIES)]

    assert pauses == sorted(pauses)
    assert len(set(pauses)) == len(pauses)
    assert pause_after(MOST_TRIES) is None
    assert pause_after(MOST_TRIES + 5) is None


def test_an_outage_of_a_working_day_loses_nothing():
    assert sum(PAUSES, timedelta()) >= timedelta(hours=20)


def test_a_message_is_not_taken_from_a_worker_that_still_sends():
    assert timedelta(minutes=1) <= LEASE


def test_there_is_no_pause_before_the_first_try():
    with pytest.raises(ValueError, match="0"):
        pause_after(0)
