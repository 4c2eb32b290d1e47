from pathlib import Path

import pytest

from blog.accounts.rules import roles
from blog.accounts.rules.roles import Act, Role
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import (
    TABLE,
    Action,
    Facts,
    Level,
    Public,
    State,
    Timing,
    Verdict,
    state_of,
)

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "workflow.md"


def test_every_action_has_a_row():
    assert set(TABLE) == set(Action)


def test_the_reference_is_the_table():
    assert REFERENCE.read_text() == workflow.reference(), "run bin/workflow"


def test_every_state_can_be_left():
    for state in State:
        assert workflow.actions_in(state, is_public=False), state


def test_whatever_makes_a_new_text_public_wants_the_required_items():
    for action, move in TABLE.items():
        if State.LIVE in move.targets and move.act in {Act.PUBLISH, Act.CORRECT}:
            restores = action in {Action.UNDO, Action.ROLL_BACK, Action.UNSCHEDULE}
            ends = action in {Action.SCHEDULE_END, Action.UNSCHEDULE_END}
            assert restores or ends or move.level is Level.REQUIRED, action


def test_whoever_may_approve_may_publish():
    """Plain Wagtail breaks when the last approver may not publish."""
    for role in Role:
        if roles.may([role], Act.REVIEW):
            assert roles.may([role], Act.PUBLISH)


def test_only_restoring_leads_out_of_the_trash():
    assert workflow.actions_in(State.TRASHED, is_public=False) == (Action.RESTORE,)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.DRAFT),
        (Facts(has_newer_text=True), State.DRAFT),
        (Facts(verdict=Verdict.OPEN), State.SUBMITTED),
        (Facts(verdict=Verdict.RETURNED), State.RETURNED),
        (Facts(verdict=Verdict.APPROVED, verdict_is_on_newest=True), State.APPROVED),
        (Facts(verdict=Verdict.APPROVED), State.DRAFT),
        (Facts(timing=Timing.WAITING, verdict=Verdict.APPROVED), State.SCHEDULED),
        (Facts(timing=Timing.FAILED, is_public=True), State.SCHEDULE_FAILED),
        (Facts(is_public=True, was_public=True), State.LIVE),
        (Facts(is_public=True, has_newer_text=True), State.LIVE_CHANGED),
        (Facts(was_public=True), State.UNPUBLISHED),
        (Facts(is_trashed=True, verdict=Verdict.OPEN), State.TRASHED),
    ],
)
def test_the_state_is_read_from_what_is_stored(facts, state):
    assert state_of(facts) is state


def test_taking_a_public_post_away_takes_the_right_to_unpublish():
    assert workflow.acts_for(Action.TRASH, is_public=True) == (Act.TRASH, Act.UNPUBLISH)
    assert workflow.acts_for(Action.TRASH, is_public=False) == (Act.TRASH,)


def test_a_correction_is_for_what_readers_have():
    assert TABLE[Action.CORRECT].public is Public.YES
    assert not workflow.fits(Action.CORRECT, State.DRAFT, is_public=False)
