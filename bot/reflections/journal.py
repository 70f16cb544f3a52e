"""The learning journal: everything somebody has written in reflections, and what of the course it covers. Their own alone:
drawn from their rows when they ask, kept nowhere, told to nobody."""

from __future__ import annotations

from datetime import datetime

from bot import weblinks
from bot.context import Context
from bot.feature import TEAM
from bot.interactions import Reply, Response
from bot.reflections import covering, own, views
from bot.ui import Action, Button, Card, Style
from storage.roles import RoleStore
from storage.teams import TeamStore

PAPER = "reflections/journal"
ON_A_PAGE, ON_THE_FIRST = 3000, 2900  # characters of texts; what they cover takes 700 of a card's 3900
MOST_ON_A_PAGE = 10  # each is three of the 39 parts of a card, and what they cover is nine
AROUND = 170  # characters of a text's title, day and theme


def command(ctx: Context, _text: str = "") -> Response:
    """What is covered, and the ways to read it and take it along."""
    found = own.entries(ctx, ctx.me.id)
    _ = ctx.locale.gettext
    here = Action.to(PAPER, 0)
    buttons = [Button(_("Læs det hele"), url=weblinks.journal(ctx.settings))]
    if ctx.team is not None and ctx.role in TEAM:
        write = Action.to("core/run", ctx.here.id, "refleksion", "alene")
        buttons.insert(0, Button(_("Skriv for dig selv"), write, Style.primary))
    buttons += [
        Button(_("Hent som PDF"), url=weblinks.pdf(ctx.settings, here)),
        Button(_("Hent som Markdown"), url=weblinks.markdown(ctx.settings, here)),
    ]
    if found:
        buttons.append(Button(_("Ret eller slet"), Action.to("reflections/mine", 0)))
    return Reply(views.journal_card(ctx.locale, _covered(ctx, found), len(found), tuple(buttons)))


def _covered(ctx: Context, found: list[own.Entry]) -> covering.Coverage:
    return covered(found, roles_held(ctx.store(RoleStore), ctx.me.id, ctx.now))


def covered(found: list[own.Entry], held: list[str]) -> covering.Coverage:
    written = [(one.goal, one.prompt.theme if one.prompt else None) for one in found]
    return covering.coverage(written, held)


def roles_held(roles: RoleStore, person_id: int, now: datetime) -> list[str]:
    """The roles they have had at meetings that have begun."""
    return [role for _, _, at, role in roles.of_person(person_id) if at is not None and at <= now]


def paper(ctx: Context, page: int = 0) -> Response:
    """Page by page, the oldest first: to read, print and take to an exam."""
    found = list(reversed(own.entries(ctx, ctx.me.id)))
    lengths = [len(one.text) + len(one.question) + AROUND for one in found]
    pages = covering.in_pages(lengths, ON_A_PAGE, ON_THE_FIRST, MOST_ON_A_PAGE)
    shown = [found[at] for at in pages[page]] if page < len(pages) else []
    following: tuple[Button, ...] = ()
    if page + 1 < len(pages):
        following = (Button(ctx.locale.gettext("Næste"), Action.to(PAPER, page + 1)),)
    return Reply(_page(ctx, found, shown, first=page == 0, following=following))


def _page(
    ctx: Context,
    found: list[own.Entry],
    shown: list[own.Entry],
    *,
    first: bool,
    following: tuple[Button, ...],
) -> Card:
    person = ctx.store(TeamStore).person(ctx.me.id)
    name = person.name if person else ""
    cover = _covered(ctx, found) if first else None
    return views.journal_page(ctx.locale, name, cover, shown, following)
