"""A Web API request's arguments: form or query, and JSON where Slack reads it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

Json = dict[str, Any]

_STRUCTURED = {"blocks", "view", "metadata", "files", "attachments"}
# Slack ignores a JSON body here, as if nothing had been sent (their pages list the accepted types).
_NO_JSON = {
    *("conversations.info", "conversations.history", "conversations.members", "users.info"),
    "conversations.replies",
    *("files.getUploadURLExternal", "chat.getPermalink"),
}


async def arguments(request: web.Request) -> Json:
    """The arguments, `token` among them when it was not sent as a header."""
    found: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        if isinstance(body, dict) and request.match_info["method"] not in _NO_JSON:
            found |= body
    elif request.can_read_body:
        found |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    for name in _STRUCTURED & set(found):
        if isinstance(found[name], str):
            found[name] = json.loads(found[name])
    if (header := request.headers.get("Authorization", "")).startswith("Bearer "):
        found["token"] = header.removeprefix("Bearer ").strip()
    return found
