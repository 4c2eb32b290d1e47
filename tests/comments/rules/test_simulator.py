from blog.comments.rules.phrases import Phrase, Weight
from blog.comments.rules.simulator import Past, replay

PILLS = Phrase("cheap pills", Weight.BANNED)


def test_hits_are_counted_with_what_people_said():
    outcome = replay(
        PILLS,
        [
            Past(1, "Buy cheap pills", was_rejected=True),
            Past(2, "No cheap pills here", was_rejected=False),
            Past(3, "Bread", was_rejected=True),
        ],
    )

    assert outcome.looked_at == 3
    assert [(hit.comment_id, hit.caught.hit) for hit in outcome.hits] == [
        (1, "cheap pills"),
        (2, "cheap pills"),
    ]
    assert outcome.precision == 0.5
    assert not outcome.is_harmful


def test_a_phrase_that_catches_what_stands_is_harmful():
    assert replay(PILLS, [Past(1, "Cheap pills", was_rejected=False)]).is_harmful


def test_a_phrase_without_hits_is_neither():
    outcome = replay(PILLS, [Past(1, "Bread", was_rejected=True)])

    assert outcome.precision is None
    assert outcome.percent is None
    assert not outcome.is_harmful
