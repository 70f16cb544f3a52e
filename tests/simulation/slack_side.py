"""Slack in the simulation: the Web API methods that delivery uses, and a WebApi that reaches them.

Everything of the adapter is the real thing down to aiohttp's session.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from adapters.slack.render import LINK, VALUE_MARK
from adapters.slack.web_api import TIMEOUT, WebApi
from tests.simulation.limits import slack_problems as problems
from tests.simulation.line import Answer, Line, Request, Session
from tests.simulation.places import Json, Places, Post

TEAM = "T0TEAM"
LATEST = 29.0  # seconds after which a message stands in the history at the latest


class Refusal(Exception):
    """`ok: false` with this code."""


class SlackSide:
    def __init__(self, places: Places, chance: random.Random) -> None:
        self.places, self._chance = places, chance
        self.files: dict[tuple[str, str], list[str]] = {}  # under which message
        self._number = 0

    # ---- the Web API

    def call(self, method: str, args: Json) -> Answer:
        try:
            found = getattr(self, "_" + method.replace(".", "_"))(args)
        except Refusal as refusal:
            found = {"ok": False, "error": str(refusal)}
        return Answer(200, json.dumps({"ok": True} | found))

    def _chat_postMessage(self, args: Json) -> Json:
        place = self._writable(args["channel"])
        payload = self._payload(args)
        now = self.places.now()
        late = self._chance.uniform(0, LATEST) if self._chance.random() < 0.5 else 0.0
        post = Post("slack", place, self._ts(now), args["metadata"]["event_payload"]["key"], payload, now,
                    now + timedelta(seconds=late))  # fmt: skip
        self.places.add(post)
        return {"channel": place, "ts": post.ref}

    def _chat_update(self, args: Json) -> Json:
        post = self._own(args)
        self.places.change(post, self._payload(args))
        return {"channel": post.place, "ts": post.ref}

    def _chat_delete(self, args: Json) -> Json:
        self.places.remove(self._own(args))
        return {}

    def _conversations_open(self, args: Json) -> Json:
        return {"channel": {"id": direct(args["users"])}}

    def _conversations_history(self, args: Json) -> Json:
        place = args["channel"]
        if place in self.places.blind:
            raise Refusal("missing_scope")
        if place in self.places.gone:
            raise Refusal("channel_not_found")
        since = datetime.fromtimestamp(float(args["oldest"]), UTC)
        start, limit = int(args.get("cursor") or 0), int(args["limit"])
        found = self.places.history(place, since)
        page, more = found[start : start + limit], start + limit < len(found)
        return {
            "messages": [_described(post) for post in page],
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    def _conversations_replies(self, args: Json) -> Json:
        files = [{"name": name} for name in self.files.get((args["channel"], args["ts"]), ())]
        return {"messages": [{"ts": args["ts"], "files": files}]}

    def _files_getUploadURLExternal(self, args: Json) -> Json:
        self._number += 1
        return {"upload_url": "https://files.slack.example/up", "file_id": f"F{self._number}"}

    def _files_completeUploadExternal(self, args: Json) -> Json:
        if "thread_ts" in args:
            names = [one["title"] for one in json.loads(args["files"])]
            self.files.setdefault((args["channel_id"], args["thread_ts"]), []).extend(names)
        return {}

    # ---- how

    def _writable(self, channel: str) -> str:
        place = direct(channel) if channel.startswith("U") else channel
        if place in self.places.gone:
            raise Refusal("channel_not_found")
        return place

    def _own(self, args: Json) -> Post:
        self._writable(args["channel"])
        post = self.places.by_ref.get((args["channel"], args["ts"]))
        if post is None or post.deleted:
            raise Refusal("message_not_found")
        return post

    def _payload(self, args: Json) -> Json:
        payload = {"text": args["text"], "blocks": args["blocks"]}
        if found := problems("message", payload):
            self.places.watching.refused("slack", found, payload)
            raise Refusal("invalid_blocks")
        return payload

    def _ts(self, now: datetime) -> str:
        self._number += 1
        return f"{int(now.timestamp())}.{self._number % 1_000_000:06d}"


def direct(user: str) -> str:
    """The conversation of one person and the bot."""
    return f"D{user[1:]}"


def _described(post: Post) -> Json:
    metadata = {"event_type": "samspil_post", "event_payload": {"key": post.mark}}
    return {"type": "message", "ts": post.ref, "text": post.payload["text"], "metadata": metadata}


class SlackSession(Session):
    def __init__(self, side: SlackSide, line: Line) -> None:
        self._side, self._line = side, line

    def post(self, url: str, *, data: Any, headers: Any = None) -> Request:
        method = url.rsplit("/", 1)[1]
        if method == "up":
            return self._line.request(lambda: Answer(200, "OK"), timeout=TIMEOUT, where="slack upload")
        args = _arguments(bytes(data), headers["Content-Type"])
        ordered = method == "chat.delete"
        return self._line.request(
            lambda: self._side.call(method, args), timeout=TIMEOUT, where=f"slack {method}", ordered=ordered
        )


def _arguments(body: bytes, kind: str) -> Json:
    if kind.startswith("application/json"):
        found: Json = json.loads(body)
        return found
    return dict(parse_qsl(body.decode()))


class SimWebApi(WebApi):
    """The adapter's own, over a session that reaches no network."""

    def __init__(self, session: SlackSession) -> None:
        super().__init__("xoxb-simulated", "https://slack.example/api")
        self._simulated = session

    @property
    def session(self) -> Any:
        return self._simulated


def too_many(seconds: int) -> Answer:
    return Answer(429, json.dumps({"ok": False, "error": "ratelimited"}), {"Retry-After": str(seconds)})


def buttons(payload: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Actions that can be pressed in a message or view, and what can be picked."""
    for block in payload.get("blocks", ()):
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]:
            action = element.get("action_id", "")
            if action and not action.startswith(LINK):
                options = element.get("options") or ()
                yield action, tuple(one["value"].removeprefix(VALUE_MARK) for one in options)
