"""Fetching a calendar from an address nobody vouches for, against a real server with a real certificate."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import logging
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.feeds.addresses import is_public
from adapters.feeds.fetch import MOST_BYTES, Fetcher
from adapters.feeds.reader import read_apart
from bot.feeds import Wanted
from bot.ports import NotFetched
from tests.bot.feed_samples import GOOD, OWN, calendar

NAME = "kalender.skolen.example"
SECRET = "hemmelig-sti-som-ingen-maa-se"
ICS = calendar(GOOD).encode()
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's, and one that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder: Path = tmp_path_factory.mktemp("tls")
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(private + pem)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "both.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


class Resolver(AbstractResolver):
    """Every name is at this address."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=2, proto=0, flags=4)
            for one in self.addresses
        ]

    async def close(self) -> None:
        pass


class Server:
    """Answers as `answer` says. `asked` are the requests that came."""

    def __init__(self, client: ssl.SSLContext, port: int) -> None:
        self.client, self.port = client, port
        self.asked: list[web.Request] = []
        self.answer: Handler = ok

    def url(self, path: str = f"/{SECRET}.ics") -> str:
        return f"https://{NAME}:{self.port}{path}"

    def fetcher(self, *, allowed: Callable[[str], bool] = lambda _: True, seconds: float = 10.0) -> Fetcher:
        return Fetcher(
            frozenset({self.port}), allowed=allowed, resolver=lambda: Resolver("127.0.0.1"), context=self.client,
            seconds=seconds,
        )  # fmt: skip


async def ok(_request: web.Request) -> web.StreamResponse:
    headers = {"ETag": '"v1"', "Last-Modified": "Thu, 12 Nov 2026 08:00:00 GMT", "Set-Cookie": "a=b"}
    return web.Response(body=ICS, content_type="text/html", headers=headers)


@pytest.fixture
async def server(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> AsyncIterator[Server]:
    made: Server

    async def handle(request: web.Request) -> web.StreamResponse:
        made.asked.append(request)
        return await made.answer(request)

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=contexts[0])
    await site.start()
    made = Server(contexts[1], runner.addresses[0][1])
    yield made
    await runner.cleanup()


async def problem(fetcher: Fetcher, address: str) -> tuple[str, bool]:
    with pytest.raises(NotFetched) as raised:
        await fetcher.fetch(address, "", "")
    assert raised.value.__cause__ is None
    assert SECRET not in str(raised.value)
    return raised.value.problem, raised.value.lasting


async def test_a_calendar_is_fetched_and_asked_for_again_only_if_it_changed(server: Server) -> None:
    fetcher = server.fetcher()
    first = await fetcher.fetch(server.url(), "", "")
    assert (first.content, first.etag) == (ICS, '"v1"')

    async def unchanged(request: web.Request) -> web.StreamResponse:
        asked = request.headers["If-None-Match"], request.headers["If-Modified-Since"]
        return web.Response(status=304 if asked == (first.etag, first.modified) else 500)

    server.answer = unchanged
    again = await fetcher.fetch(server.url(), first.etag, first.modified)
    assert again.content is None
    for request in server.asked:
        assert "Cookie" not in request.headers
        assert request.headers["User-Agent"] == "Samspil"


async def test_a_304_that_nobody_asked_for_is_no_calendar(server: Server) -> None:
    server.answer = status(304)
    assert await problem(server.fetcher(), server.url()) == ("unreachable", False)


def status(code: int, **headers: str) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers=headers)

    return answer


@pytest.mark.parametrize(
    ("code", "expected"),
    [(404, ("gone", True)), (410, ("gone", True)), (403, ("refused", True)), (401, ("refused", True)),
     (429, ("unreachable", False)), (500, ("unreachable", False)), (204, ("unreachable", False))],
)  # fmt: skip
async def test_what_the_server_says_no_with(server: Server, code: int, expected: tuple[str, bool]) -> None:
    server.answer = status(code)
    assert await problem(server.fetcher(), server.url()) == expected


# ---- where we do not go


async def test_a_name_that_leads_inside_is_not_connected_to(server: Server) -> None:
    assert await problem(server.fetcher(allowed=is_public), server.url()) == ("forbidden", True)
    assert server.asked == []


async def test_the_address_connected_to_is_looked_at_again(server: Server) -> None:
    """A resolver that has been fooled does not help: the socket is not made."""
    looks: list[str] = []

    def only_first(address: str) -> bool:
        looks.append(address)
        return len(looks) == 1

    found = await problem(server.fetcher(allowed=only_first), server.url())
    assert (found[0], len(looks) >= 2, server.asked) == ("forbidden", True, [])


@pytest.mark.parametrize(
    "address",
    [
        "http://kalender.skolen.example/a.ics",
        "file:///etc/passwd",
        "ftp://kalender.skolen.example/a.ics",
        "https://127.0.0.1/a.ics",
        "https://[::1]/a.ics",
        "https://[::ffff:127.0.0.1]/a.ics",
        "https://169.254.169.254/latest/meta-data",
        "https://amira:kode@kalender.skolen.example/a.ics",
        "https://kalender.skolen.example:22/a.ics",
        "https://kalender.skolen.example:8080/a.ics",
        "https:///a.ics",
        "gopher://kalender.skolen.example",
    ],
)
async def test_addresses_that_are_not_fetched(address: str) -> None:
    fetcher = Fetcher(resolver=lambda: Resolver("8.8.8.8"), seconds=2)
    assert await problem(fetcher, address) == ("forbidden", True)


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost", "localhost."]
)
async def test_odd_ways_to_write_this_machine(host: str) -> None:
    assert (await problem(Fetcher(seconds=5), f"https://{host}/a.ics"))[0] in ("forbidden", "unreachable")


async def test_redirects_are_followed_through_the_same_checks(server: Server) -> None:
    async def redirect(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/b.ics") if request.path != "/b.ics" else web.HTTPFound(f"/{SECRET}.ics")

    async def once(request: web.Request) -> web.StreamResponse:
        return await ok(request) if request.path == "/b.ics" else await redirect(request)

    server.answer = once
    assert (await server.fetcher().fetch(server.url(), "", "")).content == ICS
    for target in ("http://kalender.skolen.example/", "https://127.0.0.1/", "https://kalender.skolen.example:22/",
                   "file:///etc/passwd", "//169.254.169.254/"):  # fmt: skip
        server.answer = status(302, Location=target)
        fetcher = server.fetcher(allowed=lambda address: address == "127.0.0.1")
        expected = "unreachable" if target == "https://127.0.0.1/" else "forbidden"
        if expected == "forbidden":
            assert await problem(fetcher, server.url()) == ("forbidden", True), target
    server.asked.clear()
    server.answer = redirect
    assert (await problem(server.fetcher(), server.url()))[0] == "unreachable"
    assert len(server.asked) == 4, "three redirects, and no more"


async def test_a_certificate_that_is_not_theirs(server: Server) -> None:
    fetcher = Fetcher(
        frozenset({server.port}), allowed=lambda _: True, resolver=lambda: Resolver("127.0.0.1")
    )
    assert await problem(fetcher, server.url()) == ("unreachable", False)


# ---- how much, and for how long


async def test_too_much_is_not_read_to_the_end(server: Server) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(200):
            await response.write(b"x" * 1024 * 1024)
            sent += 1
        return response

    server.answer = endless
    assert await problem(server.fetcher(), server.url()) == ("too_big", True)
    assert sent < 100


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_what_is_packed_is_unpacked_and_no_further_than_it_may_grow(
    server: Server, encoding: str
) -> None:
    def packed(body: bytes) -> Handler:
        async def answer(_request: web.Request) -> web.StreamResponse:
            content = gzip.compress(body) if encoding == "gzip" else zlib.compress(body)
            return web.Response(body=content, headers={"Content-Encoding": encoding})

        return answer

    server.answer = packed(ICS)
    assert (await server.fetcher().fetch(server.url(), "", "")).content == ICS
    server.answer = packed(b"\0" * (MOST_BYTES * 3))
    assert await problem(server.fetcher(), server.url()) == ("too_big", True)


async def test_packing_we_did_not_ask_for_or_that_is_broken(server: Server) -> None:
    for encoding in ("br", "gzip"):

        async def answer(_request: web.Request, encoding: str = encoding) -> web.StreamResponse:
            return web.Response(body=b"not packed at all", headers={"Content-Encoding": encoding})

        server.answer = answer
        assert await problem(server.fetcher(), server.url()) == ("not_calendar", True)


async def test_a_server_that_never_answers_is_left(server: Server) -> None:
    gone = asyncio.Event()

    async def slow(_request: web.Request) -> web.StreamResponse:
        await gone.wait()
        return web.Response()

    server.answer = slow
    assert await problem(server.fetcher(seconds=0.3), server.url()) == ("unreachable", False)
    gone.set()


async def test_nothing_of_the_address_is_logged(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await server.fetcher().fetch(server.url(), "", "")
    server.answer = status(500)
    await problem(server.fetcher(), server.url())
    assert SECRET not in "".join(
        record.getMessage() for record in caplog.records if record.name != "aiohttp.access"
    )


# ---- reading, in a process of its own


async def test_the_reading_of_a_child_is_the_reading() -> None:
    found = await read_apart(ICS + b"x", OWN)
    assert [one.start.hour for one in found.times or ()] == [12]
    with pytest.raises(NotFetched, match="not_calendar"):
        await read_apart(b"<html>", OWN)


async def test_a_rule_that_never_comes_to_anything_is_given_up_and_the_rest_counts() -> None:
    never = "DTSTART:20261001T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    wanted = Wanted(since=OWN.since, until=OWN.until, zone=OWN.zone)
    found = await read_apart(calendar(never, GOOD).encode(), wanted)
    assert (len(found.times or ()), found.unread) == (1, 1)
