"""The address of a calendar, as somebody pastes it."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

LONGEST_ADDRESS = 2000


class WrongAddress(StrEnum):
    not_address = "not_address"
    ours = "ours"


def address_of(text: str, ours: str) -> str | WrongAddress:
    """The address to fetch for what somebody pasted: `webcal://` and
    `http://` are `https://`. `ours`: our own base URL."""
    try:
        parts = urlsplit("".join(text.split()))
        host, _port = parts.hostname, parts.port
    except ValueError:
        return WrongAddress.not_address
    if parts.scheme.lower() not in ("https", "webcal", "webcals", "http") or not host or "." not in host:
        return WrongAddress.not_address
    if host == urlsplit(ours).hostname and parts.path.startswith("/kalender/"):
        return WrongAddress.ours
    if parts.username is not None or parts.password is not None:
        return WrongAddress.not_address
    return urlunsplit(("https", parts.netloc, parts.path or "/", parts.query, ""))


def host_of(address: str) -> str:
    """What a calendar is called before its owner: where it is, never the rest of its address."""
    return urlsplit(address).hostname or ""
