"""Discord on 127.0.0.1: REST v10 and the gateway, so that the real client library connects to it.

    fake = FakeDiscord()
    await fake.start()            # fake.api is what DISCORD_API_URL takes
    guild = fake.guild("Skolen"); channel = fake.channel(guild, "team-havnen")
    ada = fake.user("Ada")        # people.py: what a person can do

Whatever Discord would refuse is answered with 400 and kept in `refused`, so that a test can end with `assert
not fake.refused`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from tests.fakes.discord.answers import reply
from tests.fakes.discord.components import Json
from tests.fakes.discord.errors import INVALID, Refused
from tests.fakes.discord.faults import Faults, Handler, suffer
from tests.fakes.discord.gateway import GUILDS, Gateway
from tests.fakes.discord.limits import V2, Kind, problems
from tests.fakes.discord.payloads import channel_json, guild_json, user_json
from tests.fakes.discord.world import Channel, Guild, Message, World

if TYPE_CHECKING:
    from tests.fakes.discord.people import Person

PREFIX = "/api/v10"
BODY = web.RequestKey("body", object)  # the JSON a request carried, for the record of calls
OPEN_ROUTES = re.compile(r"/(interactions|webhooks)/|/gateway$")  # their token stands in the path


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came: method, path below /api/v10, JSON body, and the status it was answered with."""

    method: str
    path: str
    body: Any
    status: int
    at: float
    answer: Any = None
    template: str = ""


class FakeDiscord:
    """The server, the world behind it, the gateway, the script of faults, and what was asked of it."""

    def __init__(self, token: str = "fake-token", *, check: bool = True) -> None:
        from tests.fakes.discord import rest

        self.token, self.check = token, check
        self.world = World()
        self.gateway = Gateway(self.world, token)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.refused: list[str] = []
        app = web.Application(middlewares=[self._meet], client_max_size=30 * 2**20)
        app.router.add_get("/gateway", self.gateway.handle)
        rest.add_routes(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        self.origin = ""

    @property
    def api(self) -> str:
        """What `DISCORD_API_URL` takes."""
        return self.origin + PREFIX

    async def start(self, port: int = 0) -> FakeDiscord:
        """Listen on 127.0.0.1, by default on any free port."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.gateway.url = self.origin.replace("http", "ws") + "/gateway"
        return self

    async def stop(self) -> None:
        """Hang up and close."""
        await self.gateway.drop()
        await self._runner.cleanup()

    # -- the stage

    def guild(self, name: str = "Skolen") -> Guild:
        """A server the bot is in from the start (make it before the bot connects, or `await join`)."""
        return self.world.add_guild(name)

    def channel(self, guild: Guild, name: str) -> Channel:
        """A text channel."""
        return self.world.add_channel(guild, name)

    def user(self, name: str, locale: str = "da", *, here: Channel | None = None) -> Person:
        """Somebody with a Discord client set to `locale`, looking at the channel `here`."""
        from tests.fakes.discord.people import Person

        return Person(self, self.world.add_user(name, locale), here)

    async def join(self, guild: Guild) -> None:
        """The bot was invited to this server just now."""
        await self.gateway.emit("GUILD_CREATE", guild_json(self.world, guild), intent=GUILDS)

    async def kick(self, guild: Guild) -> None:
        """The bot was thrown out of a server."""
        self.world.guilds.pop(guild.id)
        for channel in [c for c in self.world.channels.values() if c.guild is guild]:
            self.world.channels.pop(channel.id)
        await self.gateway.emit("GUILD_DELETE", {"id": str(guild.id)}, intent=GUILDS)

    async def delete_channel(self, channel: Channel) -> None:
        """Somebody deleted a channel."""
        self.world.channels.pop(channel.id)
        await self.gateway.emit("CHANNEL_DELETE", channel_json(self.world, channel), intent=GUILDS)

    async def permit(self, channel: Channel, *names: str) -> None:
        """Set what the bot may do in a channel: view, send, history, attach, embed."""
        channel.bot_may = frozenset(names)
        await self.gateway.emit("CHANNEL_UPDATE", channel_json(self.world, channel), intent=GUILDS)

    # -- the door every request comes through

    @web.middleware
    async def _meet(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/gateway":
            return await handler(request)
        path = request.path.removeprefix(PREFIX)
        fault = self.faults.take(request.method, path)

        async def carried_out(request: web.Request) -> web.StreamResponse:
            return await self._answer(request, path, handler)

        return await (suffer(fault, request, carried_out) if fault else carried_out(request))

    async def _answer(self, request: web.Request, path: str, handler: Handler) -> web.StreamResponse:
        try:
            if not OPEN_ROUTES.search(path) and request.headers.get("Authorization") != f"Bot {self.token}":
                raise Refused(401, 0, "401: Unauthorized")
            response = await handler(request)
        except Refused as refusal:
            response = reply(refusal.body(), status=refusal.status)
        except web.HTTPException as error:
            response = reply({"message": f"{error.status}: {error.reason}", "code": 0}, status=error.status)
        resource = request.match_info.route.resource
        template = resource.canonical.removeprefix(PREFIX) if resource is not None else path
        answer = json.loads(response.text) if isinstance(response, web.Response) and response.text else None
        body = request.get(BODY)
        self.calls.append(
            Call(request.method, path, body, response.status, self.world.now(), answer, template)
        )
        response.headers["Via"] = "1.1 google"
        await self.world.tell()
        return response

    async def read(self, request: web.Request, kind: Kind | None = None, old: Message | None = None) -> Json:
        """The request's JSON, from a JSON or multipart body, with its files kept; refused when Discord would.

        `old` is the message an edit changes: the edit is judged together with its flags and files.
        """
        body = (
            await self._multipart(request)
            if request.content_type == "multipart/form-data"
            else await request.json()
        )
        request[BODY] = body
        judged = body
        if old is not None:
            files = {str(file["id"]): file for file in old.attachments}
            if body.get("attachments"):
                body["attachments"] = [files.get(str(file["id"]), file) for file in body["attachments"]]
            judged = {
                "attachments": old.attachments,
                **body,
                "flags": (body.get("flags") or 0) | old.flags & V2,
            }
        if kind is not None and self.check:
            found = problems(kind, judged)
            if found:
                self.refused.extend(f"{request.method} {request.path}: {problem}" for problem in found)
                raise Refused(
                    *INVALID, errors={"_errors": [{"code": "FAKE", "message": text} for text in found]}
                )
        return body

    async def _multipart(self, request: web.Request) -> Json:
        body: Json = {}
        files: dict[int, tuple[str, bytes]] = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                body = json.loads(await part.text())
            elif part.name and (match := re.fullmatch(r"files\[(\d+)\]", part.name)):
                files[int(match[1])] = (part.filename or "", bytes(await part.read()))
        holder = body.get("data", body)
        kept = []
        for attachment in holder.get("attachments") or []:
            kept.append(self._keep(attachment, files))
        holder["attachments"] = kept
        return body

    def _keep(self, attachment: Json, files: dict[int, tuple[str, bytes]]) -> Json:
        """An attachment as Discord returns it; one that names no uploaded file is an earlier one, kept by its
        id.
        """
        number = int(attachment["id"])
        if number not in files:
            return attachment
        name, content = files[number]
        name = attachment.get("filename") or name
        new = self.world.snowflake()
        url = f"{self.origin}/attachments/{new}/{name}"
        self.world.files[url] = content
        return {"id": str(new), "filename": name, "size": len(content), "url": url, "proxy_url": url} | {
            key: attachment[key] for key in ("description",) if attachment.get(key)
        }

    def user_json(self) -> Json:
        """The bot's own user."""
        return user_json(self.world.bot) | {
            "verified": True,
            "mfa_enabled": False,
            "locale": "da",
            "email": None,
        }
