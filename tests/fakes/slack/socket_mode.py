"""Socket Mode: connections, envelopes, acknowledgements, disconnect frames, redelivery."""

from __future__ import annotations

import asyncio
import itertools
import json
import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack.state import NotAcknowledged

Json = dict[str, Any]

MAX_CONNECTIONS = 10
_AcceptsPayload = {"slash_commands", "interactive"}


class Envelope:
    def __init__(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> None:
        self.id = str(uuid.uuid4())
        self.kind, self.payload, self.retry = kind, payload, retry
        self.acknowledged: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self.connection: web.WebSocketResponse | None = None
        self.sent = 0

    def frame(self) -> str:
        frame: Json = {"envelope_id": self.id, "type": self.kind, "payload": self.payload}
        frame["accepts_response_payload"] = self.kind in _AcceptsPayload
        if self.retry is not None:
            frame |= {"retry_attempt": self.retry[0], "retry_reason": self.retry[1]}
        return json.dumps(frame)


class SocketMode:
    """Gives each envelope to one of the open connections and waits for its acknowledgement; between two
    connections (the app is connecting anew) an envelope waits for the next.

    `lose_acks` acknowledgements are thrown away, and their envelopes sent once more; `mute` keeps
    connections open and silent (no pong, no envelope).
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.connections: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        self.waiting: dict[str, Envelope] = {}
        self.unknown_acks: list[str] = []
        self.lose_acks = 0
        self.mute = False
        self.opened = 0
        self._turn = itertools.count()
        self._changed = changed
        self._open = asyncio.Event()

    def ticket(self) -> str:
        ticket = uuid.uuid4().hex
        self.tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=404, text="invalid ticket")
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.connections) >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        hello = {"type": "hello", "num_connections": len(self.connections) + 1}
        hello |= {"connection_info": {"app_id": "A0SAMSPIL"}, "debug_info": {"host": "fake"}}
        await socket.send_json(hello)
        self.connections.append(socket)
        self._open.set()
        self.opened += 1
        self._changed()
        try:
            await self._resend(None)
            await self._read(socket)
        finally:
            self.connections = [one for one in self.connections if one is not socket]
            if not self.connections:
                self._open.clear()
            self._changed()
            await self._resend(socket)
        return socket

    async def _read(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type == WSMsgType.PING and not self.mute:
                await socket.pong(message.data)
            elif message.type == WSMsgType.TEXT and not self.mute:
                await self._acknowledged(json.loads(message.data))

    async def _acknowledged(self, frame: Json) -> None:
        envelope = self.waiting.get(str(frame.get("envelope_id")))
        if envelope is None:
            self.unknown_acks.append(str(frame.get("envelope_id")))
        elif self.lose_acks:
            self.lose_acks -= 1
            await self._send(envelope)
        else:
            del self.waiting[envelope.id]
            if not envelope.acknowledged.done():
                envelope.acknowledged.set_result(frame.get("payload"))

    async def _resend(self, lost: web.WebSocketResponse | None) -> None:
        """Send what `lost` (None: nothing) left unacknowledged to another connection."""
        for envelope in list(self.waiting.values()):
            if envelope.connection is lost and self.connections:
                await self._send(envelope)
            elif envelope.connection is lost:
                envelope.connection = None

    async def _send(self, envelope: Envelope) -> None:
        envelope.connection = self.connections[next(self._turn) % len(self.connections)]
        envelope.sent += 1
        if not self.mute:
            await envelope.connection.send_str(envelope.frame())

    async def deliver(
        self, kind: str, payload: Json, within: float, retry: tuple[int, str] | None = None
    ) -> Json | None:
        """The acknowledgement's payload. Raises NotAcknowledged."""
        envelope = Envelope(kind, payload, retry)
        try:
            async with asyncio.timeout(within):
                await self._open.wait()
                self.waiting[envelope.id] = envelope
                await self._send(envelope)
                return await envelope.acknowledged
        except TimeoutError:
            why = "no acknowledgement" if envelope.sent else "no Socket Mode connection"
            raise NotAcknowledged(f"{kind}: {why} in {within:g} s") from None
        finally:
            self.waiting.pop(envelope.id, None)

    async def disconnect(self, reason: str = "refresh_requested", *, close: bool = True) -> None:
        """Send every connection a disconnect frame; `close` drops them at once."""
        for socket in list(self.connections):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}})
            if close:
                await socket.close()

    def drop(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for socket in list(self.connections):
            transport = socket._req.transport if socket._req is not None else None
            if transport is not None:
                transport.abort()
