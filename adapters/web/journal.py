"""One's own learning journal: `/laering`. For who is signed in, of their own alone; kept in no cache."""

from __future__ import annotations

from aiohttp import web

from adapters.web import papers, render
from adapters.web.reading import Reader
from adapters.web.site import SITE
from bot.reflections import journal, own, views
from bot.reflections.covering import Coverage
from bot.settings import Settings
from bot.ui import Action
from storage.database import Transaction
from storage.own_reflections import OwnReflectionStore
from storage.reflections import ReflectionStore
from storage.roles import RoleStore

STEPS = 4  # shades from nothing to much


async def page(request: web.Request) -> web.StreamResponse:
    visit = await request.app[SITE].visit(request)
    first = Action.to(journal.PAPER, 0)
    cards = [card async for card in papers.cards_of(visit, first)]
    covered = await visit.site.transact(_covered, visit.reader, visit.site.bot.settings)
    shells = [render.Shell(id=f"journal-{number}", reader=visit.language) for number in range(len(cards))]
    visit.page = "me"
    return visit.response(
        "journal.html",
        title=visit.locale.gettext("Din læringsjournal"),
        alt=views.alternative(visit.locale, covered),
        goals=[_cell(name, texts) for name, texts in views.goal_rows(visit.locale, covered)],
        themes=[_cell(name, texts) for name, texts in views.theme_rows(visit.locale, covered)],
        pdf=f"/pdf/{first.encode()}",
        markdown=f"/md/{first.encode()}",
        cards=[
            render.card(papers.on_paper(card), shell, visit.frame)
            for card, shell in zip(cards, shells, strict=True)
        ],
    )


def _covered(tx: Transaction, who: Reader, settings: Settings) -> Coverage:
    """Of what this session may see."""
    bound = tx, who.person.tenant_id, who.locale.now
    since = who.session.private_since
    stores = ReflectionStore(*bound), OwnReflectionStore(*bound)
    found = own.gathered(*stores, settings, who.locale, who.person.id, since)
    return journal.covered(found, journal.roles_held(RoleStore(*bound), who.person.id, who.locale.now))


def _cell(name: str, texts: int) -> tuple[str, int, int]:
    return name, texts, min(texts, STEPS)
