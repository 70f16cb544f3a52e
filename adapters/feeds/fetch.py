"""Fetching a calendar from an address that somebody gave: nothing about it is trusted.

HTTPS to public addresses only; what a name resolves to is checked at the socket, so that there is no time between
the check and its use; redirects are followed by hand through the same checks. No cookies, no proxies, no
credentials. An address is never logged: it is a secret of its owner's.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from adapters.feeds.addresses import is_public
from adapters.feeds.reader import read_apart
from bot.feeds import Wanted
from bot.ports import Fetched, NotFetched
from storage.taken import Reading

MOST_BYTES = 5 * 1024 * 1024  # also of what a compressed answer grows to
MOST_REDIRECTS = 3
SECONDS = 10  # in all
CHUNK = 64 * 1024
LONGEST_HEADER = 200
REDIRECTS = (301, 302, 303, 307, 308)
HTTPS = frozenset({443})


class _NotPublic(OSError):
    """The name leads to an address that is not for us."""


class _Resolver(AbstractResolver):
    """Another resolver's answers, without those that may not be connected to."""

    def __init__(self, inner: AbstractResolver, allowed: Callable[[str], bool]) -> None:
        self._inner, self._allowed = inner, allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [one for one in await self._inner.resolve(host, port, family) if self._allowed(one["host"])]
        if not found:
            raise _NotPublic
        return found

    async def close(self) -> None:
        await self._inner.close()


class Fetcher:
    """`ports`: those that may be connected to. `allowed`, `resolver` and `context` are for tests."""

    def __init__(
        self,
        ports: frozenset[int] = HTTPS,
        *,
        allowed: Callable[[str], bool] = is_public,
        resolver: Callable[[], AbstractResolver] = ThreadedResolver,
        context: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._ports, self._allowed, self._resolver = ports, allowed, resolver
        self._context, self._seconds = context, seconds

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        """Raises NotFetched."""
        headers = {"Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip", "User-Agent": "Samspil"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            async with asyncio.timeout(self._seconds), self._session() as session:
                return await self._follow(session, address, headers)
        except NotFetched:
            raise
        except _NotPublic:
            raise NotFetched("forbidden", lasting=True) from None
        except aiohttp.ClientConnectorError as error:
            forbidden = isinstance(error.os_error, _NotPublic)
            raise NotFetched("forbidden" if forbidden else "unreachable", lasting=forbidden) from None
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, UnicodeError):
            raise NotFetched("unreachable") from None  # never the error itself: it names the address

    async def read(self, content: bytes, wanted: Wanted) -> Reading:
        """Raises NotFetched."""
        return await read_apart(content, wanted)

    def _session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=_Resolver(self._resolver(), self._allowed),
            use_dns_cache=False,
            force_close=True,
            limit=1,
            ssl=self._context or True,
            socket_factory=self._socket,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )

    def _socket(self, address: aiohttp.AddrInfoType) -> socket.socket:
        """The last look, at the very address that is connected to."""
        family, kind, protocol, _name, target = address
        if not self._allowed(str(target[0])):
            raise _NotPublic
        return socket.socket(family, kind, protocol)

    async def _follow(self, session: aiohttp.ClientSession, address: str, headers: dict[str, str]) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            self._check(address)
            async with session.get(address, headers=headers, allow_redirects=False) as response:
                if response.status not in REDIRECTS:
                    return await _answer(response, conditional=len(headers) > 3)
                address = urljoin(address, response.headers.get("Location", ""))
        raise NotFetched("unreachable")

    def _check(self, address: str) -> None:
        """The address itself, before any name is looked up."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme != "https" or not host or (parts.port or 443) not in self._ports:
            raise NotFetched("forbidden", lasting=True)
        if (
            parts.username is not None
            or parts.password is not None
            or (_is_ip(host) and not self._allowed(host))
        ):
            raise NotFetched("forbidden", lasting=True)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def _answer(response: aiohttp.ClientResponse, *, conditional: bool) -> Fetched:
    status = response.status
    if status == 304 and conditional:
        return Fetched(None, _header(response, "ETag"), _header(response, "Last-Modified"))
    if status in (404, 410):
        raise NotFetched("gone", lasting=True)
    if 400 <= status < 500 and status not in (408, 425, 429):
        raise NotFetched("refused", lasting=True)
    if status != 200:
        raise NotFetched("unreachable")
    return Fetched(await _content(response), _header(response, "ETag"), _header(response, "Last-Modified"))


def _header(response: aiohttp.ClientResponse, name: str) -> str:
    """What to ask with next time; "" where it is too long or odd to send back."""
    value = response.headers.get(name, "")
    return value if len(value) <= LONGEST_HEADER and value.isascii() and value.isprintable() else ""


async def _content(response: aiohttp.ClientResponse) -> bytes:
    """At most MOST_BYTES, also unpacked: a small answer may hold a very large one."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise NotFetched("not_calendar", lasting=True)
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32) if encoding not in ("identity", "") else None
    found, received = bytearray(), 0
    async for chunk in response.content.iter_chunked(CHUNK):
        received += len(chunk)
        try:
            found += unpack.decompress(chunk, MOST_BYTES + 1 - len(found)) if unpack else chunk
        except zlib.error:
            raise NotFetched("not_calendar", lasting=True) from None
        if received > MOST_BYTES or len(found) > MOST_BYTES:
            raise NotFetched("too_big", lasting=True)
    return bytes(found)
