"""The gateway: Discord's websocket, with sessions that outlive their connections.

HELLO, IDENTIFY, READY, GUILD_CREATE, heartbeats, RESUME with replay, op 7, op 9, zlib-stream; a script can
cut, close, mute or refuse it. Privileged intents are refused (4014), as Discord does until somebody switches
them on.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.discord.components import Json
from tests.fakes.discord.payloads import guild_json, user_json
from tests.fakes.discord.world import World

HEARTBEAT_MS = 41_250
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
GUILDS, MEMBERS = 1 << 0, 1 << 1


@dataclass(eq=False, slots=True)
class Session:
    """One client's session: what it was sent, and the socket it is connected by, if any."""

    id: str
    intents: int
    sent: list[Json] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    packer: Any = None
    welcomed: bool = False  # READY and every server have been sent


class Gateway:
    """Every session of the bot, and the script of what goes wrong."""

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token, self.url = world, token, ""
        self.sessions: dict[str, Session] = {}
        self.identifies = self.resumes = self.refusals = 0
        self.refuse_connections = 0  # answer this many upgrades with 503
        self.mute = False  # HELLO and heartbeats, but never READY
        self.hold_sessions = True  # False: every RESUME is answered with op 9

    # -- what the world does

    async def emit(self, event: str, data: Json, *, intent: int = 0) -> None:
        """Send an event to every session whose intents ask for it; a disconnected one gets it on RESUME."""
        for session in list(self.sessions.values()):
            if not intent or session.intents & intent:
                await self._dispatch(session, event, data)

    @property
    def connected(self) -> list[Session]:
        """The sessions that are there and have a live connection."""
        return [s for s in self.sessions.values() if s.socket is not None and s.welcomed]

    async def until_connected(self, seconds: float = 10.0, *, many: int = 1) -> None:
        """Wait for that many live, identified sessions."""
        async with asyncio.timeout(seconds), self.world.changed:
            await self.world.changed.wait_for(lambda: len(self.connected) >= many)

    async def drop(self) -> None:
        """Cut every connection without a word; sessions can be resumed."""
        for session in self.connected:
            socket, session.socket = session.socket, None
            assert socket is not None
            await socket.close(code=4000)

    async def close(self, code: int) -> None:
        """Close every connection with a code of Discord's (4000-4014)."""
        for session in self.connected:
            socket, session.socket = session.socket, None
            assert socket is not None
            await socket.close(code=code)

    async def reconnect(self) -> None:
        """Op 7: everybody shall connect again and resume."""
        for session in self.connected:
            await self._send(session, {"op": 7, "d": None, "s": None, "t": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9: the session is void (or, `resumable`, only the connection is)."""
        for session in self.connected:
            if not resumable:
                self.sessions.pop(session.id, None)
            await self._send(session, {"op": 9, "d": resumable, "s": None, "t": None})

    # -- the socket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from HELLO to its end."""
        if self.refuse_connections > 0:
            self.refuse_connections -= 1
            self.refusals += 1
            return web.Response(status=503, text="upstream connect error")
        socket = web.WebSocketResponse(max_msg_size=2**20)
        await socket.prepare(request)
        packer = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        session = Session("", 0, socket=socket, packer=packer)
        await self._send(
            session, {"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MS, "_trace": []}, "s": None, "t": None}
        )
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    session = await self._receive(session, json.loads(message.data))
        finally:
            await self._gone(session, socket)
        return socket

    async def _receive(self, session: Session, message: Json) -> Session:
        op: int = message["op"]
        data: Any = message.get("d")
        if op == 1:
            await self._send(session, {"op": 11, "d": None, "s": None, "t": None})
        elif op == 2:
            return await self._identify(session, data)
        elif op == 6:
            return await self._resume(session, data)
        return session

    async def _identify(self, session: Session, data: Json) -> Session:
        assert session.socket is not None
        self.identifies += 1
        if data["token"] != self.token:
            await session.socket.close(code=4004, message=b"Authentication failed.")
        elif session.id:
            await session.socket.close(code=4005, message=b"Already authenticated.")
        elif data["intents"] & PRIVILEGED:
            await session.socket.close(code=4014, message=b"Disallowed intent(s).")
        elif not self.mute:
            session.id, session.intents = f"session-{self.world.snowflake()}", data["intents"]
            self.sessions[session.id] = session
            await self._welcome(session)
        return session

    async def _welcome(self, session: Session) -> None:
        world = self.world
        guilds = list(world.guilds.values())
        ready: Json = {
            "v": 10,
            "user": user_json(world.bot) | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(world.application_id), "flags": 0},
        }
        await self._dispatch(session, "READY", ready)
        for guild in guilds:
            if session.intents & GUILDS:
                await self._dispatch(session, "GUILD_CREATE", guild_json(world, guild))
        session.welcomed = True
        await world.tell()

    async def _resume(self, fresh: Session, data: Json) -> Session:
        assert fresh.socket is not None
        self.resumes += 1
        session = self.sessions.get(data["session_id"] or "")
        if session is None or not self.hold_sessions or data["token"] != self.token:
            self.sessions.pop(data["session_id"] or "", None)
            await self._send(fresh, {"op": 9, "d": False, "s": None, "t": None})
            return fresh
        session.socket, session.packer = fresh.socket, fresh.packer
        for event in [event for event in session.sent if event["s"] > (data["seq"] or 0)]:
            await self._send(session, event)
        await self._dispatch(session, "RESUMED", {"_trace": []})
        await self.world.tell()
        return session

    async def _gone(self, session: Session, socket: web.WebSocketResponse) -> None:
        if socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY) and session.socket is socket:
            self.sessions.pop(session.id, None)
        if session.socket is socket:
            session.socket = None
        await self.world.tell()

    async def _dispatch(self, session: Session, event: str, data: Json) -> None:
        message: Json = {"op": 0, "t": event, "s": len(session.sent) + 1, "d": data}
        session.sent.append(message)
        await self._send(session, message)

    async def _send(self, session: Session, message: Json) -> None:
        socket = session.socket
        if socket is None or socket.closed:
            return
        text = json.dumps(message)
        try:
            if session.packer is None:
                await socket.send_str(text)
            else:
                await socket.send_bytes(
                    session.packer.compress(text.encode()) + session.packer.flush(zlib.Z_SYNC_FLUSH)
                )
        except (ConnectionError, RuntimeError):  # it went away under us; RESUME will fetch what it missed
            session.socket = None
