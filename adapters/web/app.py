"""The web door: the site as an aiohttp application, and the server it runs on."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from aiohttp import web

from adapters.door import DoorState
from adapters.pictures import Drawn
from adapters.web import (
    calendar,
    course,
    course_people,
    files,
    help,
    journal,
    overview,
    pages,
    papers,
    posts,
    security,
    stream,
    week,
)
from adapters.web.demo import Demo
from adapters.web.errors import errors
from adapters.web.live import Live
from adapters.web.messenger import WebMessenger
from adapters.web.site import SITE, Site, keep_signed_in
from bot.app import Bot
from bot.settings import Settings
from storage.database import Database

log = logging.getLogger(__name__)
LARGEST = 256 * 1024  # bytes of a posted form
TICK_ALONE = 20.0  # seconds; one process hears of every change by itself
TICK_SHARED = 3.0  # other processes deliver too
GRACE = 2.0  # seconds for requests under way when the server stops
WAITING = (
    4096  # connections the system keeps until they are accepted; the 129th of a rush would be a second late
)

ROUTES = (
    web.get("/", pages.start),
    web.get("/rum", pages.rooms),
    web.get("/rum/{team}", pages.room),
    web.get("/indbakke", pages.inbox),
    web.get("/mig", pages.me),
    web.get("/mig/uge/{team}", week.page),
    web.post("/mig/uge/{team}", week.save),
    web.get("/overblik", overview.page),
    web.post("/overblik", overview.several),
    web.get("/overblik.csv", overview.as_csv),
    web.get("/overblik/{team}", overview.team),
    web.get("/forloeb", course.page),
    web.get("/forloeb/{course}", course.one),
    web.get("/forloeb/{course}/kopi", course_people.copy_page),
    web.post("/forloeb/{course}/kopi", course_people.copy),
    web.get("/forloeb/{course}/uger", course_people.weeks),
    web.get("/forloeb/{course}/personer", course_people.page),
    web.post("/forloeb/{course}/personer", course_people.preview),
    web.post("/forloeb/{course}/indlaes", course_people.load),
    web.get("/forloeb/{course}/skabelon.csv", course_people.template),
    web.post("/forloeb/{course}/links", course_people.links),
    web.get("/papir/{action:.+}", papers.paper),
    web.get("/pdf/{action:.+}", papers.pdf),
    web.get("/tekst/{action:.+}", papers.text),
    web.get("/hjaelp", help.index),
    web.get("/hjaelp/{page}", help.page),
    web.get("/help", help.index),
    web.get("/help/{page}", help.page),
    web.get("/md/{action:.+}", papers.as_markdown),
    web.get("/laering", journal.page),
    web.get("/ind/{token}", posts.doorstep),
    web.post("/ind", posts.redeem),
    web.get("/side/{token}", posts.guest_doorstep),
    web.post("/side", posts.redeem_guest),
    web.post("/command", posts.command),
    web.post("/press", posts.press),
    web.post("/submit", posts.submit),
    web.post("/language", posts.language),
    web.post("/me/link", posts.own_link),
    web.post("/sign-out", posts.sign_out),
    web.get("/live", stream.live, allow_head=False),
    web.get("/kalender/{secret}.ics", calendar.feed),
    web.get("/files/{sha256}", files.stored),
    web.get("/static/{name:.+}", files.static),
)


def create_app(
    bot: Bot,
    database: Database,
    settings: Settings,
    *,
    demo: Demo | None = None,
    drawn: Drawn | None = None,
    extra_routes: Iterable[web.AbstractRouteDef] = (),
) -> web.Application:
    """The site. `demo` adds the person switcher and the time machine: only `samspil demo` gives one.

    `extra_routes` share its hosts and headers, but neither sessions nor CSRF tokens (Slack's events,
    health checks). `app[SITE].live` is what the messenger wakes.
    """
    live = Live(TICK_ALONE if database.is_sqlite else TICK_SHARED)
    site = Site(bot, database, settings, live, demo, drawn or Drawn())
    app = web.Application(
        client_max_size=LARGEST,
        middlewares=(security.hosts_only(security.allowed_hosts(settings.base_url)), keep_signed_in, errors),
    )
    app[SITE] = site
    app.add_routes(ROUTES)
    app.add_routes(extra_routes)
    if demo is not None:
        app.add_routes(demo.routes)
        app.on_startup.append(lambda _: demo.load())
    app.on_response_prepare.append(security.add_headers)
    app.on_shutdown.append(lambda _: live.close())
    return app


class WebDoor:
    """The door that `samspil run` opens: the site on its own port."""

    name = "web"

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None
        self._messenger = WebMessenger(app[SITE].live)
        self._state = DoorState(ready=False, since=self._now(), reason="starting")

    def _now(self) -> datetime:
        return self._app[SITE].bot.clock()

    @property
    def messenger(self) -> WebMessenger:
        return self._messenger

    @property
    def state(self) -> DoorState:
        return self._state

    @property
    def port(self) -> int:
        """The port in use: what was asked for, or what the system chose for 0."""
        if self._runner is not None and self._runner.addresses:
            return int(self._runner.addresses[0][1])
        return self._port

    async def start(self) -> None:
        """Raises OSError when the port is taken: without its pages the door is not open."""
        # No access log: addresses of links and feeds are secrets.
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=GRACE)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, backlog=WAITING).start()
        self._state = DoorState(ready=True, since=self._now())
        log.info("web door open", extra={"action": "web.open"})

    async def stop(self) -> None:
        self._state = DoorState(ready=False, since=self._now(), reason="stopped")
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
