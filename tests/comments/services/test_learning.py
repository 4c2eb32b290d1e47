"""The site learns from what moderators rejected as spam, and says how well."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from blog.comments.models import Comment, Decision, Revision, SpamModel
from blog.comments.rules import spam
from blog.comments.rules.states import State
from blog.comments.selectors import quality
from blog.comments.selectors.spam import get_examples, get_learned, get_scores
from blog.comments.services import changing, learning, moderation, posting

SPAM = "Buy cheap pills number {} at https://pills.example/ today, best price"
BREAD = "I baked rye loaf number {} with caraway, and my neighbour liked the crust"


@pytest.fixture
def decided(rye, ravi, mo, noon):
    """Comments with a decision on each: so many are spam, so many are not."""

    def make(number, *, code="spam", after=State.REJECTED, words=SPAM, start=0):
        for n in range(start, start + number):
            source = words.format(n)
            comment = Comment.objects.create(
                post=rye, author=ravi, author_name="Ravi", state=after, first_state="premod",
                written_at=noon, source=source, html=source,
            )  # fmt: skip
            comment.revision = Revision.objects.create(
                comment=comment, source=source, html=source, written_at=noon
            )
            comment.save()
            Decision.objects.create(
                comment=comment, revision=comment.revision, actor=mo, actor_name="Mo",
                before="premod", after=after, code=code, at=noon,
            )  # fmt: skip

    return make


@pytest.fixture
def learned(decided, noon):
    """A site that knows spam when it sees it."""
    decided(70)
    decided(70, code="", after=State.APPROVED, words=BREAD)
    return learning.learn(at=noon)


def test_learns_nothing_from_too_few_decisions(decided, noon):
    decided(20)
    decided(90, code="", after=State.APPROVED, words=BREAD)

    assert learning.learn(at=noon) is None
    assert get_scores(["Cheap pills"]) == [None]


def test_what_it_has_learned_is_measured_on_what_it_has_not_seen(learned):
    seen = learned.spam + learned.others
    kept = learned.found + learned.false_alarms + learned.missed + learned.passed

    assert seen + kept == 140
    assert kept > 10
    assert get_learned()[1].may_withhold
    assert get_learned()[1].precision == 1


def test_is_kept_as_numbers_and_holds_no_rare_word(learned):
    row = SpamModel.objects.get()

    assert all(isinstance(weight, float) for weight in row.weights.values())
    assert row.weights["pills"] > 0 > row.weights["crust"]
    assert "17" not in row.weights


def test_its_weights_are_those_of_the_library(learned):
    from nltk.classify import NaiveBayesClassifier

    known = [(spam.terms_of(source), is_spam) for source, is_spam in get_examples()
             if not spam.is_held_out(source)]  # fmt: skip
    usual = set(SpamModel.objects.get().weights)
    classifier = NaiveBayesClassifier.train(
        [(dict.fromkeys(terms & usual, True), is_spam) for terms, is_spam in known]
    )
    model = SpamModel.objects.get()
    terms = spam.terms_of("cheap rye") & usual
    ours = model.prior + sum(model.weights[term] for term in terms)
    answer = classifier.prob_classify(dict.fromkeys(terms, True))
    theirs = (answer.logprob(True) - answer.logprob(False)) * 0.6931471805599453

    assert ours == pytest.approx(theirs, abs=0.001)


def test_spam_is_withheld_with_the_words_that_say_so(learned, rye, rosa, noon):
    source = "Best price: buy cheap pills at https://pills.example/"
    comment = posting.post_comment(post=rye, by=rosa, at=noon, source=source)

    decision = comment.decisions.get()
    assert (comment.state, decision.rule) == (State.WITHHELD, "spam")
    assert "pills" in decision.detail


def test_a_model_that_raises_false_alarms_only_hints(learned, rye, rosa, noon):
    SpamModel.objects.update(false_alarms=30, at=noon + timedelta(days=1))
    comment = posting.post_comment(post=rye, by=rosa, at=noon, source=SPAM.format("x"))

    assert comment.decisions.get().rule != "spam"
    assert get_scores([SPAM.format("x")])[0].probability > 0.9


def test_an_edit_is_looked_at_again(learned, rye, rosa, noon):
    comment = posting.post_comment(post=rye, by=rosa, at=noon, source="Rye with caraway.")
    comment = changing.edit_comment(
        comment=comment, by=rosa, at=noon, source="Buy cheap pills at https://pills.example/"
    )

    assert comment.state == State.WITHHELD


def test_only_spam_and_approved_comments_are_examples(decided, rye, mo, noon):
    decided(1)
    decided(1, code="abuse", words="You {}")
    decided(1, code="", after=State.APPROVED, words=BREAD)

    assert sorted(is_spam for _source, is_spam in get_examples()) == [False, True]
    last = Decision.objects.order_by("pk").first()
    moderation.undo(decision=last, by=mo, at=noon)
    assert [is_spam for _source, is_spam in get_examples()] == [False]


def test_learns_once_a_day_and_only_from_something_new(learned, decided, noon):
    assert learning.learn_if_due(at=noon + timedelta(hours=25)) is None  # nothing was decided
    decided(1, start=500)
    Decision.objects.order_by("-pk")[:1]
    assert learning.learn_if_due(at=noon + timedelta(hours=1)) is None  # too early
    Decision.objects.filter(pk=Decision.objects.last().pk).update(at=noon + timedelta(hours=2))
    assert learning.learn_if_due(at=noon + timedelta(hours=25)) is not None
    for days in range(2, 6):
        learning.learn(at=noon + timedelta(days=days))
    assert SpamModel.objects.count() == learning.KEPT


def test_the_report_says_how_good_it_is(learned, noon):
    table = quality.get_report(at=noon)[-1]

    assert ("Of what it calls spam, moderators agreed", "100 %") in table.rows
    assert ("Withholds comments", "yes") in table.rows


def test_the_queue_names_the_words(learned, client, mo, rye, rosa, noon):
    posting.post_comment(post=rye, by=rosa, at=noon, source=SPAM.format("x"))
    client.force_login(mo)

    assert "Like spam" in client.get("/desk/moderation/").text
    assert "Learned from rejected spam" in client.get("/desk/moderation/quality/").text


def test_by_hand(decided, db):
    out = StringIO()
    call_command("learn_spam", stdout=out)
    assert "Too few decisions" in out.getvalue()

    decided(70)
    decided(70, code="", after=State.APPROVED, words=BREAD)
    call_command("learn_spam", stdout=out)
    assert "It withholds." in out.getvalue()
