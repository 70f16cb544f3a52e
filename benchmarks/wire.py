"""HTTP at the least cost there is: a client that holds its connections open, and a server for one kind of answer.

What measures must not be what is measured: aiohttp on both sides would take as long as Samspil does.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"


class _Message:
    """What has come of one request or answer so far."""

    def __init__(self) -> None:
        self.buffer = b""

    def add(self, data: bytes) -> bytes | None:
        """The whole first message, once it is there."""
        self.buffer += data
        end = self.buffer.find(END_OF_HEAD)
        if end < 0:
            return None
        found = _LENGTH.search(self.buffer, 0, end + 2)
        whole = end + len(END_OF_HEAD) + (int(found[1]) if found else 0)
        if len(self.buffer) < whole:
            return None
        first, self.buffer = self.buffer[:whole], self.buffer[whole:]
        return first


class _Line(asyncio.Protocol):
    """One connection of the client: one request at a time."""

    def __init__(self) -> None:
        self._message = _Message()
        self._waiting: asyncio.Future[int] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, request: bytes) -> asyncio.Future[int]:
        assert self.transport is not None and self._waiting is None
        self._waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self._waiting

    def data_received(self, data: bytes) -> None:
        answer = self._message.add(data)
        if answer is not None and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting.set_result(int(answer[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError())

    @property
    def is_open(self) -> bool:
        return self.transport is not None and not self.transport.is_closing()


class Client:
    """As many connections as there are requests under way; each is used again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: deque[_Line] = deque()

    async def post(self, path: str, body: bytes, headers: str) -> int:
        """The status. `headers` are whole lines, each with its end."""
        line = await self._line()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        status = await line.ask(head.encode() + body)
        self._idle.append(line)
        return status

    async def _line(self) -> _Line:
        while self._idle:
            line = self._idle.pop()
            if line.is_open:
                return line
        _, line = await asyncio.get_running_loop().create_connection(_Line, "127.0.0.1", self._port)
        return line

    def close(self) -> None:
        for line in self._idle:
            if line.transport is not None:
                line.transport.close()


class Server(asyncio.Protocol):
    """Answers every request with what `answer` makes of it (path, body → status line's rest and JSON)."""

    def __init__(self, answer: Callable[[str, bytes], tuple[str, bytes]]) -> None:
        self._answer = answer
        self._message = _Message()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        while (request := self._message.add(data)) is not None:
            data = b""
            head, _, body = request.partition(END_OF_HEAD)
            status, said = self._answer(head.split(b" ", 2)[1].decode(), body)
            length = f"Content-Type: application/json\r\nContent-Length: {len(said)}\r\n\r\n"
            self._transport.write(f"HTTP/1.1 {status}\r\n{length}".encode() + said)
