"""Named points in the process at which it may be told to die, by SIGKILL to itself: exactly before and after
each step of docs/reliability.md's protocol.

This is worn by the process of a test alone: `wear` puts it around the seams where the product's own parts meet
(a transaction, a call to a platform, an answer to somebody), and the product knows nothing of it.
"""

from __future__ import annotations

import asyncio
import functools
import os
import re
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiohttp import ClientResponse, ClientSession, web
from slack_sdk.socket_mode.aiohttp import SocketModeClient

import bot.app
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.start import DiscordDoor
from adapters.process import Process
from adapters.slack.app import SlackDoor
from adapters.slack.messenger import SlackMessenger
from adapters.web.messenger import WebMessenger
from storage import erasures, health, housekeeping
from storage.database import Database, Transaction
from storage.inbox import DraftStore
from storage.outbox import OutboxQueue
from storage.schedules import DueQueue

# What a transaction is about, by the one thing it did that nothing else does.
COMMITS = ("claim", "sent", "later", "over", "gone", "effect", "due", "draft", "report", "tidy")
VERBS = ("send", "edit", "delete", "find")
PATIENCE = 10.0  # seconds that a door waits for the core before it promises an answer
NEVER = {"web.find"}  # on the web the row is the message
# The request by which a platform carries a verb out; a verb may need others before.
REQUESTS = {
    "slack.send": r"POST .*/chat\.postMessage",
    "slack.edit": r"POST .*/chat\.update",
    "slack.delete": r"POST .*/chat\.delete",
    "slack.find": r"POST .*/conversations\.history",
    "slack.share": r"POST .*/files\.completeUploadExternal",
    "discord.send": r"POST .*/channels/\d+/messages",
    "discord.edit": r"PATCH .*/messages/\d+",
    "discord.delete": r"DELETE .*/messages/\d+",
    "discord.find": r"GET .*/channels/\d+/messages\?.*",
    "discord.answer": r"POST .*/interactions/\d+/.+/callback.*",
}
MESSENGERS = {"slack": SlackMessenger, "discord": DiscordMessenger, "web": WebMessenger}
STARTS = (
    "start.locked",
    "start.installed",
    "start.erased-again",
    "start.web",
    "start.slack",
    "start.discord",
)

_armed = ""
_doing = threading.local()
_call: ContextVar[str] = ContextVar("call", default="")
_request: ContextVar[str] = ContextVar("request", default="")


def names() -> list[str]:
    """Every point there is, in the order of the protocol."""
    found = [f"{commit} {when} commit" for commit in COMMITS for when in ("before", "after")]
    for platform in MESSENGERS:
        for verb in VERBS:
            call = f"{platform}.{verb}"
            if call in NEVER:
                continue
            found += [f"before {call}", f"after {call}"]
            found += [f"{call} requested", f"{call} answered"] if call in REQUESTS else []
    found += ["slack.share requested", "slack.share answered"]
    found += [f"{when} {door} acknowledgement" for door in ("slack", "web") for when in ("before", "after")]
    found += ["discord.answer asked", "discord.answer requested", "discord.answer answered"]
    found += ["before erasures are listed", "after erasures are listed", *STARTS, "start.ready"]
    return found


def arm(name: str) -> None:
    """Die at this point, the next time it is passed; "" for none."""
    global _armed
    _armed = name


def reached(name: str) -> None:
    if name == _armed:
        os.write(2, f"died as told: {name}\n".encode())
        os.kill(os.getpid(), signal.SIGKILL)
        signal.pause()  # the signal is on its way to every thread


def wear() -> None:
    """Once, in the new process, before anything of it runs."""
    _wear_transactions()
    for platform, kind in MESSENGERS.items():
        for verb in VERBS:
            setattr(kind, verb, _called(f"{platform}.{verb}", getattr(kind, verb)))
    _wear_patience()
    _wear_requests()
    _wear_answers()
    _wear_start()


# ---- transactions


def _wear_transactions() -> None:
    original = Database.transaction

    @contextmanager
    def transaction(self: Database) -> Iterator[Transaction]:
        what = _doing.what = set()
        with original(self) as tx:
            yield tx
            for one in what:
                reached(f"{one} before commit")
        for one in what:
            reached(f"{one} after commit")

    Database.transaction = transaction  # type: ignore[method-assign]
    for owner, name, what in (
        (OutboxQueue, "claim", "claim"),
        (OutboxQueue, "sent", "sent"),
        (OutboxQueue, "later", "later"),
        (OutboxQueue, "over", "over"),
        (OutboxQueue, "gone", "gone"),
        (bot.app, "first_time", "effect"),
        (DueQueue, "take", "due"),
        (DraftStore, "save", "draft"),
        (health, "report", "report"),
        (housekeeping, "forget_old", "tidy"),
    ):
        setattr(owner, name, _telling(what, getattr(owner, name)))


def _telling(what: str, original: Callable[..., Any]) -> Callable[..., Any]:
    """The transaction is about `what`, unless there was nothing to do."""

    @functools.wraps(original)
    def wrapped(*args: Any, **named: Any) -> Any:
        result = original(*args, **named)
        if what in ("report", "tidy", "draft") or result not in (None, False, []):
            _doing.what.add(what)
        return result

    return wrapped


# ---- calls to platforms


def _called(
    call: str, original: Callable[..., Awaitable[Any]], around: tuple[str, str] = ("before", "after")
) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(original)
    async def wrapped(*args: Any, **named: Any) -> Any:
        token = _call.set(call)
        reached(f"{around[0]} {call}")
        try:
            result = await original(*args, **named)
        finally:
            _call.reset(token)
        reached(f"{around[1]} {call}")
        return result

    return wrapped


def _named(method: str, url: str) -> str:
    """The request's own name when it is what its call is about."""
    call = _call.get()
    if call in ("slack.send", "slack.edit") and re.fullmatch(REQUESTS["slack.share"], f"{method} {url}"):
        return "slack.share"
    if not call and re.fullmatch(REQUESTS["discord.answer"], f"{method} {url}"):
        return "discord.answer"
    return call if call in REQUESTS and re.fullmatch(REQUESTS[call], f"{method} {url}") else ""


def _wear_patience() -> None:
    """On a crowded machine an answer is not a promise of one either: the points are about the answer."""
    doors: tuple[Any, ...] = (SlackDoor, DiscordDoor)
    for door in doors:
        door.__init__ = functools.partialmethod(door.__init__, defer_after=PATIENCE)


def _wear_requests() -> None:
    original, start = ClientSession._request, ClientResponse.start

    async def request(self: ClientSession, method: str, url: Any, **named: Any) -> Any:
        query = named.get("params")
        name = _named(method, f"{url}?{query}" if query else str(url))
        token = _request.set(name)
        reached(f"{name} asked")
        try:
            answer = await original(self, method, url, **named)
        finally:
            _request.reset(token)
        reached(f"{name} answered")
        return answer

    async def started(self: ClientResponse, connection: Any) -> ClientResponse:
        """It waits for the answer from here on: the request itself must be out."""
        if _armed == (point := f"{_request.get()} requested"):
            while self._writer is not None:  # noqa: ASYNC110 -- a task of aiohttp's that has no event
                await asyncio.sleep(0)
            reached(point)
        return await start(self, connection)

    ClientSession._request = request  # type: ignore[method-assign, assignment]
    ClientResponse.start = started  # type: ignore[method-assign]


# ---- answers to people


def _wear_answers() -> None:
    client: Any = SocketModeClient
    client.send_socket_mode_response = _called("slack acknowledgement", client.send_socket_mode_response)
    prepare, write_eof = web.Response.prepare, web.Response.write_eof

    async def prepared(self: web.Response, request: Any) -> Any:
        if request.method == "POST":
            reached("before web acknowledgement")
        return await prepare(self, request)

    async def written(self: web.Response, data: bytes = b"") -> None:
        method = self._req.method if self._req is not None else ""
        await write_eof(self, data)
        if method == "POST":
            reached("after web acknowledgement")

    web.Response.prepare = prepared  # type: ignore[method-assign, assignment]
    web.Response.write_eof = written  # type: ignore[method-assign]


# ---- the start, and what is kept beside the database


def _wear_start() -> None:
    open_door, keep_list = Process._open, erasures.keep_list

    async def opened(self: Process, door: Any) -> None:
        await open_door(self, door)
        reached(f"start.{door.name}")

    def kept(*args: Any) -> None:
        reached("before erasures are listed")
        keep_list(*args)
        reached("after erasures are listed")

    Process._open = opened  # type: ignore[method-assign]
    erasures.keep_list = kept  # type: ignore[assignment]
