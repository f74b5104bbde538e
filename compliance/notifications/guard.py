"""
Decide which addresses this service may call: nobody who registers a webhook makes it reach into its own network.

Only HTTPS to a public address, by a name; hosts that the operator named in the settings may be inside, and be called by
plain HTTP. A name is resolved once, and exactly what was vetted is connected to, so that a name that resolves
otherwise a moment later changes nothing. Source: ../shared/security/SECURITY.md (OWASP API7).
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from compliance.errors import Rejected

LONGEST_URL = 2000
PUBLIC_PORTS = frozenset({443, 8443})
USUAL_PORT = {"https": 443, "http": 80}
MOST_ADDRESSES = 4
"""Addresses of one name that are tried."""
VISIBLE_ASCII = re.compile(r"[!-~]+")
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
# The last label of a name that is no number: `2130706433`, `0x7f.1` and `127.1` are addresses to some resolvers.
PUBLIC_NAME = re.compile(rf"(?:{LABEL}\.)+(?!0x)[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])")
GLOBAL_UNICAST = IPv6Network("2000::/3")
# Ranges of IPv6 that stand for others: 6to4 and Teredo lead to IPv4, the last is for documents.
STANDING_FOR_OTHERS = tuple(map(IPv6Network, ("2002::/16", "2001::/23", "2001:db8::/32", "3fff::/20")))

Resolve = Callable[[str, int], Sequence[str]]
"""Give the addresses of a name."""


class Forbidden(Exception):
    """
    Report an address that may not be called.
    """


class Unresolved(Exception):
    """
    Report a name without an address.
    """


@dataclass(frozen=True, slots=True)
class Target:
    """
    Hold an address as it was understood: by which name, at which port, in plain HTTP or not.
    """

    host: str
    port: int
    path: str
    is_plain: bool
    is_inside: bool
    """Named in the settings: its address need not be public."""

    @property
    def authority(self) -> str:
        """
        Return what belongs into the Host header.
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORT["http" if self.is_plain else "https"] else f"{host}:{self.port}"


def understand(url: str, inside: frozenset[str]) -> Target:
    """
    Read an address; `inside` are the hosts ("name" or "name:port") that the operator vouches for.

    Raises:
        Rejected: "url", it is none that may be called, whatever its name resolves to.
    """
    parts = _split(url)
    scheme, host = parts.scheme, (parts.hostname or "").lower()
    port = _port(parts)
    is_inside = f"{host}:{port}" in inside or (host in inside and port == USUAL_PORT[scheme])
    if not is_inside:
        if scheme != "https":
            raise _refused("https 주소만 쓸 수 있습니다", "only https addresses are called")
        if PUBLIC_NAME.fullmatch(host) is None:
            raise _refused("공개된 도메인 이름이어야 합니다", "the host has to be a public domain name")
        if port not in PUBLIC_PORTS:
            raise _refused("443 또는 8443 포트만 쓸 수 있습니다", "only ports 443 and 8443 are called")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port, path, scheme == "http", is_inside)


def vet(target: Target, resolve: Resolve) -> list[str]:
    """
    Resolve a name once and give the addresses to connect to.

    Raises:
        Unresolved: the name has no address.
        Forbidden: one of its addresses is not public.
    """
    try:
        addresses = list(resolve(target.host, target.port))
    except (OSError, UnicodeError) as failed:
        raise Unresolved from failed
    if not addresses:
        raise Unresolved
    if not target.is_inside and not all(map(is_public, addresses)):
        raise Forbidden
    return addresses[:MOST_ADDRESSES]


def is_public(address: str) -> bool:
    """
    Tell whether an IP address is one of the public internet.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv6Address):
        return _is_public_6(known)
    return _is_public_4(known)


def resolve(host: str, port: int) -> list[str]:
    """
    Ask the system for the addresses of a name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_public_6(address: IPv6Address) -> bool:
    # An IPv4 address in the clothes of IPv6 is refused as such: no resolver gives one for a public name.
    return (
        address in GLOBAL_UNICAST
        and address.is_global
        and address.scope_id is None
        and not any(address in network for network in STANDING_FOR_OTHERS)
    )


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST_URL or VISIBLE_ASCII.fullmatch(url) is None or "\\" in url:
        raise _refused("주소는 2,000자 이하의 ASCII여야 합니다", "the address has to be ASCII of 2,000 letters at most")
    try:
        parts = urlsplit(url)
    except ValueError as wrong:
        raise _refused("주소를 이해할 수 없습니다", "the address cannot be understood") from wrong
    if parts.scheme not in USUAL_PORT or not parts.hostname:
        raise _refused("https 주소만 쓸 수 있습니다", "only https addresses are called")
    if "@" in parts.netloc or parts.fragment:
        raise _refused("주소에 사용자 이름이나 #을 쓸 수 없습니다", "the address may hold no user name and no fragment")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return USUAL_PORT[parts.scheme] if parts.port is None else parts.port
    except ValueError as wrong:
        raise _refused("포트를 이해할 수 없습니다", "the port cannot be understood") from wrong


def _refused(ko: str, en: str) -> Rejected:
    return Rejected(ko, en, "url")
