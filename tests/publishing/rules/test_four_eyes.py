from blog.publishing.rules.four_eyes import (
    EyesRefusal,
    Reading,
    refuse_approval,
    refuse_publication,
)

ADA, ED, EVE = 1, 2, 3


def test_nobody_approves_what_they_submitted():
    reading = Reading(policy=True, by=ED, last_editor=ADA, submitter=ED, may_review=True)

    assert refuse_approval(reading) is EyesRefusal.SUBMITTED_IT


def test_nobody_approves_what_they_changed_last():
    reading = Reading(policy=True, by=ED, last_editor=ED, submitter=ADA, may_review=True)

    assert refuse_approval(reading) is EyesRefusal.WROTE_IT


def test_another_person_approves():
    assert refuse_approval(Reading(True, by=EVE, last_editor=ED, submitter=ADA)) is None


def test_without_the_policy_one_is_enough():
    reading = Reading(policy=False, by=ED, last_editor=ED, submitter=ED)

    assert refuse_approval(reading) is None
    assert refuse_publication(reading) is None


def test_an_approved_text_is_published_by_whoever_may():
    assert refuse_publication(Reading(True, by=ADA, last_editor=ADA, approver=ED)) is None


def test_an_author_who_may_publish_still_needs_a_reader():
    reading = Reading(policy=True, by=ADA, last_editor=ADA)

    assert refuse_publication(reading) is EyesRefusal.NOT_APPROVED


def test_an_editor_who_publishes_anothers_text_is_the_second_pair():
    assert refuse_publication(Reading(True, by=ED, last_editor=ADA, may_review=True)) is None
    assert (
        refuse_publication(Reading(True, by=ED, last_editor=ED, may_review=True))
        is EyesRefusal.WROTE_IT
    )


def test_an_approval_by_the_writer_counts_for_nothing():
    reading = Reading(policy=True, by=ADA, last_editor=ED, approver=ED)

    assert refuse_publication(reading) is EyesRefusal.NOT_APPROVED


def test_an_approval_by_whoever_submitted_it_counts_for_nothing():
    reading = Reading(policy=True, by=EVE, last_editor=ADA, submitter=ED, approver=ED)

    assert refuse_publication(reading) is EyesRefusal.NOT_APPROVED
