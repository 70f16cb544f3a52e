"""The pages: start, the rooms, the inbox, oneself."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web
from markupsafe import Markup

from adapters.web import reading, render, views
from adapters.web.reading import NoSuchPage, Reader
from adapters.web.site import SITE, Visit
from bot import calendar_feed
from bot.interactions import Home, Replace, Reply
from bot.ui import Card
from storage.calendars import CalendarStore
from storage.database import Transaction

MOST_OLDER = 100_000


def offset_of(request: web.Request) -> int:
    text = request.query.get("fra", "0")
    if not (text.isascii() and text.isdecimal()) or int(text) > MOST_OLDER:
        raise NoSuchPage
    return int(text)


def room_of(request: web.Request) -> int:
    text = request.match_info["team"]
    if not (text.isascii() and text.isdecimal()) or len(text) > 12:
        raise NoSuchPage
    return int(text)


async def start(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    return await draw_start(visit)


async def draw_start(visit: Visit, answers: Sequence[Markup] = ()) -> web.StreamResponse:
    """The next sensible step for this person: what `hjaelp` says to them."""
    site = visit.site
    visit.page, visit.room = "start", None
    response = await site.database.run(site.bot.handle, Home(sender=visit.reader.sender))
    home: list[Markup] = []
    if isinstance(response, Reply | Replace):
        cards = (response.card, *(response.more if isinstance(response, Reply) else ()))
        home = [_home_card(visit, card, number) for number, card in enumerate(cards)]
    return visit.response(
        "start.html",
        title=visit.locale.gettext("Start"),
        today=views.today(visit.locale),
        home=home,
        answers=answers,
        commands=commands(visit),
    )


def _home_card(visit: Visit, card: Card, number: int) -> Markup:
    shell = render.Shell(id=f"home-{number}" if number else "home", reader=visit.language)
    return render.card(card, shell, visit.frame)


async def rooms(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    visit.page = "rooms"
    return visit.response("rooms.html", title=visit.locale.gettext("Dine teams"))


async def room(request: web.Request) -> web.StreamResponse:
    team_id, offset = room_of(request), offset_of(request)

    def read(tx: Transaction, who: Reader) -> reading.RoomContent:
        return reading.room(tx, who, team_id, offset)

    visit, content = await request.app[SITE].visit_with(request, read)
    return draw_room(visit, content, offset)


def draw_room(
    visit: Visit, content: reading.RoomContent, offset: int = 0, answers: Sequence[Markup] = ()
) -> web.Response:
    visit.page, visit.room = "room", content.team.id
    return visit.response(
        "room.html",
        title=content.team.name,
        room=content.team,
        people=views.people_line(content, visit.locale),
        cards=[visit.card(one) for one in content.cards],
        older=f"/rum/{content.team.id}?fra={offset + reading.CARDS}" if content.more else "",
        place="" if offset else f"team/{content.team.id}",
        answers=answers,
        commands=commands(visit),
    )


async def inbox(request: web.Request) -> web.StreamResponse:
    offset = offset_of(request)
    visit, content = await request.app[SITE].visit_with(
        request, lambda tx, who: reading.inbox(tx, who, offset)
    )
    return draw_inbox(visit, content, offset)


def draw_inbox(
    visit: Visit, content: reading.InboxContent, offset: int = 0, answers: Sequence[Markup] = ()
) -> web.Response:
    visit.page, visit.room = "inbox", None
    hidden = visit.locale.long(content.hidden_before) if content.hidden_before else ""
    return visit.response(
        "inbox.html",
        title=visit.locale.gettext("Indbakke"),
        cards=[visit.card(one, private=True) for one in content.cards],
        older=f"/indbakke?fra={offset + reading.CARDS}" if content.more else "",
        place="" if offset else visit.reader.address,
        answers=answers,
        closed_before=hidden,
    )


async def me(request: web.Request) -> web.StreamResponse:
    return await draw_me(await request.app[SITE].visit(request))


async def draw_me(visit: Visit, link: str = "") -> web.StreamResponse:
    visit.page = "me"
    secret = await visit.site.transact(_calendar_secret, visit.reader)
    return visit.response(
        "me.html",
        title=visit.reader.person.name,
        link=link,
        calendar=calendar_feed.url(visit.site.settings, secret),
        until=views.day_of(visit.reader.session.expires_at, visit.locale),
    )


def _calendar_secret(tx: Transaction, who: Reader) -> str:
    return CalendarStore(tx, who.person.tenant_id, who.locale.now).of_person(who.person.id)


async def with_answers(visit: Visit, answers: Sequence[Markup]) -> web.StreamResponse:
    """The page a plain form post came from, with private answers on it."""
    site, request = visit.site, visit.request
    if visit.room is not None:
        team_id = visit.room
        visit, content = await site.visit_with(request, lambda tx, who: reading.room(tx, who, team_id, 0))
        return draw_room(visit, content, answers=answers)
    if visit.page == "overview":
        from adapters.web import overview  # which draws with what is here

        return await overview.draw(visit, answers)
    if visit.page == "course":
        from adapters.web import course

        return await course.draw(visit, answers)
    if visit.page == "inbox":
        visit, found = await site.visit_with(request, lambda tx, who: reading.inbox(tx, who, 0))
        return draw_inbox(visit, found, answers=answers)
    return await draw_start(visit, answers)


def commands(visit: Visit) -> tuple[views.Completion, ...]:
    """What this person may write here (in a room: in that team)."""
    if visit.reader.is_guest:
        return ()  # their page has what they need as buttons, in plain words
    here = [one for one in visit.reader.belongings if visit.room in (None, one.team.id)]
    roles = {one.role for one in here}
    known = visit.site.bot.features.commands.values()
    return views.completions(
        tuple(one for one in known if one.allow is None or one.allow & roles), visit.locale
    )
