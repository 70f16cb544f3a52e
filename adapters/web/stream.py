"""Live updates: one stream of server-sent events per open page.

Events: `card` (a card that is new or changed, as HTML), `gone` (its id), `inbox` (how many private cards
are new), `home` (the next sensible step may be another), `over` (this session has ended: the page says so and stops listening).
"""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web

from adapters.web import reading
from adapters.web.reading import CARDS, NoSuchPage, Reader, SignedOut
from adapters.web.site import SITE, Site, Visit
from storage.database import BACKGROUND, Transaction
from storage.web import Shown

RETRY = 3000  # milliseconds before a browser tries again
KNOWN = re.compile(r"(\d{1,12})\.(\d{1,9})")


async def live(request: web.Request) -> web.StreamResponse:
    """`place`: a web address the person may see, or nothing; `known`: cards on the page, `id.version-…`."""
    site = request.app[SITE]
    value = request.query.get("place", "")
    visit, _ = await site.visit_with(request, lambda tx, who: reading.newest(tx, who, value) if value else ())
    known = {int(id): int(version) for id, version in KNOWN.findall(request.query.get("known", "")[:4000])}
    if value.startswith("team/"):
        visit.page, visit.room = "room", int(value.removeprefix("team/"))
    elif value:
        visit.page = "inbox"
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    with suppress(ConnectionError, asyncio.CancelledError):
        await response.write(f"retry: {RETRY}\n\n".encode())
        await _follow(site, visit, value, known, response)
    return response


async def _follow(
    site: Site, visit: Visit, value: str, known: dict[int, int], response: web.StreamResponse
) -> None:
    """`value` "" is a page without cards of its own: it is told when the next sensible step may be another."""
    unread, pulse = -1, None
    watched = [value] if value else [f"team/{team.id}" for team in visit.reader.teams]
    with site.live.watching(*{*watched, visit.reader.address}) as watcher:
        while not site.live.closing:
            await watcher.changed.wait()
            watcher.changed.clear()
            try:
                look = await site.transact(_look, visit, value, priority=BACKGROUND)
            except (SignedOut, NoSuchPage):
                await _send(response, "over", {})
                return
            visit.reader = look.who
            for event, data in changes(visit, value, known, look.cards):
                await _send(response, event, data)
            if look.who.unread != unread:
                unread = look.who.unread
                await _send(response, "inbox", {"count": unread})
            if pulse not in (None, look.pulse):
                await _send(response, "home", {})
            pulse = look.pulse
            await response.write(b": still here\n\n")


@dataclass(frozen=True, slots=True)
class Look:
    who: Reader
    cards: tuple[Shown, ...]
    pulse: tuple[int, int] | None


def _look(tx: Transaction, visit: Visit, value: str) -> Look:
    site = visit.site
    who = reading.reader(tx, visit.token, site.settings, site.bot.clock())
    if value:
        site.draw_for(tx, who)
        return Look(who, reading.newest(tx, who, value), None)
    return Look(who, (), reading.pulse(tx, who))


def changes(
    visit: Visit, value: str, known: dict[int, int], cards: tuple[Shown, ...]
) -> list[tuple[str, dict[str, object]]]:
    """What to tell a page that has `known`, which is brought up to date; oldest first."""
    events: list[tuple[str, dict[str, object]]] = []
    for card in reversed(cards):
        if known.get(card.id) == card.version:
            continue
        new = card.id not in known
        known[card.id] = card.version
        html = visit.card(card, private=value.startswith("person/"))
        events.append(("card", {"id": f"card-{card.id}", "new": new, "html": html}))
    here = {card.id for card in cards}
    # With a full page a card may only have been pushed out of it by newer ones.
    gone = [id for id in known if id not in here] if len(cards) < CARDS else []
    for id in gone:
        del known[id]
        events.append(("gone", {"id": f"card-{id}"}))
    return events


async def _send(response: web.StreamResponse, event: str, data: dict[str, object]) -> None:
    await response.write(f"event: {event}\ndata: {json.dumps(data)}\n\n".encode())
