from datetime import timedelta

import pytest

from blog.publishing.rules.retrying import pause_after


def test_pauses_grow_and_never_end():
    pauses = [pause_after(tries) for tries in range(1, 40)]

    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(seconds=30)
    assert pauses[-1] == timedelta(minutes=30)


def test_no_try_has_no_pause():
    with pytest.raises(ValueError, match="0"):
        pause_after(0)
