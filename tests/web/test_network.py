"""No address is kept: what is kept is the same for one network, and nothing without the key."""

import ipaddress

import pytest

from blog.web.network import KEPT_DAYS, NO_ADDRESS, network_hash, stand_in


def test_a_hash_does_not_show_the_address():
    found = network_hash("203.0.113.7")

    assert len(found) == 32
    assert "203" not in found
    assert found == network_hash("203.0.113.7")
    assert found != network_hash("203.0.113.8")


def test_an_ipv6_address_counts_as_its_network():
    assert network_hash("2001:db8:1:2::1") == network_hash("2001:db8:1:2:ffff::9")
    assert network_hash("2001:db8:1:2::1") != network_hash("2001:db8:1:3::1")


def test_an_ipv4_address_in_ipv6_clothes_is_the_same():
    assert network_hash("::ffff:203.0.113.7") == network_hash("203.0.113.7")


@pytest.mark.parametrize("nothing", ["", "unknown", "203.0.113.7:80"])
def test_what_is_no_address_has_no_hash(nothing):
    assert network_hash(nothing) == ""
    assert stand_in(nothing) == NO_ADDRESS


def test_the_hash_depends_on_the_key(settings):
    before = network_hash("203.0.113.7")
    settings.SECRET_KEY = "another-key-that-is-also-long-enough-to-be-used"

    assert network_hash("203.0.113.7") != before


def test_a_stand_in_is_an_address_that_no_host_has():
    found = ipaddress.ip_address(stand_in("203.0.113.7"))

    assert found in ipaddress.ip_network("100::/64")
    assert str(found) != NO_ADDRESS
    assert KEPT_DAYS == 30
