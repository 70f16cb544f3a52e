"""What people send: commands, presses, forms; and the few things about themselves that need no core."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from aiohttp import web

from adapters.door import handled
from adapters.web import answers, pages, parse, sessions, views
from adapters.web.parse import Posted, Unreadable
from adapters.web.reading import Reader, SignedOut
from adapters.web.site import SITE, Visit, message_page, page_for_anyone
from bot.i18n import Locale
from bot.interactions import Address, Command, Press, Sender, Submit
from storage.database import Transaction
from storage.guest_links import open_guest_link
from storage.teams import TeamStore
from storage.web import OWN_LINK_VALID, WebKeys, WebStore

I = TypeVar("I", Command, Press, Submit)  # noqa: E741
Parse = Callable[[Posted, Sender, Address | None], I]
PAGES = ("start", "room", "inbox", "me", "rooms", "overview", "course")


class Stale(Exception):
    """The page belongs to another session: its CSRF token does not fit."""

    def __init__(self, visit: Visit, posted: Posted) -> None:
        self.visit = visit
        self.posted = posted


class Elsewhere(Exception):
    """The browser says that another site's page sent this."""


class LostText(Exception):
    """Somebody whose session is over sent something: it is given back."""

    def __init__(self, signed_out: SignedOut, posted: Posted) -> None:
        self.signed_out = signed_out
        self.posted = posted


async def signed_post(request: web.Request) -> tuple[Visit, Posted]:
    """A post from one of our own pages, by the person it was made for.

    Raises Elsewhere, LostText, Stale, Unreadable, NoSuchPage.
    """
    if sessions.from_elsewhere(request):
        raise Elsewhere
    posted = await parse.form_of(request)
    try:
        visit = await request.app[SITE].visit(request)
    except SignedOut as signed_out:
        raise LostText(signed_out, posted) from signed_out
    if not sessions.csrf_fits(visit.token, parse.field(posted, "csrf")):
        raise Stale(visit, posted)
    page, room = parse.field(posted, "page"), parse.field(posted, "room")
    visit.page = page if page in PAGES else "start"
    if room:
        if not (room.isascii() and room.isdecimal()) or len(room) > 12:
            raise Unreadable("no such room")
        visit.room = visit.reader.team(int(room)).id  # theirs, or NoSuchPage
    return visit, posted


async def _act(request: web.Request, read: Parse[I]) -> web.StreamResponse:
    visit, posted = await signed_post(request)
    interaction = read(posted, visit.reader.sender, visit.place)
    site = visit.site
    response = await handled(site.bot, interaction)
    for team in visit.reader.teams:
        site.live.wake(f"team/{team.id}")
    site.live.wake(visit.reader.address)
    return await answers.answer(visit, response)


async def command(request: web.Request) -> web.StreamResponse:
    return await _act(request, parse.command)


async def press(request: web.Request) -> web.StreamResponse:
    return await _act(request, parse.press)


async def submit(request: web.Request) -> web.StreamResponse:
    return await _act(request, parse.submit)


# ---- oneself


async def language(request: web.Request) -> web.StreamResponse:
    visit, posted = await signed_post(request)
    wanted = parse.field(posted, "language")
    if wanted not in ("da", "en"):
        raise Unreadable("no such language")
    await visit.site.transact(_set_language, visit.reader, wanted)
    raise web.HTTPSeeOther("/mig")


def _set_language(tx: Transaction, who: Reader, wanted: str) -> None:
    TeamStore(tx, who.person.tenant_id, who.locale.now).set_person(who.person.id, language=wanted)


async def own_link(request: web.Request) -> web.StreamResponse:
    """A link for one's own other device; shown once, on this response only."""
    visit, _ = await signed_post(request)
    token = await visit.site.transact(_own_link, visit.reader)
    return await pages.draw_me(visit, link=f"{visit.site.settings.base_url.rstrip('/')}/ind/{token}")


def _own_link(tx: Transaction, who: Reader) -> str:
    store = WebStore(tx, who.person.tenant_id, who.locale.now)
    since = who.session.private_since
    return store.issue_link(who.person.id, by=who.person.id, private_since=since, valid=OWN_LINK_VALID)


async def sign_out(request: web.Request) -> web.StreamResponse:
    visit, posted = await signed_post(request)
    await visit.site.transact(_sign_out, visit.reader, bool(parse.field(posted, "everywhere")))
    visit.site.live.wake(visit.reader.address)  # open pages of ended sessions close themselves
    response = message_page(visit.locale, views.signed_off(visit.locale))
    sessions.delete_cookie(response, visit.site.secure)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _sign_out(tx: Transaction, who: Reader, everywhere: bool) -> None:
    store = WebStore(tx, who.person.tenant_id, who.locale.now)
    if everywhere:
        store.end_sessions(who.person.id)
    else:
        store.end_session(who.session.id)


# ---- the way in


async def doorstep(request: web.Request) -> web.StreamResponse:
    """The page a personal link opens. It changes nothing and asks nothing of the database: programs that
    look at links in mails must not use them up, nor learn whether they are any good."""
    return _doorstep(request, "/ind")


async def guest_doorstep(request: web.Request) -> web.StreamResponse:
    """The same for a guest's own link, which opens their page each time."""
    return _doorstep(request, "/side")


def _doorstep(request: web.Request, to: str) -> web.StreamResponse:
    site = request.app[SITE]
    locale = site.guess_locale(request)
    seed = sessions.seed_of(request) or sessions.random_token()
    response = page_for_anyone(
        locale,
        "signin.html",
        title=locale.gettext("Velkommen"),
        token=request.match_info["token"][:200],
        csrf=sessions.csrf_token(seed),
        to=to,
    )
    sessions.new_seed(response, seed, site.secure)
    return response


async def redeem(request: web.Request) -> web.StreamResponse:
    return await _enter(request, "/ind", _redeem, views.used_link)


async def redeem_guest(request: web.Request) -> web.StreamResponse:
    return await _enter(request, "/side", _open_guest_link, views.ended_link)


async def _enter(
    request: web.Request,
    door: str,
    open_link: Callable[[Transaction, str, datetime], str | None],
    no_good: Callable[[Locale], views.Message],
) -> web.StreamResponse:
    site = request.app[SITE]
    locale = site.guess_locale(request)
    if sessions.from_elsewhere(request):
        raise Elsewhere
    posted = await parse.form_of(request)
    token = parse.field(posted, "token")
    if not sessions.csrf_fits(sessions.seed_of(request), parse.field(posted, "csrf")):
        raise web.HTTPSeeOther(
            f"{door}/{token}" if token.replace("-", "").replace("_", "").isalnum() else "/"
        )
    session = await site.transact(open_link, token, site.bot.clock())
    if session is None:
        return message_page(locale, no_good(locale))
    response = web.HTTPSeeOther(sessions.page_wanted(request))
    sessions.set_cookie(response, session, site.secure)
    sessions.forget_page(response, site.secure)
    raise response


def _redeem(tx: Transaction, token: str, now: datetime) -> str | None:
    return WebKeys(tx, now).redeem(token)


def _open_guest_link(tx: Transaction, token: str, now: datetime) -> str | None:
    return open_guest_link(tx, now, token)
