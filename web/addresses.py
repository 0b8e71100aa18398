"""Which addresses an outgoing request may reach: public ones, and private ones that the
installation's setting PARLEY_PRIVATE_HOSTS names.
"""

from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

# IPv6 in use is all of 2000::/3, which leaves out loopback, link-local, multicast, IPv4-mapped
# (::ffff:0:0/96) and NAT64 (64:ff9b::/96) by itself. Python's own is_global differs by release.
UNICAST = ip_network("2000::/3")
SPECIAL = [
    ip_network(text)
    for text in (
        "2001::/23",  # Teredo, which hides an IPv4 address, and others of the IETF's
        "2001:db8::/32",
        "2002::/16",  # 6to4: the IPv4 address follows
        "3fff::/20",
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays of 6to4
    )
]


@dataclass(frozen=True, slots=True)
class Private:
    """An entry of PARLEY_PRIVATE_HOSTS: a host's name, or a network; port None is any port."""

    name: str
    port: int | None

    @classmethod
    def read(cls, entry: str) -> "Private":
        """`host`, `host:port`, `10.0.0.5:8000`, `[::1]:8000`, `10.0.0.0/8`; else ValueError."""
        network = _network(entry)
        parts = urlsplit(f"//{entry}")
        if network is None and (not parts.hostname or parts.path or parts.username is not None):
            raise ValueError(f"{entry!r} is neither a host, a host:port nor a network")
        return cls(entry, None) if network else cls(parts.hostname, parts.port)

    def covers(self, host: str, address: IPv4Address | IPv6Address, port: int) -> bool:
        if self.port not in (None, port):
            return False
        network = _network(self.name)
        return host == self.name if network is None else address in network


def _network(text):
    try:
        return ip_network(text)
    except ValueError:
        return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody's server may be there: not private, loopback, link-local, special …"""
    if any(address in network for network in SPECIAL if network.version == address.version):
        return False
    if isinstance(address, IPv6Address):
        return address in UNICAST
    return address.is_global and not address.is_multicast and not address.is_reserved


def may_reach(host: str, address: str, port: int, entries: list[str]) -> bool:
    """Whether a request to host, found at address, may go there."""
    found = ip_address(address.partition("%")[0])
    host = host.rstrip(".").lower()
    return is_public(found) or any(
        private.covers(host, found, port) for private in read_entries(tuple(entries))
    )


@cache
def read_entries(entries: tuple[str, ...]) -> list[Private]:
    return [Private.read(entry) for entry in entries]


def is_private_name(host: str, port: int, entries: list[str]) -> bool:
    """Whether a host is private by its looks alone, and no entry names it."""
    try:
        return not may_reach(host, host, port, entries)
    except ValueError:
        alone = "." not in host or host.endswith((".local", ".internal", ".lan", ".localhost"))
    return alone and not any(
        entry.name == host and entry.port in (None, port) for entry in read_entries(tuple(entries))
    )
