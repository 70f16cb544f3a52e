"""The glossary: what it registers."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.errors import N_
from bot.feature import (
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    GuestLine,
    GuestPart,
    PersonalData,
    PressRoute,
    Retention,
    Step,
)
from bot.glossary import handlers, views
from bot.team_parts import Part, team_uses
from storage.glossary import GlossaryStore
from storage.teams import Role

PARTNER = frozenset({Role.partner})


def steps(ctx: Context) -> Iterable[Step]:
    """Say what a word means in one's own profession, when nobody of it has."""
    asked = ctx.role is Role.member and team_uses(ctx.here, Part.glossary)
    word = handlers.waits_for(ctx) if asked else None
    if word is not None:
        text, button = views.step(ctx.locale, word, ctx.team_action("glossary/mean", word.id))
        yield Step(75, text, button)


def for_guests(ctx: Context) -> Iterable[GuestLine]:
    """The words, for the partner, once the team has said that the partner may read them."""
    found = handlers.for_partner(ctx) if ctx.role is Role.partner else []
    if found:
        text, button = views.for_guests(ctx.locale, found, handlers.paper_url(ctx))
        yield GuestLine(GuestPart.agreed, 60, text, (button,))


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    title = ctx.locale.gettext("Ord i fagordbogen")
    return [(title, f"{word}: {text}") for word, text in ctx.store(GlossaryStore).of_person(person_id)]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(GlossaryStore).erase(person_id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    label = ctx.locale.gettext("Ord i fagordbogen")
    for word in ctx.store(GlossaryStore).words(ctx.here.id):
        yield label, views.in_lines(ctx.locale, word)


feature = Feature(
    name="glossary",
    commands=(
        Command(
            name="ordbog",
            handler=handlers.command,
            about=N_("Jeres fagordbog: hvad betyder ordet i hvert fag?"),
            english="glossary",
            hint=N_("et ord"),
        ),
    ),
    presses={
        "glossary/show": PressRoute(handlers.show, TEAM),
        "glossary/share": PressRoute(handlers.share, MEMBERS),
        "glossary/remove": PressRoute(handlers.remove, MEMBERS),
        "glossary/paper": PressRoute(handlers.paper, TEAM | PARTNER, paper=True),
    },
    forms={
        "glossary/new": FormRoute(handlers.new_form, handlers.add, MEMBERS),
        "glossary/mean": FormRoute(handlers.mean_form, handlers.mean, MEMBERS),
    },
    personal_data=PersonalData(("glossary_word", "glossary_meaning"), export, erase),
    steps=steps,
    for_guests=for_guests,
    retention=Retention(team=("glossary_word", "glossary_meaning")),
    keepsakes=keepsakes,
)
