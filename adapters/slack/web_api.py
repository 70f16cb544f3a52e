"""Calls to Slack's Web API: once each, and every way of failing told apart.

Never retried here: slack_sdk's default handlers post again when a reply was lost. Who called decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import RateLimited, Refused, Uncertain, Unreachable

# slack_sdk takes a logger whose own level is not set for one at DEBUG, and writes every payload out for it.
sdk_log = logging.getLogger("adapters.slack.sdk")
sdk_log.setLevel(logging.WARNING)

TIMEOUT = 15.0  # seconds for one call; delivery looks an uncertain one up a minute later
RETRY_CONNECT = 5.0  # seconds until the next try when not even a connection came about
RETRY_UNTOLD = 30.0  # a 429 without Retry-After
RETRY_TOKEN = 60.0  # the door tries the token again as often

# The operator can mend these with a new token, and then everybody is where they were: work waits.
TOKEN_LOST = frozenset({"invalid_auth", "not_authed", "token_expired", "token_revoked"})
UNINSTALLED = frozenset({"account_inactive", "app_uninstalled"})
UNREACHABLE = UNINSTALLED | {
    *("channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled"),
    *("cannot_dm_bot", "messages_tab_disabled", "team_access_not_granted", "user_not_in_channel"),
    *("restricted_action", "restricted_action_read_only_channel", "ekm_access_denied", "org_login_required"),
}
# Slack's own words: "some aspect of the operation may have succeeded before the error was raised".
UNCERTAIN = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout"})


class SlackRefused(Refused):
    """`ok: false` for another reason than reach or rate; `code` is Slack's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SlackUnreachable(Unreachable):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    data: dict[str, Any]
    headers: Mapping[str, str]


class WebApi:
    """One connection pool and one token. `lost` is Slack's code while the token does not work, and
    `on_lost` is called when that is found out."""

    def __init__(self, token: str, base_url: str, on_lost: Callable[[], None] = lambda: None) -> None:
        self._token, self._base_url, self._on_lost = token, base_url, on_lost
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self.lost = ""

    @property
    def session(self) -> aiohttp.ClientSession:
        """Made at first use, because it belongs to the running loop."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
            self._client = None
        return self._session

    @property
    def client(self) -> AsyncWebClient:
        session = self.session
        if self._client is None:
            self._client = AsyncWebClient(
                token=self._token, base_url=self._base_url, session=session, retry_handlers=[], logger=sdk_log
            )
        return self._client

    async def call(self, method: str, **arguments: Any) -> Answer:
        """One call, JSON in and out.

        Raises RateLimited, SlackUnreachable, SlackRefused (certainly nothing happened) or Uncertain.
        """
        if self.lost and method != "auth.test":
            raise SlackUnreachable(self.lost) if self.lost in UNINSTALLED else RateLimited(RETRY_TOKEN)
        try:
            answer = await self.client.api_call(method, json=arguments)
        except SlackApiError as error:
            raise self._said_no(error) from None
        except aiohttp.ClientConnectorError:
            raise RateLimited(RETRY_CONNECT) from None  # not even connected: nothing was sent
        except (TimeoutError, aiohttp.ClientError, ConnectionError, ValueError) as error:
            raise Uncertain(type(error).__name__) from None
        if not isinstance(answer.data, dict):
            raise Uncertain("not an answer")
        self.lost = ""
        return Answer(answer.data, answer.headers)

    def _said_no(self, error: SlackApiError) -> Exception:
        response = error.response
        status = getattr(response, "status_code", 0) or getattr(response, "status", 0)
        data = getattr(response, "data", None)
        code = str(data.get("error", "")) if isinstance(data, dict) else ""
        if status == 429 or code in ("ratelimited", "rate_limited"):
            return RateLimited(_seconds(response.headers.get("Retry-After")))
        if not code or status >= 500 or code in UNCERTAIN:
            return Uncertain(code or f"HTTP {status}")
        if code in TOKEN_LOST | UNINSTALLED:
            self.lose(code)
        if code in TOKEN_LOST:
            return RateLimited(RETRY_TOKEN)
        return SlackUnreachable(code) if code in UNREACHABLE else SlackRefused(code)

    def lose(self, code: str) -> None:
        if not self.lost:
            self.lost = code
            self._on_lost()

    async def hook(self, url: str, body: dict[str, Any]) -> None:
        """Use a response_url. Raises SlackRefused when it is used up or too old, Uncertain."""
        try:
            async with self.session.post(url, json=body) as answer:
                if answer.status != 200:
                    raise SlackRefused(f"response_url {answer.status}")
        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
            raise Uncertain(type(error).__name__) from None

    async def upload(self, name: str, content: bytes, title: str, **share: Any) -> str:
        """Upload a file in Slack's three steps; without `share` (channel_id, thread_ts) nobody sees it yet.

        Returns the file's id; raises as `call`. Repeating it is harmless until it is shared.
        """
        ticket = await self.call("files.getUploadURLExternal", filename=name, length=len(content))
        try:
            async with self.session.post(ticket.data["upload_url"], data=content) as answer:
                if answer.status != 200:
                    raise Uncertain(f"upload HTTP {answer.status}")
        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
            raise Uncertain(type(error).__name__) from None
        id = str(ticket.data["file_id"])
        await self.call("files.completeUploadExternal", files=[{"id": id, "title": title}], **share)
        return id

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _seconds(header: str | None) -> float:
    try:
        return max(1.0, float(header)) if header is not None else RETRY_UNTOLD
    except ValueError:
        return RETRY_UNTOLD
