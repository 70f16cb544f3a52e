"""Pages to print: what a press that only reads answers, all of it, without its buttons.

`/papir/agenda/paper/7/12/0` is the press `agenda/paper/7/12/0`. Who may see it is the press's own business; a page
that has more says so with a button of its own route, which is followed. `/pdf/…` and `/tekst/…` are the same as a file.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import quote

from aiohttp import web

from adapters.web import markdown, render
from adapters.web.reading import NoSuchPage
from adapters.web.site import SITE, Visit
from bot.interactions import Press, Replace, Reply
from bot.ui import Action, Block, Buttons, Card, Choice, Facts, Picture, Text

MOST_PAGES = 200


async def paper(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    action = _action(visit, request.match_info["action"])
    cards = [card async for card in cards_of(visit, action)]
    shells = [render.Shell(id=f"paper-{number}", reader=visit.language) for number in range(len(cards))]
    return visit.response(
        "poster.html" if _is_poster(visit, action) else "paper.html",
        title=cards[0].title.plain,
        cards=[
            render.card(on_paper(card), shell, visit.frame) for card, shell in zip(cards, shells, strict=True)
        ],
    )


async def pdf(request: web.Request) -> web.StreamResponse:
    """The same as a file."""
    visit = await request.app[SITE].visit(request)
    action = _action(visit, request.match_info["action"])
    cards = [on_paper(card) async for card in cards_of(visit, action)]
    locale = visit.reader.locale
    # In a thread: fonts are cut to the letters that are used, which takes a tenth of a second.
    from adapters.web.pdf import drawn, poster  # 20 MiB with its libraries: for those who print

    set_as = poster if _is_poster(visit, action) else drawn
    content = await asyncio.to_thread(set_as, cards, locale.language, locale.local(locale.now))
    name = quote(f"{cards[0].title.plain}.pdf", safe="")
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{name}",
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=content, content_type="application/pdf", headers=headers)


async def text(request: web.Request) -> web.StreamResponse:
    """The same as plain text, to keep or to take somewhere else."""
    visit = await request.app[SITE].visit(request)
    action = _action(visit, request.match_info["action"])
    cards = [card async for card in cards_of(visit, action)]
    said = [cards[0].title.plain]
    said += [line for card in cards for block in card.blocks if (line := _as_text(block))]
    name = quote(f"{cards[0].title.plain}.txt", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "private, no-store",
    }
    body = "\n\n".join(said) + "\n"
    return web.Response(text=body, content_type="text/plain", charset="utf-8", headers=headers)


def _as_text(block: Block) -> str:
    match block:
        case Text():
            return block.plain
        case Facts(rows):
            return "\n".join(f"{label}: {value.plain}" for label, value in rows)
        case Picture(_, alt):
            return alt
        case _:
            return ""


async def as_markdown(request: web.Request) -> web.StreamResponse:
    """The same as a text file."""
    visit = await request.app[SITE].visit(request)
    action = _action(visit, request.match_info["action"])
    cards = [on_paper(card) async for card in cards_of(visit, action)]
    name = quote(f"{cards[0].title.plain}.md", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "private, no-store",
    }
    text = markdown.drawn(cards)
    return web.Response(text=text, content_type="text/markdown", charset="utf-8", headers=headers)


def _action(visit: Visit, text: str) -> Action:
    """Raises NoSuchPage for anything but a press that only reads."""
    try:
        action = Action.decode(text)
    except ValueError as error:
        raise NoSuchPage from error
    route = visit.site.bot.features.presses.get(action.route)
    if route is None or not route.paper:
        raise NoSuchPage
    return action


def _is_poster(visit: Visit, action: Action) -> bool:
    return visit.site.bot.features.presses[action.route].poster


async def cards_of(visit: Visit, first: Action) -> AsyncIterator[Card]:
    """All its pages."""
    action: Action | None = first
    for _ in range(MOST_PAGES):
        if action is None:
            return
        card = await _card(visit, action)
        yield card
        action = next((one for one in card.actions() if one.route == first.route), None)


async def _card(visit: Visit, action: Action) -> Card:
    press = Press(sender=visit.reader.sender, place=None, action=action, delivery_id="")
    response = await visit.site.database.run(visit.site.bot.handle, press)
    if not isinstance(response, Reply | Replace):
        raise NoSuchPage
    return response.card


def on_paper(card: Card) -> Card:
    """Without what is pressed."""
    return Card(card.title, tuple(block for block in card.blocks if not isinstance(block, Buttons | Choice)))
