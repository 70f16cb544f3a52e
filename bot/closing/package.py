"""`/samspil afslut`: three conclusions, three recommendations and to whom, thanks to the partner; and what becomes of
them: the partner's page, and the poster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot import sensitive, weblinks
from bot.closing import handlers, poster
from bot.closing import package_views as views
from bot.context import Context
from bot.errors import NotFound, Outdated
from bot.feature import GuestLine, GuestPart, Step
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Form, Style, Values
from storage.closings import Closing, ClosingStore, Line
from storage.partners import PartnerStore
from storage.teams import Role, TeamStore

KINDS = ("conclusion", "recommendation")
MOST = 3
FROM = timedelta(days=14)  # before the last day: from then on it is a next step


def partner_name(ctx: Context) -> str:
    """What the team calls its partner, else what the course file does; "" where there is none."""
    return ctx.store(PartnerStore).partner(ctx.here.id).name or ctx.here.partner


# ---- the card


def command(ctx: Context, _text: str) -> Response:
    return Reply(_card(ctx))


def show(ctx: Context) -> Response:
    return Replace(_card(ctx))


def _card(ctx: Context) -> Card:
    """The team's own; whoever runs the course may close it from here."""
    _ = ctx.locale.gettext
    end = Button(_("Afslut forløbet"), ctx.team_action("closing/sure"))
    ends = (end,) if handlers.runs_it(ctx) else ()
    if ctx.role is Role.course_lead:
        return views.of_course(ctx.locale, ctx.here.course, ends)
    said = ctx.store(ClosingStore).of_team(ctx.here.id)
    buttons = (*(_members(ctx, said) if ctx.role is Role.member else ()), *_poster(ctx), *ends)
    return views.card(ctx.locale, ctx.here.name, said, partner_name(ctx), buttons)


def _members(ctx: Context, said: Closing) -> list[Button]:
    _ = ctx.locale.gettext
    found = [
        Button(_("Skriv konklusioner"), ctx.team_action("closing/write", "conclusion"), Style.primary),
        Button(_("Skriv anbefalinger"), ctx.team_action("closing/write", "recommendation"), Style.primary),
        Button(_("Skriv en tak"), ctx.team_action("closing/thank")),
    ]
    if said.sent_at:
        found.append(Button(_("Tag den af partnerens side"), ctx.team_action("closing/take_back")))
    elif said.begun and partner_name(ctx):
        found.append(Button(_("Vis den for partneren"), ctx.team_action("closing/send")))
    return found


def _poster(ctx: Context) -> tuple[Button, ...]:
    sheet = ctx.team_action("closing/poster")
    _ = ctx.locale.gettext
    return (
        Button(_("Se forløbsplakaten"), url=weblinks.paper(ctx.settings, sheet)),
        Button(_("Åbn plakaten som PDF"), url=weblinks.pdf(ctx.settings, sheet)),
    )


# ---- writing


def form(ctx: Context, kind: str) -> Form:
    if kind not in KINDS:
        raise Outdated
    said = ctx.store(ClosingStore).of_team(ctx.here.id)
    before = said.conclusions if kind == "conclusion" else said.recommendations
    return views.form(ctx.locale, ctx.team_action("closing/write", kind), kind, before)


def write(ctx: Context, values: Values, kind: str) -> Response:
    if kind not in KINDS:
        raise Outdated
    found = [Line(str(values[f"text_{n}"]), str(values.get(f"whom_{n}", ""))) for n in range(1, MOST + 1)]
    ctx.store(TeamStore).hold_team(ctx.here.id)
    ctx.store(ClosingStore).write(ctx.here.id, kind, ctx.me.id, [one for one in found if one.text])
    return _written(ctx, [one.text for one in found])


def thanks_form(ctx: Context) -> Form:
    said = ctx.store(ClosingStore).of_team(ctx.here.id)
    return views.thanks_form(ctx.locale, ctx.team_action("closing/thank"), said.thanks, partner_name(ctx))


def thank(ctx: Context, values: Values) -> Response:
    ctx.store(ClosingStore).thank(ctx.here.id, ctx.me.id, str(values["thanks"]))
    return _written(ctx, [str(values["thanks"])])


def _written(ctx: Context, texts: Sequence[str]) -> Response:
    card, warning = _card(ctx), sensitive.warning(ctx.locale, *texts)
    return Reply(card.with_blocks(warning) if warning else card)


# ---- the partner


def send(ctx: Context) -> Response:
    """It stands on the partner's page from now on; what is changed later is changed there too."""
    if not ctx.store(ClosingStore).of_team(ctx.here.id).begun:
        raise NotFound
    ctx.store(ClosingStore).send(ctx.here.id, ctx.me.id)
    return Replace(_card(ctx))


def take_back(ctx: Context) -> Response:
    ctx.store(ClosingStore).send(ctx.here.id, None)
    return Replace(_card(ctx))


def for_guests(ctx: Context) -> Iterable[GuestLine]:
    said = ctx.store(ClosingStore).of_team(ctx.here.id)
    if ctx.role is not Role.partner or said.sent_at is None:
        return
    yield GuestLine(GuestPart.agreed, 1, views.for_partner(ctx.locale, said))


# ---- what others show


def steps(ctx: Context) -> Iterable[Step]:
    """In the last two weeks, until something is written."""
    if ctx.role is not Role.member or ctx.locale.today < ctx.here.course.ends_on - FROM:
        return
    if not ctx.store(ClosingStore).of_team(ctx.here.id).begun:
        button = Button(ctx.locale.gettext("Skriv afslutningen"), ctx.team_action("closing/package"))
        yield Step(40, views.step(ctx.locale), button)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    said = ctx.store(ClosingStore).of_team(ctx.here.id)
    _ = ctx.locale.gettext
    for one in said.conclusions:
        yield _("Konklusion"), one.text
    for one in said.recommendations:
        yield _("Anbefaling"), views.to_whom(ctx.locale, one)
    if said.thanks:
        yield _("Tak"), said.thanks


def sheet(ctx: Context) -> Response:
    """The poster, as a card of its parts; `/papir` and `/pdf` set it on one page."""
    return Reply(poster.card(ctx, partner_name(ctx)))


# ---- personal data


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    label = ctx.locale.gettext("Skrevet til jeres afslutning")
    return [(label, text) for text in ctx.store(ClosingStore).of_person(person_id)]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(ClosingStore).erase(person_id)
