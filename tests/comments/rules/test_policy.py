from datetime import UTC, datetime, timedelta

from blog.comments.rules.checks import Moderation
from blog.comments.rules.policy import Closed, Words, settle

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SITE = Words("members", "new", 30)


def test_the_nearest_word_holds_and_each_question_is_answered_alone():
    policy = settle((Words("inherit", "all"), Words("closed"), SITE), published_at=NOON)
    assert policy.is_off
    assert policy.moderation is Moderation.ALL
    assert policy.closes_at == NOON + timedelta(days=30)


def test_zero_days_is_never_even_under_a_site_that_closes():
    assert settle((Words(close_after_days=0), SITE), published_at=NOON).closes_at is None


def test_it_says_why_it_is_closed():
    policy = settle((SITE,), published_at=NOON)
    assert policy.closed(NOON) is None
    assert policy.closed(NOON + timedelta(days=30)) is Closed.ENDED
    assert settle((Words("closed"),), published_at=NOON).closed(NOON) is Closed.OFF
