"""Which mail addresses are of the kind that lasts an hour."""

import pytest

from blog.comments.rules.throwaway import is_throwaway


@pytest.mark.parametrize(
    ("email", "is_one"),
    [
        ("a@mailinator.com", True),
        ("a@MAILINATOR.com.", True),
        ("a@inbox.mailinator.com", True),
        ("rosa@example.com", False),
        ("rosa@gmail.com", False),
        ("rosa@post.example", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_is_known_by_its_host(email, is_one):
    assert is_throwaway(email) is is_one
