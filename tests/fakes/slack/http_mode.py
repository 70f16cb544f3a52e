"""HTTP mode: signed POSTs to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.state import NotAcknowledged

Json = dict[str, Any]


def sign(secret: str, body: str, timestamp: int) -> str:
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encode(kind: str, payload: Json) -> tuple[str, str]:
    """(content type, body) of an events_api, slash_commands or interactive request."""
    if kind == "events_api":
        return "application/json", json.dumps(payload)
    if kind == "slash_commands":
        fields = {
            key: str(value).lower() if isinstance(value, bool) else value for key, value in payload.items()
        }
        return "application/x-www-form-urlencoded", urlencode(fields, errors="surrogatepass")
    return "application/x-www-form-urlencoded", urlencode({"payload": json.dumps(payload)})


class HttpMode:
    def __init__(self, secret: str) -> None:
        self.secret, self.url = secret, ""

    async def post(
        self, body: str, content_type: str, headers: dict[str, str] | None = None, within: float = 3.0
    ) -> tuple[int, str, str]:
        """(status, content type, body) of one request, signed now unless `headers` say otherwise."""
        now = int(time.time())
        sent = {"Content-Type": content_type, "X-Slack-Request-Timestamp": str(now)}
        sent["X-Slack-Signature"] = sign(self.secret, body, now)
        sent |= headers or {}
        limit = aiohttp.ClientTimeout(total=within)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(self.url, data=body.encode(), headers=sent) as answer,
        ):
            return answer.status, answer.content_type, await answer.text()

    async def deliver(
        self, kind: str, payload: Json, within: float, retry: tuple[int, str] | None = None
    ) -> Json | None:
        """The acknowledgement's body. Raises NotAcknowledged."""
        content_type, body = encode(kind, payload)
        headers = {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]} if retry else {}
        try:
            status, kind_of_answer, answer = await self.post(body, content_type, headers, within)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise NotAcknowledged(f"{kind}: {type(error).__name__}") from None
        if status != 200:
            raise NotAcknowledged(f"{kind}: HTTP {status}")
        if not answer:
            return None
        if kind_of_answer == "application/json":
            found: Json = json.loads(answer)
            return found
        return {"text": answer}
