"""Calls to Slack's Web API: once each, and every way of failing told apart.

Never retried here: slack_sdk's client by default posts again when a reply was lost, costs half as much
time again for each post, and folds the failures that must be told apart into one. Who called decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.ports import RateLimited, Refused, Uncertain, Unreachable

TIMEOUT = 15.0  # seconds for Slack's answer; delivery looks an uncertain one up a minute later
LONGEST = 45.0  # seconds with the wait for one of our own connections, of which a rush may take all
RETRY_CONNECT = 5.0  # seconds until the next try when not even a connection came about
RETRY_UNTOLD = 30.0  # a 429 without Retry-After
RETRY_TOKEN = 60.0  # the door tries the token again as often

# The others read a form only: JSON sent to them is silently no arguments at all.
JSON_METHODS = frozenset(
    f"{group}.{verb}"
    for group, verbs in {
        "chat": ("postMessage", "update", "postEphemeral"),
        "views": ("open", "update", "push", "publish"),
    }.items()
    for verb in verbs
)

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
        self._token, self._base_url, self._on_lost = token, f"{base_url.rstrip('/')}/", on_lost
        self._session: aiohttp.ClientSession | None = None
        self.lost = ""

    @property
    def session(self) -> aiohttp.ClientSession:
        """Made at first use, because it belongs to the running loop."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=LONGEST, sock_connect=TIMEOUT, sock_read=TIMEOUT)
            )
        return self._session

    async def call(self, method: str, **arguments: Any) -> Answer:
        """One call and its answer.

        Raises RateLimited, SlackUnreachable, SlackRefused (certainly nothing happened) or Uncertain.
        """
        if self.lost and method != "auth.test":
            raise SlackUnreachable(self.lost) if self.lost in UNINSTALLED else RateLimited(RETRY_TOKEN)
        body, kind = _json(arguments) if method in JSON_METHODS else _form(arguments)
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": kind}
        try:
            async with self.session.post(self._base_url + method, data=body, headers=headers) as response:
                answer = Answer(_object(await response.read()), response.headers)
                status = response.status
        except aiohttp.ClientConnectorError:
            raise RateLimited(RETRY_CONNECT) from None  # not even connected: nothing was sent
        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
            raise Uncertain(type(error).__name__) from None
        if status == 200 and answer.data.get("ok") is True:
            self.lost = ""
            return answer
        raise self._said_no(status, str(answer.data.get("error", "")), answer.headers)

    def _said_no(self, status: int, code: str, headers: Mapping[str, str]) -> Exception:
        if status == 429 or code in ("ratelimited", "rate_limited"):
            return RateLimited(_seconds(headers.get("Retry-After")))
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
                    code = _object(await answer.read()).get("error")
                    raise SlackRefused(str(code or f"response_url {answer.status}"))
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


def _json(arguments: dict[str, Any]) -> tuple[bytes, str]:
    return json.dumps(arguments).encode(), "application/json; charset=utf-8"


def _form(arguments: dict[str, Any]) -> tuple[bytes, str]:
    plain = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in arguments.items()
    }
    return urlencode(plain).encode(), "application/x-www-form-urlencoded"


def _object(body: bytes) -> dict[str, Any]:
    """The answer's JSON object; empty when it is something else, e.g. a proxy's page."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(header: str | None) -> float:
    try:
        return max(1.0, float(header)) if header is not None else RETRY_UNTOLD
    except ValueError:
        return RETRY_UNTOLD
