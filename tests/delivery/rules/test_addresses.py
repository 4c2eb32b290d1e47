"""Which addresses may be spoken to: nothing inside, however it is spelled."""

import pytest

from blog.delivery.rules.addresses import LONGEST, Refusal, is_here, is_public, refusal_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "0.0.0.0",  # noqa: S104
        "255.255.255.255",
        "224.0.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fdaa::3",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:224.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
        "64:ff9b::a9fe:a9fe",
        "fec0::1",
        "::ffff:0:127.0.0.1",
        "4000::1",
    ],
)
def test_addresses_inside_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]
)
def test_addresses_outside_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.1", False),
        ("93.184.216.34", False),
        ("fe80::1", False),
    ],
)
def test_this_machine_is_known(address, here):
    assert is_here(address) is here


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://example.com/hook?a=b", None),
        ("https://example.com:8443/hook", None),
        ("https://93.184.216.34/", None),
        ("http://example.com/", Refusal.NOT_HTTPS),
        ("ftp://example.com/", Refusal.NOT_HTTPS),
        ("//example.com/", Refusal.NOT_HTTPS),
        ("example.com/hook", Refusal.NO_ADDRESS),
        ("https://", Refusal.NO_ADDRESS),
        ("https://[::1/", Refusal.NO_ADDRESS),
        ("https://example.com:99999/", Refusal.NO_ADDRESS),
        ("https://exam ple.com/", Refusal.NO_ADDRESS),
        ("https://example.com/\r\nHost: other", Refusal.NO_ADDRESS),
        ("https://user:secret@example.com/", Refusal.HAS_LOGIN),
        ("https://user@example.com/", Refusal.HAS_LOGIN),
        ("https://10.0.0.1/", Refusal.INSIDE),
        ("https://[fdaa::3]/", Refusal.INSIDE),
        ("https://[::ffff:10.0.0.1]/", Refusal.INSIDE),
        ("https://169.254.169.254/latest/", Refusal.INSIDE),
        ("https://localhost/", Refusal.INSIDE),
        ("https://intranet/", Refusal.INSIDE),
        ("https://app.internal/", Refusal.INSIDE),
        ("https://printer.local./", Refusal.INSIDE),
        (f"https://example.com/{'a' * LONGEST}", Refusal.TOO_LONG),
    ],
)
def test_what_is_typed_is_refused_with_a_reason(url, why):
    assert refusal_of(url) is why


def test_developers_may_send_to_their_own_machine_and_nowhere_else_inside():
    assert refusal_of("http://127.0.0.1:9000/hook", here_is_fine=True) is None
    assert refusal_of("http://localhost:9000/hook", here_is_fine=True) is None
    assert refusal_of("https://10.0.0.1/", here_is_fine=True) is Refusal.INSIDE
    assert refusal_of("http://example.com/", here_is_fine=True) is Refusal.NOT_HTTPS
