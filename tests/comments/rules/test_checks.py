from dataclasses import replace
from datetime import UTC, datetime, timedelta

from blog.comments.rules.checks import (
    Context,
    Draft,
    Moderation,
    Record,
    Refusal,
    SpamScore,
    judge,
)
from blog.comments.rules.phrases import Phrase, Weight
from blog.comments.rules.states import State

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAIN = Context(at=NOON, moderation=Moderation.NONE)
KNOWN = Record(approved=1, shown=3)
TRUSTED = Record(approved=2, shown=9)


def after(source="I added caraway.", **changes):
    return judge(Draft(source), replace(PLAIN, **changes))


def test_a_plain_comment_is_shown():
    assert after().state is State.NONE


def test_nothing_and_too_much_are_refused():
    assert after("  ").refusal is Refusal.EMPTY
    verdict = after("x" * 5003)
    assert (verdict.refusal, verdict.detail) == (Refusal.TOO_LONG, "3")


def test_a_closed_conversation_takes_edits_and_no_comments():
    assert after(closed_because="ended").refusal is Refusal.CLOSED
    assert after(closed_because="ended", is_edit=True).state is State.NONE


def test_a_new_persons_comment_waits_where_the_policy_says_so():
    assert after(moderation=Moderation.NEW).state is State.PREMOD
    assert after(moderation=Moderation.NEW, record=KNOWN).state is State.NONE


def test_everybodys_waits_where_the_policy_says_so_except_the_teams():
    assert after(moderation=Moderation.ALL, record=TRUSTED).state is State.PREMOD
    assert after(moderation=Moderation.ALL, record=Record(is_team=True)).state is State.NONE


def test_the_same_words_again_are_refused_whatever_their_spacing():
    record = Record(last_text="i added caraway.")
    assert after("I  added\ncaraway. ", record=record).refusal is Refusal.DUPLICATE


def test_a_flood_is_stopped_and_says_for_how_long():
    verdict = after(record=Record(minutes_ago=(0.1, 0.5, 1.0, 1.5)))
    assert verdict.refusal is Refusal.FLOOD
    assert verdict.wait_seconds == 31


def test_a_suspended_person_comes_back_and_a_banned_one_does_not():
    gone = Record(suspended_until=NOON + timedelta(days=2))
    assert after(record=gone).refusal is Refusal.SUSPENDED
    back = Record(suspended_until=NOON - timedelta(seconds=1))
    assert after(record=back).state is State.NONE
    assert after(record=Record(is_banned=True)).refusal is Refusal.BANNED


def test_a_banned_phrase_is_withheld_and_its_place_kept():
    phrases = (Phrase("cheap pills", Weight.BANNED),)
    text = "Buy сheap  pílls now"
    verdict = after(text, phrases=phrases, record=TRUSTED)
    assert (verdict.state, verdict.rule) == (State.WITHHELD, "banned_phrase")
    assert text[slice(*verdict.span)] == "сheap  pílls"


def test_a_repeat_offender_is_withheld():
    assert after(record=Record(approved=9, recent=3, recent_rejected=1)).state is State.WITHHELD
    assert after(record=Record(approved=9, recent=9, recent_rejected=1)).state is State.NONE


def test_spam_is_withheld_even_from_the_trusted():
    spam = SpamScore(0.99, ("casino", "bonus"))
    verdict = after(spam=spam, record=TRUSTED)
    assert (verdict.state, verdict.detail) == (State.WITHHELD, "casino, bonus")


def test_many_links_wait_unless_the_person_is_trusted():
    text = "https://a.example https://b.example https://c.example"
    assert after(text, record=KNOWN).state is State.PREMOD
    assert after(text, record=TRUSTED).state is State.NONE
