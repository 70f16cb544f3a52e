"""The door: requests in, decided by the core in a database thread, acknowledged, answered.

No network call before the acknowledgement. What the core has not answered in two seconds is
acknowledged empty and answered when it comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from aiohttp import web
from slack_sdk.errors import SlackApiError, SlackClientError

from adapters.door import DoorState, handled
from adapters.slack import parse, render, views
from adapters.slack.answers import Answers, acknowledgement, shows_pictures
from adapters.slack.http import HttpEntrance
from adapters.slack.installation import Installation, look_up
from adapters.slack.membership import Membership
from adapters.slack.messenger import SlackMessenger
from adapters.slack.parse import Malformed, Received, Revoked
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import PING, Socket
from adapters.slack.uploads import Load, Uploads, files_of
from adapters.slack.web_api import RETRY_TOKEN, WebApi
from bot.app import Bot
from bot.i18n import Locale
from bot.interactions import Ask, Command, Home, Joined, Left, Nothing, Reject, Replace, Reply, Response
from bot.ports import Messenger, RateLimited, Refused, Uncertain, Unreachable

log = logging.getLogger(__name__)
Json = dict[str, Any]

DEFER_AFTER = 2.0  # seconds; Slack gives up after three
RETRY_START = 5.0  # seconds between attempts to reach Slack at the start
STOP_WITHIN = 3.0
LATE_ANSWERS = 8  # at once; the others wait their turn
CALM_LOOK, CALM_WITHIN = 0.1, 30.0  # seconds between two looks whether the rush is over, and at most


async def no_files(_: str) -> bytes | None:
    return None


class SlackDoor:
    """`load` gives stored pictures and files. In HTTP mode call `mount` before the web server starts."""

    name = parse.PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        bot: Bot,
        *,
        load: Load = no_files,
        defer_after: float = DEFER_AFTER,
        ping: float = PING,
        retry: float = RETRY_START,
    ) -> None:
        self.settings, self.bot = settings, bot
        self.api = WebApi(settings.bot_token, settings.api_url, self._check_state)
        self._uploads = Uploads(self.api, load)
        self._messenger = SlackMessenger(self.api, self._uploads)
        self._answers = Answers(self.api, self._uploads)
        self._membership = Membership(self.api)
        self._defer_after, self._ping, self._retry = defer_after, ping, retry
        self._installation: Installation | None = None
        self._socket: Socket | None = None
        self._connected = False
        self._supervisor: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Semaphore(LATE_ANSWERS)
        self._stopping = False
        self._since, self._reason = bot.clock(), "connecting"
        self._names = {one.english: one.name for one in bot.features.commands.values() if one.english}

    # ---- as the process sees it

    @property
    def messenger(self) -> Messenger:
        return self._messenger

    @property
    def state(self) -> DoorState:
        return DoorState(not self._reason, self._since, self._reason)

    def mount(self, app: web.Application) -> None:
        """HTTP mode's route."""
        if not self.settings.socket_mode:
            HttpEntrance(self.settings.signing_secret, self._dispatch).mount(app)

    async def start(self) -> None:
        self._supervisor = asyncio.create_task(self._supervise())

    async def stop(self) -> None:
        self._stopping = True
        if self._supervisor is not None:
            self._supervisor.cancel()
        if self._socket is not None:
            await self._socket.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_WITHIN)
        for task in self._tasks:
            task.cancel()
        await self.api.close()

    async def settled(self) -> None:
        """Until nothing is under way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    # ---- coming up, and staying up

    async def _supervise(self) -> None:
        """Connect, look after the connection, and try a token that stopped working now and then."""
        up = False
        while True:
            if not up or self.api.lost:
                up = await self._came_up()
            wait = self._ping if up else RETRY_TOKEN if self.api.lost else self._retry
            self._connected = self._socket is None or await self._socket.is_connected()
            if up:
                self._check_state()
            await asyncio.sleep(wait)

    async def _came_up(self) -> bool:
        try:
            installation = await look_up(self.api)
            if installation != self._installation:
                self._use(installation)
            if self.settings.socket_mode and self._socket is None:
                url = self.settings.api_url
                socket = Socket(self.settings.app_token, url, self._dispatch, self._ping)
                await socket.connect()
                self._socket = socket
        except (RateLimited, Uncertain, SlackClientError, OSError, TimeoutError) as error:
            code = error.response.get("error") if isinstance(error, SlackApiError) else ""
            self._mark(self.api.lost or str(code or "unreachable"))
            return False
        except (Unreachable, Refused) as error:
            self._mark(str(error))
            return False
        return True

    def _use(self, installation: Installation) -> None:
        if missing := installation.missing_scopes:
            log.warning("scopes missing: %s", ", ".join(missing), extra={"action": "slack.scopes_missing"})
        self._installation = installation

    def _check_state(self) -> None:
        self._mark(self.api.lost or ("" if self._connected else "disconnected"))

    def _mark(self, reason: str) -> None:
        if reason != self._reason:
            self._reason, self._since = reason, self.bot.clock()
            action = "slack.down" if reason else "slack.up"
            log.log(logging.WARNING if reason else logging.INFO, reason or "up", extra={"action": action})

    # ---- in

    async def _dispatch(self, payload: Json) -> tuple[int, Json | None]:
        """One verified, decoded request: (status, what rides on the acknowledgement)."""
        if payload.get("type") == "url_verification":  # Slack asks once whether the address is ours
            return 200, {"challenge": payload.get("challenge")}
        if self._installation is None or self._stopping:
            return 503, None
        try:
            if payload.get("type") == "event_callback":
                return await self._event(payload, self._installation), None
            received = parse.request(payload, self._installation.team, self._names)
        except Malformed as error:  # Slack would only send it again: it is taken and left alone
            log.warning("odd payload: %s", error, extra={"action": "slack.malformed"})
            return 200, None
        try:
            return 200, await self._interact(received) if received else None
        except Exception as error:
            log.error("not handled: %s", type(error).__name__, extra={"action": "slack.failed"})
            return 500, None

    async def _interact(self, received: Received) -> Json | None:
        """The acknowledgement's content."""
        crowded = self.bot.database.is_crowded  # then everybody is acknowledged first
        work = handled(self.bot, received.interaction)
        if not work.done() and not crowded:
            await asyncio.wait((work,), timeout=self._defer_after)
        if not work.done():
            self._track(self._late(received, work), "slack.late_answer")
            return None
        response = work.result()
        riding = acknowledgement(received, response)
        if riding is None and not isinstance(response, Nothing):
            self._track(self._give(received, response), "slack.answer")
        self._afterwards(received, response, riding=riding is not None)
        return riding

    async def _late(self, received: Received, work: asyncio.Future[Response]) -> None:
        response = await work
        async with self._answering:
            await self._until_calm()
            await self._give(received, response)
        self._afterwards(received, response)

    async def _until_calm(self) -> None:
        """In a rush nobody is answered before everybody is heard: an answer costs as much as three
        acknowledgements, and what it tells of is stored already."""
        for _ in range(int(CALM_WITHIN / CALM_LOOK)):
            if not self.bot.database.is_crowded:
                return
            await asyncio.sleep(CALM_LOOK)

    async def _give(self, received: Received, response: Response) -> None:
        """Answer by calls: what could not ride on the acknowledgement, or came too late for it."""
        if not isinstance(response, Ask):
            await self._answers.give(received.back, response)
        elif not await self._answers.opened(received.back, response.form):
            locale = await self._locale_of(received)
            await self._answers.private(received.back, views.late_form(locale, response.form, response.page))

    def _afterwards(self, received: Received, response: Response, *, riding: bool = False) -> None:
        """What else follows: files, the home tab with what changed, an uninvited bot's wish to come in."""
        back, interaction = received.back, received.interaction
        if isinstance(response, Reply | Replace):
            if files_of(response.card):
                self._track(self._uploads.share_in_private(response.card, back.user), "slack.share")
            if riding and shows_pictures(response):
                self._track(self._answers.add_pictures(back, response.card), "slack.answer")
        if back.from_home and not isinstance(response, Ask | Reject):
            self._track(self._show_home(Home(sender=interaction.sender)), "slack.home")
        in_channel = isinstance(interaction, Command) and interaction.place is not None
        if in_channel and not self._membership.is_known(back.channel, back.user):
            self._track(self._ask_to_be_invited(received), "slack.invite")

    async def _ask_to_be_invited(self, received: Received) -> None:
        back = received.back
        if await self._membership.must_be_invited(back.channel, back.user):
            assert self._installation is not None
            locale = await self._locale_of(received)
            await self._answers.private(back, views.invite_me(locale, self._installation.name))

    async def _locale_of(self, received: Received) -> Locale:
        return await self.bot.database.run(self.bot.locale_of, received.interaction)

    # ---- events

    async def _event(self, payload: Json, installation: Installation) -> int:
        """The status of the answer. Stored before it is acknowledged; not in time: Slack sends it again."""
        happened = parse.event(payload, installation.team, installation.bot_user)
        match happened:
            case None:
                return 200
            case Revoked():
                self.api.lose("app_uninstalled")
                return 200
            case Home():
                self._track(self._show_home(happened), "slack.home")
                return 200
            case Joined() | Left():
                self._membership.changed(happened)
                work = asyncio.ensure_future(self.bot.database.run(self.bot.handle, happened))
                await asyncio.wait((work,), timeout=self._defer_after)
                return 200 if work.done() and not work.exception() else 503

    async def _show_home(self, home: Home) -> None:
        """App Home is `hjaelp`: the next sensible step for this person."""
        response = await self.bot.database.run(self.bot.handle, home)
        if isinstance(response, Reply | Replace):
            user = home.sender.account.value.split("/", 1)[1]
            more = response.more if isinstance(response, Reply) else ()
            await self.api.call("views.publish", user_id=user, view=render.home_view(response.card, *more))

    # ---- what runs after an acknowledgement

    def _track(self, work: Coroutine[Any, Any, None], action: str) -> None:
        task = asyncio.create_task(self._logged(work, action))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _logged(self, work: Coroutine[Any, Any, None], action: str) -> None:
        try:
            await work
        except (RateLimited, Unreachable, Refused, Uncertain) as error:
            log.warning("%s: %s", type(error).__name__, error, extra={"action": f"{action}_failed"})
        except Exception as error:
            log.error("%s", type(error).__name__, extra={"action": f"{action}_failed"})
