"""A client that sends any bytes at all and reads what comes back."""

from __future__ import annotations

import asyncio


class Line:
    """One connection to 127.0.0.1, opened again whenever the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, head: bytes, body: bytes = b"") -> tuple[int, bytes]:
        """(status, body) of one request; (0, b"") when the server hung up without a word. The body of a
        stream of events is not waited for."""
        for _ in range(2):
            reader, writer = self._open or await asyncio.open_connection("127.0.0.1", self.port)
            fresh, self._open = self._open is None, (reader, writer)
            try:
                writer.write(head + body)
                answer = await asyncio.wait_for(self._read(reader, head.startswith(b"HEAD ")), 30)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if fresh:
                    return 0, b""
                continue
            return answer
        return 0, b""

    async def _read(self, reader: asyncio.StreamReader, head_only: bool) -> tuple[int, bytes]:
        lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        status = int(lines[0].split(b" ")[1])
        fields = dict(line.lower().split(b": ", 1) for line in lines[1:] if b": " in line)
        body = b""
        if b"text/event-stream" in fields.get(b"content-type", b""):
            self.close()
            return status, b""
        if not head_only and status not in (204, 304):
            body = await self._body(reader, fields)
        if fields.get(b"connection") == b"close":
            self.close()
        return status, body

    async def _body(self, reader: asyncio.StreamReader, fields: dict[bytes, bytes]) -> bytes:
        if b"chunked" not in fields.get(b"transfer-encoding", b""):
            return await reader.readexactly(int(fields.get(b"content-length", b"0")))
        body = b""
        while size := int((await reader.readline()).strip(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return body

    def close(self) -> None:
        if self._open is not None:
            self._open[1].close()
        self._open = None
