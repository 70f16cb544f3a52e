"""Which addresses a stranger may have us connect to: those anybody on the internet can reach, and no others."""

from __future__ import annotations

import ipaddress

# Addresses that carry another inside: whoever gives one of these means the one inside.
_CARRIERS = tuple(
    ipaddress.ip_network(one)
    for one in (
        "::/96",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "5f00::/16",
    )
)
_RELAYS = ipaddress.ip_network("192.88.99.0/24")


def is_public(address: str) -> bool:
    """Not private, loopback, link-local, shared (CGNAT), multicast, reserved, nor any of those in disguise."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id or found.is_site_local or any(found in carrier for carrier in _CARRIERS):
            return False
    elif found in _RELAYS:
        return False
    return found.is_global and not (
        found.is_multicast
        or found.is_reserved
        or found.is_unspecified
        or found.is_loopback
        or found.is_link_local
    )
