"""Which hosts may be asked."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpdesk.links.external.hosts import Allowance, host_name, is_public, parsed_entry

FORBIDDEN = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0::",
    "::7f00:1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_that_is_not_public_may_not_be_asked(address):
    assert not Allowance().allows("host", ip_address(address), 80)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "13.107.246.40", "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::1111"]
)
def test_a_public_address_may_be_asked(address):
    assert is_public(ip_address(address))


@given(some.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_when_ipv6_carries_it(address):
    assert is_public(ip_address(f"::ffff:{address}")) == is_public(address)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0xA9FEA9FE", "169.254.169.254"),
        ("1.2.3.4.", "1.2.3.4"),
        ("::1", "[::1]"),
        ("Bücher.DE", "xn--bcher-kva.de"),
        ("EXAMPLE.com", "example.com"),
    ],
)
def test_a_host_is_asked_for_as_browsers_understand_it(written, meant):
    assert host_name(written) == meant


@pytest.mark.parametrize(
    ("entry", "host", "address", "port", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8001, False),
        ("127.0.0.1", "127.0.0.2", "127.0.0.2", 80, False),
        ("10.0.0.0/8", "intranet", "10.9.8.7", 443, True),
        ("10.0.0.0/8:443", "intranet", "10.9.8.7", 80, False),
        ("intranet", "intranet", "10.9.8.7", 443, True),
        ("intranet", "other", "10.9.8.7", 443, False),
        ("http://localhost:8000/x", "localhost", "127.0.0.1", 8000, True),
        ("[::1]:8000", "::1", "::1", 8000, True),
        ("::1", "::1", "::1", 8000, True),
        ("fd00::/8", "host", "fd00::5", 1, True),
        ("127.0.0.1", "host", "::ffff:127.0.0.1", 1, True),
    ],
)
def test_what_somebody_named_may_be_asked_and_nothing_more(entry, host, address, port, allowed):
    assert Allowance((entry,)).allows(host, ip_address(address), port) == allowed


@pytest.mark.parametrize("entry", ["", "a b", "user@host", "host:port", "1.2.3.4/99", "[x]"])
def test_an_entry_that_names_nothing_is_refused(entry):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        parsed_entry(entry)
