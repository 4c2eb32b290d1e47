"""Learning from the team's decisions what spam looks like here."""

import math
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from blog.comments.models import Decision, SpamModel
from blog.comments.rules import spam
from blog.comments.selectors.spam import forget, get_examples

KEPT = 3  # models
EVERY = timedelta(days=1)


def learn_if_due(*, at: datetime) -> SpamModel | None:
    """Learn anew once a day, if anything was decided since; return what was learned."""
    newest = SpamModel.objects.defer("weights").order_by("pk").last()
    if newest is not None:
        since = Decision.objects.by_people().filter(at__gt=newest.at)
        if newest.at > at - EVERY or not since.exists():
            return None
    return learn(at=at)


def learn(*, at: datetime) -> SpamModel | None:
    """Learn from all decisions but every fifth text, and measure with those; None if too few.

    It withholds nothing until it does well enough on what it has not seen.
    """
    examples = list(get_examples())
    known = [(spam.terms_of(source), is_spam) for source, is_spam in examples
             if not spam.is_held_out(source)]  # fmt: skip
    held_out = [one for one in examples if spam.is_held_out(one[0])]
    number = sum(is_spam for _terms, is_spam in known)
    if min(number, len(known) - number) < spam.LEAST_OF_EACH:
        return None
    model = _fit(known)
    learned = spam.measure(model, held_out, spam=number, others=len(known) - number)
    return _keep(model, learned, at)


def _fit(known: list[tuple[frozenset[str], bool]]) -> spam.Model:
    # Here alone, because it takes a second and 40 MB: whoever only scores a text needs none of it.
    from nltk.classify import NaiveBayesClassifier

    seen = Counter(term for terms, _is_spam in known for term in terms)
    usual = {term for term, times in seen.items() if times >= spam.SEEN_IN}
    classifier = NaiveBayesClassifier.train(
        [(dict.fromkeys(terms & usual, True), is_spam) for terms, is_spam in known]
    )
    labels, features = classifier._label_probdist, classifier._feature_probdist
    return spam.Model(
        prior=_ratio(labels.prob(True), labels.prob(False)),
        weights={
            term: _ratio(features[True, term].prob(True), features[False, term].prob(True))
            for term in sorted(usual)
        },
    )


def _ratio(spam_share: float, other_share: float) -> float:
    return round(math.log(spam_share / other_share), 4)


@transaction.atomic
def _keep(model: spam.Model, learned: spam.Learned, at: datetime) -> SpamModel:
    made = SpamModel.objects.create(
        at=at,
        prior=model.prior,
        weights=dict(model.weights),
        spam=learned.spam,
        others=learned.others,
        found=learned.found,
        false_alarms=learned.false_alarms,
        missed=learned.missed,
        passed=learned.passed,
    )
    old = SpamModel.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
    SpamModel.objects.filter(pk__in=list(old)).delete()
    transaction.on_commit(forget)
    return made
