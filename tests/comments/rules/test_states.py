"""The five states of a comment."""

from blog.comments.rules.states import VISIBLE, WAITING, State


def test_no_state_is_shown_and_waits_and_only_what_was_rejected_does_neither():
    assert not VISIBLE & WAITING
    assert set(State) - VISIBLE - WAITING == {State.REJECTED}
