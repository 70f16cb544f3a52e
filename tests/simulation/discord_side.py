"""Discord in the simulation: the REST routes that delivery uses, under the real discord.py.

Its retries, its waiting out of rate limits and its nonce are the library's own; only its connections lead here.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import discord

from adapters.discord.messenger import rest_client
from tests.simulation.limits import discord_problems as problems
from tests.simulation.line import FOREVER, Answer, Line, Request, Session
from tests.simulation.places import Json, Places, Post

BOT = {"id": "1", "username": "samspil", "discriminator": "0", "avatar": None, "bot": True}
LATEST = 29.0  # seconds after which a message stands in the history at the latest
NONCE_KNOWN = (120.0, 300.0)  # seconds: "the past few minutes"
JSON = {"content-type": "application/json", "Via": "1.1 google"}


class Refusal(Exception):
    def __init__(self, status: int, code: int) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class DiscordSide:
    def __init__(self, places: Places, chance: random.Random) -> None:
        self.places, self._chance = places, chance
        self._nonces: dict[tuple[str, str], tuple[Post, datetime]] = {}
        self._number = 0

    def call(self, method: str, url: str, body: Json) -> Answer:
        parts = urlsplit(url)
        path = parts.path.split("/api/v10", 1)[1].strip("/").split("/")
        try:
            found = self._route(method, path, dict(_query(parts.query)), body)
        except Refusal as refusal:
            return Answer(refusal.status, json.dumps({"code": refusal.code, "message": "no"}), JSON)
        return Answer(204, "") if found is None else Answer(200, json.dumps(found), JSON)

    def _route(self, method: str, path: list[str], query: dict[str, str], body: Json) -> Any:
        match method, path:
            case "POST", ["users", "@me", "channels"]:
                return {"id": direct(str(body["recipient_id"])), "type": 1, "recipients": [BOT]}
            case "POST", ["channels", place, "messages"]:
                return self._post(place, body)
            case "GET", ["channels", place, "messages"]:
                return self._history(place, query)
            case "GET", ["channels", place, "messages", _]:
                self._reach(place)
                raise Refusal(403, 50001) if place in self.places.blind else Refusal(404, 10008)
            case "PATCH", ["channels", place, "messages", ref]:
                post = self._own(place, ref)
                self.places.change(post, self._checked("edit", body))
                return _described(post)
            case "DELETE", ["channels", place, "messages", ref]:
                self.places.remove(self._own(place, ref))
                return None
            case _:
                raise AssertionError(f"not simulated: {method} {path}")

    def _post(self, place: str, body: Json) -> Json:
        self._reach(place)
        payload, now, nonce = self._checked("create", body), self.places.now(), (place, str(body["nonce"]))
        known, until = self._nonces.get(nonce, (None, now))
        if known is not None and now < until and not known.deleted and body["enforce_nonce"]:
            return _described(known)
        late = self._chance.uniform(0, LATEST) if self._chance.random() < 0.5 else 0.0
        mark = str(payload["components"][0].get("id", ""))
        seen_from = now + timedelta(seconds=late)
        post = Post("discord", place, str(self._snowflake(now)), mark, payload, now, seen_from)
        self._nonces[nonce] = post, now + timedelta(seconds=self._chance.uniform(*NONCE_KNOWN))
        self.places.add(post)
        return _described(post)

    def _history(self, place: str, query: dict[str, str]) -> list[Json]:
        self._reach(place)
        if place in self.places.blind:
            return []
        after = discord.utils.snowflake_time(int(query.get("after", 0)))
        found = self.places.history(place, after)
        return [_described(post) for post in found[-int(query["limit"]) :]]

    def _reach(self, place: str) -> None:
        if place in self.places.gone:
            raise Refusal(404, 10003)

    def _own(self, place: str, ref: str) -> Post:
        self._reach(place)
        post = self.places.by_ref.get((place, ref))
        if post is None or post.deleted:
            raise Refusal(404, 10008)
        return post

    def _checked(self, kind: str, body: Json) -> Json:
        if found := problems(kind, body):
            self.places.watching.refused("discord", found, body)
            raise Refusal(400, 50035)
        return {"components": body["components"]}

    def _snowflake(self, now: datetime) -> int:
        self._number += 1
        return discord.utils.time_snowflake(now) + self._number % (1 << 22)


def direct(user: str) -> str:
    return f"7{user}"


def _query(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, text.split("&")):
        name, _, value = part.partition("=")
        yield name, value


def _described(post: Post) -> Json:
    return {
        "id": post.ref, "channel_id": post.place, "author": BOT, "content": "", "type": 0, "tts": False,
        "timestamp": post.at.astimezone(UTC).isoformat(), "edited_timestamp": None, "mention_everyone": False,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "flags": 1 << 15,
        "components": post.payload["components"],
    }  # fmt: skip


class DiscordSession(Session):
    def __init__(self, side: DiscordSide, line: Line) -> None:
        self._side, self._line = side, line

    def request(self, method: str, url: str, **how: Any) -> Request:
        query = "&".join(f"{name}={value}" for name, value in (how.get("params") or {}).items())
        body, full = _body(how.get("data")), f"{url}?{query}"
        where = f"discord {method} {'message' if 'messages' in url else 'channel'}"
        ordered = method == "DELETE"
        return self._line.request(
            lambda: self._side.call(method, full, body), timeout=FOREVER, where=where, ordered=ordered
        )


def _body(data: Any) -> Json:
    if isinstance(data, aiohttp.FormData):
        fields = {field[0]["name"]: field[2] for field in data._fields}
        found: Json = json.loads(fields["payload_json"])
        return found
    return dict(json.loads(data)) if data else {}


def client(session: DiscordSession) -> discord.Client:
    """One that is logged in already, for the running loop."""
    made, over = rest_client(), asyncio.Event()
    over.set()
    http: Any = made.http
    state: Any = made._connection
    made.loop = http.loop = state.loop = asyncio.get_running_loop()
    http._HTTPClient__session, http._global_over, http.token = session, over, "simulated"
    state.user = discord.ClientUser(state=state, data=BOT)  # type: ignore[arg-type]
    return made


def too_many(seconds: int) -> Answer:
    body = {"message": "You are being rate limited.", "retry_after": float(seconds), "global": False}
    return Answer(429, json.dumps(body), JSON)


def buttons(payload: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Actions that can be pressed in a message, and what can be picked."""
    for part in payload.get("components", ()):
        yield from buttons(part)
        if "custom_id" in part and not part.get("disabled"):
            yield part["custom_id"], tuple(one["value"].removeprefix("=") for one in part.get("options", ()))
