"""What has become of an invitation. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.accounts.rules.invitations import GOOD_FOR, State, state_of

SENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = SENT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("accepted_at", "revoked_at", "at", "expected"),
    [
        (None, None, LATER, State.OPEN),
        (None, None, SENT + GOOD_FOR, State.EXPIRED),
        (LATER, None, SENT + GOOD_FOR, State.ACCEPTED),
        (None, LATER, SENT + GOOD_FOR, State.REVOKED),
        (LATER, LATER, LATER, State.ACCEPTED),
    ],
)
def test_state(accepted_at, revoked_at, at, expected):
    state = state_of(
        accepted_at=accepted_at, revoked_at=revoked_at, expires_at=SENT + GOOD_FOR, at=at
    )
    assert state is expected
