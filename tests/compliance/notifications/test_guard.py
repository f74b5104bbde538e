"""
Hold the guard to every known way around it: whoever registers a webhook reaches nothing but the public internet.
"""

from __future__ import annotations

import pytest

from compliance.errors import Rejected
from compliance.notifications.guard import Forbidden, Unresolved, is_public, understand, vet

NOBODY: frozenset[str] = frozenset()
PUBLIC_4, PUBLIC_6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

REFUSED = (
    "http://hooks.example.com/a",
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "gopher://hooks.example.com/",
    "https://",
    "https:///path",
    "//hooks.example.com/",
    "hooks.example.com",
    # Addresses in every notation that some resolver takes for one.
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0x0.0x0.0x1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://127.0.0.1./",
    "https://0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[fe80::1%25eth0]/",
    f"https://{PUBLIC_4}/",
    f"https://[{PUBLIC_6}]/",
    "https://127.0.0.0x1/",
    "https://example.0xA/",
    # Names of this machine and this network.
    "https://localhost/",
    "https://localhost./",
    "https://metadata/",
    "https://hooks.example.com./",
    # Another host than a reader sees.
    "https://hooks.example.com@127.0.0.1/",
    "https://127.0.0.1@hooks.example.com/",
    "https://user:word@hooks.example.com/",
    "https://hooks.example.com\\@127.0.0.1/",
    "https://hooks.example.com#@127.0.0.1/",
    "https://hooks.example.com\t.evil.example/",
    "https://hooks.example.com\r\nHost: x/",
    "https://hooks.example.com /",
    "https://ｌｏｃａｌｈｏｓｔ/",
    "https://①②⑦.0.0.1/",
    "https://hooks。example。com/",
    "https://%31%32%37.0.0.1/",
    "https://hooks..example.com/",
    "https://-hooks.example.com/",
    # Ports of other services.
    "https://hooks.example.com:22/",
    "https://hooks.example.com:25/",
    "https://hooks.example.com:80/",
    "https://hooks.example.com:5432/",
    "https://hooks.example.com:0/",
    "https://hooks.example.com:65536/",
    "https://hooks.example.com:x/",
    "https://hooks.example.com/" + "a" * 2000,
)

INNER = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 - no address to listen on
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    f"::ffff:{PUBLIC_4}",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "3fff::1",
    f"{PUBLIC_6}%eth0",
    "no address",
)


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_public_https_address_by_name_is_refused(url: str) -> None:
    """
    Other schemes, addresses in any notation, names of this network, user names and other ports are refused unresolved.
    """
    with pytest.raises(Rejected) as refusal:
        understand(url, NOBODY)
    assert refusal.value.code == "url"


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://hooks.example.com", "hooks.example.com", "/"),
        ("https://HOOKS.example.com:443/a/b?c=d%20e", "hooks.example.com", "/a/b?c=d%20e"),
        ("https://hooks.example.com:8443/a", "hooks.example.com:8443", "/a"),
        ("https://xn--9n2bp8q.xn--3e0b707e/", "xn--9n2bp8q.xn--3e0b707e", "/"),
    ],
)
def test_a_public_https_address_is_understood(url: str, authority: str, path: str) -> None:
    """
    An address by name and HTTPS is taken, Korean domains in their ASCII form included.
    """
    target = understand(url, NOBODY)
    assert (target.authority, target.path, target.is_plain, target.is_inside) == (authority, path, False, False)


@pytest.mark.parametrize("address", INNER)
def test_inner_and_disguised_addresses_are_not_public(address: str) -> None:
    """
    Loopback, private, link-local, shared, reserved and multicast ranges, and IPv4 in the clothes of IPv6, are not public.
    """
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC_4, PUBLIC_6, "1.1.1.1", "203.247.144.10"])
def test_public_addresses_are_public(address: str) -> None:
    """
    What anybody on the internet reaches may be called.
    """
    assert is_public(address)


def test_one_inner_address_among_public_ones_forbids_the_name() -> None:
    """
    A name that resolves to a public and an inner address is not called at all.
    """
    target = understand("https://hooks.example.com/", NOBODY)
    assert vet(target, lambda *_: [PUBLIC_4, PUBLIC_6]) == [PUBLIC_4, PUBLIC_6]
    for inner in INNER:
        with pytest.raises(Forbidden):
            vet(target, lambda *_, inner=inner: [PUBLIC_4, inner])


def test_a_name_without_an_address_is_told_apart() -> None:
    """
    A name nobody knows is not forbidden, it is unresolved, and is tried again later.
    """

    def fails(*_: object) -> list[str]:
        raise OSError

    target = understand("https://hooks.example.com/", NOBODY)
    with pytest.raises(Unresolved):
        vet(target, fails)
    with pytest.raises(Unresolved):
        vet(target, lambda *_: [])


def test_the_operator_vouches_for_hosts_inside_by_name_and_port() -> None:
    """
    A host of the settings may be inside and plain, at the port that was named and at no other.
    """
    inside = frozenset({"10.0.0.5:9000", "bus.office.internal"})
    for url in ("http://10.0.0.5:9000/", "https://10.0.0.5:9000/", "http://bus.office.internal/"):
        assert vet(understand(url, inside), lambda *_: ["10.0.0.5"]) == ["10.0.0.5"]
    for url in ("http://10.0.0.5/", "http://10.0.0.5:22/", "http://bus.office.internal:9000/", "http://10.0.0.6:9000/"):
        with pytest.raises(Rejected):
            understand(url, inside)
