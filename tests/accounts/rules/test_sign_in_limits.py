"""Where a wrong password is counted."""

from blog.accounts.rules.sign_in_limits import counts_for


def whose(**given):
    return [count.whose for count in counts_for(**given)]


def test_a_stranger_is_counted_where_the_stranger_is():
    assert ("ada@example.com", "192.0.2.1") in whose(
        account="Ada@Example.com ", network="192.0.2.1", known_device=""
    )


def test_a_known_device_has_a_count_of_its_own_and_no_other():
    assert whose(account="ada@example.com", network="192.0.2.1", known_device="d") == [
        ("ada@example.com", "d")
    ]
