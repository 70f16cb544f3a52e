"""What every handler has: the site it belongs to, and the visit it serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.pictures import Drawn
from adapters.web import reading, render, sessions, views
from adapters.web.live import Live
from adapters.web.reading import Reader
from bot import card_json
from bot.app import Bot
from bot.i18n import Locale
from bot.interactions import Address
from bot.settings import Settings
from storage.database import PEOPLE, Database, Transaction
from storage.web import Shown, WebKeys

if TYPE_CHECKING:
    from adapters.web.demo import Demo

T = TypeVar("T")
BACK = {
    "start": "/",
    "inbox": "/indbakke",
    "me": "/mig",
    "rooms": "/rum",
    "overview": "/overblik",
    "course": "/forloeb",
}


@dataclass(frozen=True)
class Site:
    bot: Bot
    database: Database
    settings: Settings
    live: Live
    demo: Demo | None = None
    drawn: Drawn = field(default_factory=Drawn)

    @property
    def secure(self) -> bool:
        return self.settings.base_url.startswith("https://")

    async def transact(self, work: Callable[..., T], *args: Any, priority: int = PEOPLE) -> T:
        """`work(tx, *args)` in one transaction, in a database thread; once more after a deadlock."""

        def run() -> T:
            return self.database.retrying(lambda tx: work(tx, *args))

        return await self.database.run(run, priority=priority)

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        """`work(tx, *args)` in a thread that holds up nobody; it may not write."""

        def run() -> T:
            with self.database.transaction() as tx:
                return work(tx, *args)

        return await self.database.read(run)

    def guess_locale(self, request: web.Request) -> Locale:
        """For somebody who is not signed in: what their browser prefers."""
        wanted = request.headers.get("Accept-Language", "").strip().lower()
        language = "en" if wanted.startswith("en") else "da" if wanted.startswith("da") else None
        return Locale(language or self.settings.language, self.settings.zone, self.bot.clock())

    async def visit(self, request: web.Request) -> Visit:
        """The signed-in visit of a request. Raises SignedOut."""
        token = sessions.token_of(request, self.secure)
        who = await self.transact(self._reader, request, token)
        return Visit(self, request, who, token)

    async def visit_with(
        self, request: web.Request, work: Callable[[Transaction, Reader], T]
    ) -> tuple[Visit, T]:
        """The visit, and what `work` reads for it in the same transaction, with every card up to date. Raises
        SignedOut."""
        token = sessions.token_of(request, self.secure)

        def read(tx: Transaction) -> tuple[Reader, T]:
            who = self._reader(tx, request, token)
            self.draw_for(tx, who)
            return who, work(tx, who)

        who, found = await self.transact(read)
        return Visit(self, request, who, token), found

    def _reader(self, tx: Transaction, request: web.Request, token: str) -> Reader:
        who = reading.reader(tx, token, self.settings, self.bot.clock())
        request[LOCALE] = who.locale
        if WebKeys(tx, self.bot.clock()).prolong(who.session):
            request[PROLONGED] = token
        return who

    def draw_for(self, tx: Transaction, who: Reader) -> None:
        """What this person may be about to see, as it is now."""
        self.bot.draw_at(tx, who.person.tenant_id, "web", who.addresses)


SITE = web.AppKey("site", Site)
LOCALE = web.RequestKey("locale", Locale)  # of whoever asks, once known
PROLONGED = web.RequestKey("prolonged", str)  # the token of a session that lasts longer from this request on


@web.middleware
async def keep_signed_in(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The browser keeps the cookie for as long as the session lasts."""
    response = await handler(request)
    token, secure = request.get(PROLONGED), request.app[SITE].secure
    if token and not response.prepared and sessions.cookie_name(secure) not in response.cookies:
        sessions.set_cookie(response, token, secure)
    return response


@dataclass
class Visit:
    """One request of a signed-in person. `page` and `room` say where on the site they are."""

    site: Site
    request: web.Request
    reader: Reader
    token: str
    page: str = "start"
    room: int | None = None
    _count: int = 0

    @property
    def language(self) -> str:
        return self.reader.locale.language

    @property
    def locale(self) -> Locale:
        return self.reader.locale

    @property
    def wants_json(self) -> bool:
        return "application/json" in self.request.headers.get("Accept", "")

    @property
    def place(self) -> Address | None:
        return Address("web", f"team/{self.room}") if self.room is not None else None

    @property
    def frame(self) -> render.Frame:
        """A new one each time: every form on a page has its own delivery id."""
        return render.Frame(
            csrf=sessions.csrf_token(self.token),
            delivery=sessions.random_token(),
            room=str(self.room or ""),
            page=self.page,
            back=f"/rum/{self.room}" if self.room is not None else BACK.get(self.page, "/"),
        )

    def unique(self, name: str) -> str:
        """An id no other element of the page has, also when the page gets more later."""
        self._count += 1
        return f"{name}-{sessions.random_token()[:8]}{self._count}"

    def card(self, shown: Shown, *, private: bool = False) -> str:
        """A posted card as HTML, in the language it was posted in."""
        shell = render.Shell(
            id=f"card-{shown.id}",
            reader=self.language,
            version=shown.version,
            private=private,
            language=shown.language if shown.language != self.language else "",
            when=views.posted_at(shown.at, self.locale),
            when_iso=shown.at.isoformat(),
        )
        return render.card(card_json.loads(shown.card), shell, self.frame)

    def response(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        """A page of this site, drawn for this person."""
        html = render.page(
            template,
            self.language,
            viewer=views.viewer(self.reader),
            frame=self.frame,
            demo=self.demo_bar(),
            **{"page": self.page, "room_id": self.room, **values},
        )
        return web.Response(text=html, content_type="text/html", charset="utf-8", status=status)

    def demo_bar(self) -> Any:
        return self.site.demo.bar(self) if self.site.demo else None


def page_for_anyone(locale: Locale, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """A page for somebody who is not signed in."""
    html = render.page(
        template,
        locale.language,
        viewer=None,
        demo=None,
        page="",
        room_id=None,
        **values,
    )
    return web.Response(text=html, content_type="text/html", charset="utf-8", status=status)


def message_page(locale: Locale, message: views.Message, written: list[str] | None = None) -> web.Response:
    return page_for_anyone(
        locale,
        "message.html",
        status=message.status,
        title=message.title,
        picture=message.picture,
        lines=message.lines,
        action=message.action,
        written=written or [],
    )
