"""Slack's end of everything Samspil calls: it takes it at once, or says that it is too much (429)."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections import defaultdict

from adapters.slack.installation import SCOPES
from benchmarks.wire import Server

WORKSPACE, SECRET = "T0TEAM", "a-signing-secret"
RETRY_AFTER = 2  # seconds


class SlackAtOnce:
    """`refuses`: how much of the posts and edits gets 429 at first. `replies` counts uses of response_urls, `calls`
    everything else; `waits` says how many seconds each channel was told to wait, all in all."""

    def __init__(self, refuses: float = 0.0, seed: int = 0) -> None:
        self.refuses = refuses
        self.replies, self.calls, self.refused = 0, 0, 0
        self.waits: defaultdict[str, float] = defaultdict(float)
        self._chance = random.Random(seed)
        self._stamps = itertools.count(1)
        self._server: asyncio.Server | None = None
        self.port = 0

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def response_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/respond"

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Server(self._answer), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def _answer(self, path: str, body: bytes) -> tuple[str, bytes]:
        if path == "/respond":
            self.replies += 1
            return "200 OK", b'{"ok":true}'
        self.calls += 1
        if path == "/api/auth.test":
            us = {"ok": True, "team_id": WORKSPACE, "user_id": "UBOT", "bot_id": "BBOT", "user": "samspil"}
            return f"200 OK\r\nx-oauth-scopes: {','.join(SCOPES)}", json.dumps(us).encode()
        channel = str(json.loads(body)["channel"]) if path.startswith("/api/chat.") else "C0"
        if path.startswith("/api/chat.") and self._chance.random() < self.refuses:
            self.refused += 1
            self.waits[channel] += RETRY_AFTER
            return (
                f"429 Too Many Requests\r\nRetry-After: {RETRY_AFTER}",
                b'{"ok":false,"error":"ratelimited"}',
            )
        said = {"ok": True, "channel": channel, "ts": f"{next(self._stamps)}.000100"}
        return "200 OK", json.dumps(said).encode()
