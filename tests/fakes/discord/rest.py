"""The REST routes a bot uses outside interactions: who am I, the gateway, commands, channels and their
messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.discord.answers import reply
from tests.fakes.discord.components import Json
from tests.fakes.discord.errors import CANNOT_DM, NOT_YOURS, Refused, unknown
from tests.fakes.discord.payloads import channel_json, message_json
from tests.fakes.discord.world import Message

if TYPE_CHECKING:
    from tests.fakes.discord.server import FakeDiscord


def add_routes(app: web.Application, fake: FakeDiscord) -> None:
    """Mount everything below /api/v10."""
    from tests.fakes.discord.callbacks import Callbacks

    answers = Callbacks(fake)
    rest = Rest(fake)
    channel, message = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}"
    commands = "/applications/{application_id}/commands"
    webhook = "/webhooks/{webhook_id}/{webhook_token}"
    table: list[tuple[str, str, Any]] = [
        ("GET", "/gateway/bot", rest.gateway),
        ("GET", "/users/@me", rest.me),
        ("GET", "/oauth2/applications/@me", rest.application),
        ("GET", "/applications/@me", rest.application),
        ("GET", "/users/@me/guilds", rest.guilds),
        ("POST", "/users/@me/channels", rest.open_direct),
        ("DELETE", "/users/@me/guilds/{guild_id}", rest.leave),
        ("GET", commands, rest.commands),
        ("PUT", commands, rest.set_commands),
        ("GET", channel, rest.channel),
        ("GET", f"{channel}/messages", rest.history),
        ("POST", f"{channel}/messages", rest.post),
        ("GET", message, rest.message),
        ("PATCH", message, rest.edit),
        ("DELETE", message, rest.delete),
        ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", answers.callback),
        ("POST", webhook, answers.follow_up),
        ("GET", f"{webhook}/messages/{{message_id}}", answers.get),
        ("PATCH", f"{webhook}/messages/{{message_id}}", answers.edit),
        ("DELETE", f"{webhook}/messages/{{message_id}}", answers.delete),
    ]
    for method, path, handler in table:
        app.router.add_route(method, f"/api/v10{path}", handler)


class Rest:
    """One method per route; each reads, asks the world, and answers with Discord's JSON."""

    def __init__(self, fake: FakeDiscord) -> None:
        self.fake, self.world = fake, fake.world

    async def gateway(self, _: web.Request) -> web.Response:
        """Where to connect. The client library never asks; our own start does."""
        limit = {
            "total": 1000,
            "remaining": 1000 - self.fake.gateway.identifies,
            "reset_after": 1,
            "max_concurrency": 1,
        }
        return reply({"url": self.fake.gateway.url, "shards": 1, "session_start_limit": limit})

    async def me(self, _: web.Request) -> web.Response:
        """The bot's own user: what a login and a token check ask for."""
        return reply(self.fake.user_json())

    async def application(self, _: web.Request) -> web.Response:
        """The application the token belongs to."""
        world = self.world
        user = self.fake.user_json()
        body: Json = {
            "id": str(world.application_id),
            "name": "Samspil",
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": False,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "hook": True,
            "owner": user,
            "team": None,
            "bot": user,
            "interactions_endpoint_url": None,
        }
        return reply(body)

    async def guilds(self, _: web.Request) -> web.Response:
        """The servers the bot is in."""
        return reply([{"id": str(g.id), "name": g.name} for g in self.world.guilds.values()])

    async def leave(self, request: web.Request) -> web.Response:
        """The bot leaves a server."""
        guild = self.world.guilds.get(int(request.match_info["guild_id"]))
        if guild is None:
            raise unknown("Guild")
        await self.fake.kick(guild)
        return web.Response(status=204)

    async def open_direct(self, request: web.Request) -> web.Response:
        """The direct messages with somebody; opening them always works, sending may not."""
        body = await self.fake.read(request, "dm")
        user = self.world.users.get(int(body["recipient_id"]))
        if user is None:
            raise unknown("User")
        if user.bot:
            raise Refused(*CANNOT_DM)
        return reply(channel_json(self.world, self.world.direct(user)))

    async def commands(self, request: web.Request) -> web.Response:
        """The commands as registered."""
        return reply(self.world.commands)

    async def set_commands(self, request: web.Request) -> web.Response:
        """All commands at once; those left out are gone."""
        body: Any = await self.fake.read(request, "commands")
        now = str(self.world.snowflake())
        fixed: Json = {"application_id": str(self.world.application_id), "version": now, "type": 1}
        fixed |= {"default_member_permissions": None, "nsfw": False}
        known = {command["name"]: command["id"] for command in self.world.commands}
        self.world.commands = [
            fixed | command | {"id": known.get(command["name"]) or str(self.world.snowflake())}
            for command in body
        ]
        return reply(self.world.commands)

    async def channel(self, request: web.Request) -> web.Response:
        """A channel."""
        channel = self.world.reach(int(request.match_info["channel_id"]))
        return reply(channel_json(self.world, channel))

    async def history(self, request: web.Request) -> web.Response:
        """Messages, newest first. Without the history permission Discord answers an empty list, no error."""
        channel = self.world.reach(int(request.match_info["channel_id"]))
        query = request.query
        limit = int(query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise Refused(400, 50035, "Invalid Form Body")
        after, before = int(query.get("after", 0)), int(query.get("before", 2**63))
        if "history" not in channel.bot_may:
            return reply([])
        there = [m for m in self._shown(channel.id) if after < m.id < before]
        page = sorted(there[:limit] if "after" in query else there[-limit:], key=lambda m: -m.id)
        return reply([self._as_bot_sees(m) for m in page])

    def _shown(self, channel_id: int) -> list[Message]:
        everything = sorted(self.world.messages.values(), key=lambda m: m.id)
        return [m for m in everything if m.channel.id == channel_id and not m.deleted and m.only_for is None]

    def _as_bot_sees(self, message: Message) -> Json:
        """Without the message-content intent other people's messages in servers come empty."""
        body = message_json(self.world, message)
        if message.author is not self.world.bot and message.channel.guild is not None:
            body |= {"content": "", "embeds": [], "attachments": [], "components": []}
        return body

    def _message(self, request: web.Request, *needs: str) -> Message:
        channel = self.world.reach(int(request.match_info["channel_id"]), *needs)
        message = self.world.messages.get(int(request.match_info["message_id"]))
        if (
            message is None
            or message.deleted
            or message.channel is not channel
            or message.only_for is not None
        ):
            raise unknown("Message")
        return message

    async def message(self, request: web.Request) -> web.Response:
        """One message; needs the history permission."""
        return reply(self._as_bot_sees(self._message(request, "history")))

    async def post(self, request: web.Request) -> web.Response:
        """A new message, or with an enforced nonce the one that is there already."""
        files = request.content_type == "multipart/form-data"
        channel = self.world.reach(
            int(request.match_info["channel_id"]), "send", *(("attach",) if files else ())
        )
        body = await self.fake.read(request, "create")
        nonce = str(body["nonce"]) if body.get("enforce_nonce") and body.get("nonce") is not None else None
        message = self.world.earlier(nonce) or self.world.post(channel, body)
        answer = message_json(self.world, message)
        await self.fake.gateway.emit("MESSAGE_CREATE", answer, intent=1 << 9 if channel.guild else 1 << 12)
        return reply(answer)

    async def edit(self, request: web.Request) -> web.Response:
        """Change one of the bot's own messages."""
        message = self._message(request)
        if message.author is not self.world.bot:
            raise Refused(*NOT_YOURS)
        self.world.rewrite(message, await self.fake.read(request, "edit", message))
        return reply(message_json(self.world, message))

    async def delete(self, request: web.Request) -> web.Response:
        """Take a message away."""
        message = self._message(request)
        if message.author is not self.world.bot:
            raise Refused(403, 50013, "Missing Permissions")
        message.deleted = True
        return web.Response(status=204)
