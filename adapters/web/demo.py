"""Only in `samspil demo`: be any of the demo's people, and let time pass.

The routes are added by `create_app(demo=…)` alone; `samspil run` never makes a Demo, and a Demo cannot be
made with settings that do not say demo.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from adapters.clock import TimeMachine
from adapters.web import parse, sessions
from adapters.web.parse import Posted, Unreadable
from adapters.web.posts import Elsewhere
from adapters.web.site import SITE, Site, Visit, page_for_anyone
from bot import dates
from bot.app import Bot
from bot.i18n import Locale
from storage.database import Database, Transaction
from storage.demo import DemoPerson, everybody
from storage.teams import Role, TeamStore
from storage.web import WebStore

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
ROOM = re.compile(r"/rum/([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class Choice:
    id: str  # "tenant/person"
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    people: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    now: str
    now_iso: str
    csrf: str
    back: str
    person_id: str
    groups: tuple[Group, ...]


class Demo:
    """`machine` moves the clock that `bot` reads."""

    def __init__(self, bot: Bot, database: Database, machine: TimeMachine) -> None:
        if not bot.settings.demo:
            raise ValueError("the demo's routes belong to `samspil demo` alone")
        self._database = database
        self._machine = machine
        self._people: tuple[DemoPerson, ...] = ()

    @property
    def routes(self) -> tuple[web.AbstractRouteDef, ...]:
        return (
            web.get("/demo", self._choose),
            web.post("/demo/person", self._be),
            web.post("/demo/time", self._forward),
        )

    async def load(self) -> None:
        """Read who there is; again whenever the page to choose on is opened."""
        self._people = await self._database.run(self._read_people)

    def _read_people(self) -> tuple[DemoPerson, ...]:
        with self._database.transaction() as tx:
            return everybody(tx)

    # ---- what is shown

    def bar(self, visit: Visit) -> Bar:
        """The strip above every page."""
        person = visit.reader.person
        now = visit.locale.local(visit.locale.now)
        return Bar(
            now=dates.appointment(now, now, visit.language),
            now_iso=now.isoformat(),
            csrf=sessions.csrf_token(visit.token),
            back=visit.frame.back,
            person_id=f"{person.tenant_id}/{person.id}",
            groups=self._groups(visit.locale),
        )

    def _groups(self, locale: Locale) -> tuple[Group, ...]:
        """Each person once: members under their team, then those who serve several."""
        _ = locale.gettext
        teams: dict[str, list[Choice]] = {}
        others: dict[str, Choice] = {}
        roles = {
            Role.facilitator: _("facilitator"),
            Role.partner: _("partner"),
            Role.guest: _("gæst"),
            Role.course_lead: _("forløbsansvarlig"),
        }
        for one in self._people:
            id = f"{one.tenant_id}/{one.person_id}"
            if one.role is Role.member:
                teams.setdefault(one.team, []).append(Choice(id, one.name, one.profession))
            else:
                others.setdefault(id, Choice(id, one.name, roles.get(one.role, one.profession)))
        groups = [Group(name, tuple(people)) for name, people in teams.items()]
        if others:
            groups.append(Group(_("Omkring teamene"), tuple(others.values())))
        return tuple(groups)

    # ---- the routes

    async def _choose(self, request: web.Request) -> web.StreamResponse:
        site = request.app[SITE]
        await self.load()
        locale = site.guess_locale(request)
        seed = sessions.seed_of(request) or sessions.random_token()
        now = locale.local(locale.now)
        bar = Bar(
            now=dates.appointment(now, now, locale.language),
            now_iso=now.isoformat(),
            csrf=sessions.csrf_token(seed),
            back="/",
            person_id="",
            groups=self._groups(locale),
        )
        response = page_for_anyone(locale, "demo.html", title=locale.gettext("Prøv Samspil"), choose=bar)
        sessions.new_seed(response, seed, site.secure)
        return response

    async def _posted(self, request: web.Request, site: Site) -> Posted:
        if sessions.from_elsewhere(request):
            raise Elsewhere
        posted = await parse.form_of(request)
        csrf = parse.field(posted, "csrf")
        ours = (sessions.token_of(request, site.secure), sessions.seed_of(request))
        if not any(sessions.csrf_fits(one, csrf) for one in ours):
            raise web.HTTPSeeOther("/demo")
        return posted

    async def _be(self, request: web.Request) -> web.StreamResponse:
        site = request.app[SITE]
        posted = await self._posted(request, site)
        wanted = parse.field(posted, "person")
        known = {f"{one.tenant_id}/{one.person_id}": one for one in self._people}
        if wanted not in known:
            raise Unreadable("nobody in the demo")
        back = _back(posted)
        token, theirs = await site.transact(_start_session, known[wanted], back, site.bot.clock())
        response = web.HTTPSeeOther(back if theirs else "/")
        sessions.set_cookie(response, token, site.secure)
        raise response

    async def _forward(self, request: web.Request) -> web.StreamResponse:
        posted = await self._posted(request, request.app[SITE])
        step = parse.field(posted, "forward")
        if step == "due":
            await self._machine.to_next()
        elif step in STEPS:
            await self._machine.forward(STEPS[step])
        else:
            raise Unreadable("no such step")
        raise web.HTTPSeeOther(_back(posted))


def _start_session(tx: Transaction, person: DemoPerson, back: str, now: datetime) -> tuple[str, bool]:
    """The session's token, and whether the page is one that this person has too."""
    room = ROOM.fullmatch(back)
    teams = TeamStore(tx, person.tenant_id, now)
    theirs = room is None or teams.role_in(int(room[1]), person.person_id) is not None
    return WebStore(tx, person.tenant_id, now).start_session(person.person_id), theirs


def _back(posted: Posted) -> str:
    """A page of ours to go on with."""
    back = parse.field(posted, "back")
    return back if back in ("/rum", "/indbakke", "/mig") or ROOM.fullmatch(back) else "/"
