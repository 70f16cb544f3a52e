"""The fake Slack itself: one aiohttp server on 127.0.0.1 for the Web API, sockets and hooks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web

from tests.fakes.slack import methods_chat as chat
from tests.fakes.slack import methods_views as views
from tests.fakes.slack.arguments import arguments
from tests.fakes.slack.events import Events
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.hooks import answer_hook
from tests.fakes.slack.http_mode import HttpMode
from tests.fakes.slack.people import Person
from tests.fakes.slack.socket_mode import SocketMode
from tests.fakes.slack.state import Channel, Clock, Json, ResponseUrl, Shown, SlackError, User, Workspace

DEFAULT_SCOPES = frozenset(
    ["commands", "chat:write", "im:write", "users:read", "channels:read", "groups:read", "files:write"]
)
_METHODS: dict[str, tuple[Callable[[Workspace, Json], Json], str]] = {
    "auth.test": (chat.auth_test, ""),
    "chat.postMessage": (chat.post_message, "chat:write"),
    "chat.update": (chat.update, "chat:write"),
    "chat.delete": (chat.delete, "chat:write"),
    "chat.postEphemeral": (chat.post_ephemeral, "chat:write"),
    "chat.getPermalink": (chat.permalink, ""),
    "conversations.open": (chat.conversations_open, "im:write"),
    "conversations.info": (chat.conversations_info, "channels:read"),
    "conversations.members": (chat.conversations_members, "channels:read"),
    "conversations.history": (chat.conversations_history, "channels:history"),
    "conversations.replies": (chat.conversations_replies, "channels:history"),
    "users.info": (chat.users_info, "users:read"),
    "views.open": (views.views_open, ""),
    "views.push": (views.views_push, ""),
    "views.update": (views.views_update, ""),
    "views.publish": (views.views_publish, ""),
    "files.completeUploadExternal": (views.complete_upload, "files:write"),
}


class FakeSlack(Events):
    """`async with FakeSlack() as slack:` then `slack.api_url`, `slack.user(...)`, `slack.faults`.

    `calls` holds every Web API call in order, `refused` those Slack would refuse for their content or
    their timing: a test of a well-behaved app ends with `assert not slack.refused`.
    """

    bot_token, app_token, signing_secret = "xoxb-fake", "xapp-fake", "fake signing secret"

    def __init__(self, *, source: Callable[[], float] = time.time, ack_timeout: float = 3.0) -> None:
        super().__init__()
        self.clock = Clock(source)
        self.workspace = Workspace(self.clock)
        self.faults, self.scopes = Faults(), set(DEFAULT_SCOPES)
        self.token_state = ""
        self.ack_timeout = ack_timeout
        self.calls: list[tuple[str, Json]] = []
        self.refused: list[tuple[str, str, list[str]]] = []
        self.people: dict[str, Person] = {}
        self.sockets, self.http = SocketMode(self.touch), HttpMode(self.signing_secret)
        self._change = asyncio.Event()
        self._settlers: list[Callable[[], Awaitable[object]]] = []
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    # ---- running

    async def start(self) -> Self:
        app = web.Application(client_max_size=8 * 2**20)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self.sockets.connect)
        app.router.add_post("/hooks/{id}", self._hook)
        app.router.add_post("/upload/{id}", self._upload)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{port}"
        return self

    async def stop(self) -> None:
        self.sockets.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        return f"{self.base_url}/api/"

    # ---- who and what there is

    def user(self, id: str, *, name: str = "", team_id: str = "", **more: Any) -> Person:
        """A person in the workspace (`team_id`: in somebody else's, over Slack Connect)."""
        if id not in self.people:
            user = User(id, name or id, team_id or self.workspace.team_id, **more)
            self.workspace.users[id] = user
            self.people[id] = Person(self, user)
        return self.people[id]

    def channel(
        self, id: str, *members: str | Person, name: str = "", private: bool = False, bot: bool = True
    ) -> Channel:
        """Make a channel with these members, and the bot unless `bot` is false."""
        inside = {one if isinstance(one, str) else one.id for one in members}
        inside |= {self.workspace.bot_user} if bot else set()
        made = Channel(id, name or id.lower(), inside, private)
        self.workspace.channels[id] = made
        return made

    def messages(self, channel: str) -> list[Shown]:
        return [one for one in self.workspace.shown if one.channel == channel and not one.only_for]

    def calls_to(self, method: str) -> list[Json]:
        return [args for name, args in self.calls if name == method]

    def response_url(self, user: str, channel: str, source: Shown | None = None) -> str:
        id = f"R{self.workspace.number()}"
        self.workspace.response_urls[id] = ResponseUrl(user, channel, self.clock.now(), source=source)
        return f"{self.base_url}/hooks/{id}"

    # ---- waiting

    def touch(self) -> None:
        """Something changed: wake those who wait for it."""
        self._change.set()
        self._change = asyncio.Event()

    async def until(self, condition: Callable[[], object], within: float = 5.0) -> None:
        """Wait until the condition holds, looking again at every change. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not condition():
                await self._change.wait()

    async def connected(self, connections: int = 1) -> None:
        await self.until(lambda: len(self.sockets.connections) >= connections)

    def settle_with(self, settle: Callable[[], Awaitable[object]]) -> None:
        """`settle` is awaited after everything a person does: a door waits for its own tasks in it."""
        self._settlers.append(settle)

    async def settle(self) -> None:
        for settle in self._settlers:
            await settle()

    # ---- the Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await arguments(request)
        self.calls.append((method, args))
        fault = self.faults.take(method, args)
        if fault is not None and fault.kind == "hold":
            fault.arrived.set()
            await fault.released.wait()
        elif fault is not None and fault.kind == "rate_limit":
            wait = {"Retry-After": f"{fault.retry_after:g}"}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=wait)
        elif fault is not None and fault.kind == "error":
            return web.json_response({"ok": False, "error": fault.code})
        elif fault is not None and fault.kind == "slow" and not fault.effect:
            await asyncio.sleep(fault.seconds)
        if fault is None or fault.kind in ("hold", "slow") or fault.effect:
            answer = self._answer(method, args)
        self.touch()
        if fault is not None and fault.kind == "slow" and fault.effect:
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == "status":
            return web.Response(status=fault.status, text="<html>upstream</html>", content_type="text/html")
        if fault is not None and fault.kind == "lose_reply":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(sorted(self.scopes))})

    def _answer(self, method: str, args: Json) -> Json:
        try:
            return {"ok": True, **self._run(method, args)}
        except SlackError as error:
            if error.messages or error.code.endswith("trigger_id"):
                self.refused.append((method, error.code, list(error.messages)))
            extra = {"response_metadata": {"messages": list(error.messages)}} if error.messages else {}
            return {"ok": False, "error": error.code, **extra, **error.extra}

    def _run(self, method: str, args: Json) -> Json:
        if method == "apps.connections.open":
            self._check_token(args, self.app_token)
            return {"url": f"ws{self.base_url.removeprefix('http')}/link?ticket={self.sockets.ticket()}"}
        self._check_token(args, self.bot_token)
        if method == "files.getUploadURLExternal":
            self._check_scope("files:write", args)
            return views.get_upload_url(self.workspace, args, f"{self.base_url}/upload/")
        if method not in _METHODS:
            raise SlackError("unknown_method")
        run, scope = _METHODS[method]
        self._check_scope(scope, args)
        return run(self.workspace, args)

    def _check_token(self, args: Json, wanted: str) -> None:
        token = args.get("token")
        if not token:
            raise SlackError("not_authed")
        if token != wanted:
            known = (self.bot_token, self.app_token)
            raise SlackError("not_allowed_token_type" if token in known else "invalid_auth")
        if self.token_state and wanted == self.bot_token:
            raise SlackError(self.token_state)

    def _check_scope(self, scope: str, args: Json) -> None:
        channel = self.workspace.channels.get(str(args.get("channel")))
        if channel is not None and scope.startswith("channels:"):
            kind = "im" if channel.im_with else "groups" if channel.private else "channels"
            scope = scope.replace("channels", kind)
        if scope and scope not in self.scopes and scope != "im:read":
            raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    async def _hook(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("response_url", body))
        fault = self.faults.take("response_url", {})
        if fault is not None and fault.kind == "status":
            return web.Response(status=fault.status)
        status, text = answer_hook(self.workspace, request.match_info["id"], body)
        if status != 200:
            self.refused.append(("response_url", text, []))
        self.touch()
        return web.Response(status=status, text=text)

    async def _upload(self, request: web.Request) -> web.Response:
        upload = self.workspace.uploads.get(request.match_info["id"])
        if upload is None:
            return web.Response(status=404)
        if request.content_type == "multipart/form-data":
            for value in (await request.post()).values():
                content = value.file.read() if isinstance(value, web.FileField) else value
                upload.content = content.encode() if isinstance(content, str) else bytes(content)
        else:
            upload.content = await request.read()
        self.calls.append(("upload", {"id": upload.id, "length": len(upload.content)}))
        return web.Response(text=f"OK - {len(upload.content)}")

    # ---- the app itself

    async def uninstall(self) -> None:
        self.token_state = "account_inactive"
        await self.event(type="tokens_revoked", tokens={"bot": [self.workspace.bot_user]})
        await self.event(type="app_uninstalled")

    def revoke_token(self) -> None:
        self.token_state = "token_revoked"
