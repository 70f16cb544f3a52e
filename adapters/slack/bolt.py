"""The bolt app between Slack and the door: one middleware instead of a listener per command and button.

The core already routes by action; listeners would match every payload a second time, with bolt's
argument injection at each try. Nothing of bolt is replaced: verified and decoded requests go through
`async_dispatch`, whose own middleware authorizes, answers url_verification and drops our own events.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installation import Installation
from adapters.slack.parse import Malformed

Json = dict[str, Any]
Handle = Callable[[Json], Awaitable[tuple[int, Json | None]]]

# bolt sets every logger of its own to this one's level: below WARNING it logs whole request bodies.
log = logging.getLogger("adapters.slack.bolt")
_REACHED = "samspil_reached"


class _Authorize(AsyncAuthorize):
    """Who we are, known since the start: bolt's own would ask Slack inside the three seconds."""

    def __init__(self, installation: Installation, token: str) -> None:
        self._result = AuthorizeResult(
            enterprise_id=None,
            team_id=installation.team,
            bot_user_id=installation.bot_user,
            bot_id=installation.bot_id,
            bot_token=token,
        )

    async def __call__(self, **_: Any) -> AuthorizeResult:
        return self._result


class _ToTheDoor(AsyncMiddleware):
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        req.context[_REACHED] = True
        status, answer = await self._handle(req.body)
        return BoltResponse(status=status, body="" if answer is None else answer)


def build(installation: Installation, token: str, api_url: str, handle: Handle) -> AsyncApp:
    """A bolt app that gives every request meant for us to `handle`, which returns (status, answer)."""
    log.setLevel(logging.WARNING)
    app = AsyncApp(
        name="samspil.slack",
        logger=log,
        client=AsyncWebClient(base_url=api_url, retry_handlers=[], logger=log),
        authorize=_Authorize(installation, token),
        process_before_response=True,
        request_verification_enabled=False,  # HttpEntrance has verified; Socket Mode has nothing to verify
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    app.use(_ToTheDoor(handle))
    return app


async def dispatch(app: AsyncApp, payload: Json) -> tuple[int, str]:
    """One decoded request through bolt: (status, body). The mode tells bolt that it is a dict already.

    Raises Malformed where bolt itself cannot read the payload, before anything of ours has seen it.
    """
    try:
        request = AsyncBoltRequest(body=payload, mode="socket_mode")
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Malformed(type(error).__name__) from error
    response = await app.async_dispatch(request)
    if response.status == 500 and not request.context.get(_REACHED):
        raise Malformed("bolt cannot read it")
    return response.status, response.body


def as_json(body: str) -> Json | None:
    """A body as Socket Mode's acknowledgement carries it."""
    if not body:
        return None
    return json.loads(body) if body.startswith("{") else {"text": body}
