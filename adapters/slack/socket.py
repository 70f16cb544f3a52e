"""Socket Mode: slack_sdk's client keeps the connection; envelopes go the same way as HTTP requests."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

# slack_sdk takes a logger whose own level is not set for one at DEBUG, and writes out every frame for it.
sdk_log = logging.getLogger("adapters.slack.sdk")
sdk_log.setLevel(logging.WARNING)

PING = 5.0  # seconds between pings; four without a pong and the client connects anew

Json = dict[str, Any]
Dispatch = Callable[[Json], Awaitable[tuple[int, Json | None]]]


class Socket:
    """One connection at a time. slack_sdk reconnects on disconnect frames, closed and mute sockets."""

    def __init__(self, app_token: str, api_url: str, dispatch: Dispatch, ping: float = PING) -> None:
        self._dispatch, self._ping = dispatch, ping
        self._app_token, self._api_url = app_token, api_url
        self._client: SocketModeClient | None = None

    async def connect(self) -> None:
        """Raises slack_sdk's errors when Slack refuses the token or cannot be reached."""
        web = AsyncWebClient(base_url=self._api_url, logger=sdk_log)
        opened = await web.apps_connections_open(app_token=self._app_token)
        client = SocketModeClient(self._app_token, logger=sdk_log, web_client=web, ping_interval=self._ping)
        client.wss_uri = opened["url"]
        client.socket_mode_request_listeners.append(self._receive)
        self._client = client
        await client.connect()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        return self._client is not None and await self._client.is_connected()

    async def _receive(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        status, riding = await self._dispatch(envelope.payload)
        if status != 200:
            return  # not acknowledged: Slack sends an event again, and tells a person that it failed
        answer = SocketModeResponse(envelope_id=envelope.envelope_id, payload=riding)
        await client.send_socket_mode_response(answer)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()  # type: ignore[no-untyped-call]
            self._client = None
