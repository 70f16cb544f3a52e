"""The first-use notice (domain.md §5.3): what is stored, why, who sees it, how long, who is responsible.

It rides on the answer to a person's first action, once per version; what was shown is logged.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feature import GUESTS
from bot.i18n import Locale, md
from bot.interactions import Ask, Nothing, Replace, Reply, Response
from bot.keeping import Keeping
from bot.settings import Settings
from bot.ui import MAX_PAGE_PARTS, Card, Divider, Form, Text
from storage.teams import TeamStore

if TYPE_CHECKING:
    from bot.context import Context

VERSION = 1  # raise it when the notice says something new: everybody sees it once more


def shown_once(ctx: Context, response: Response) -> Response:
    """The response with the short notice, if this known person has not had this version."""
    if ctx.person is None or ctx.person.notice_version >= VERSION:
        return response
    of_guests = ctx.role in GUESTS
    short = guests_notice(ctx.locale, ctx.settings) if of_guests else short_notice(ctx.locale, ctx.settings)
    match response:
        case Ask(form) if _has_room(form):
            response = replace(response, form=_on_form(form, short))
        case Reply(card) | Replace(card):
            response = replace(response, card=card.with_blocks(Divider(), short))
        case Nothing():
            response = Reply(Card(md(ctx.locale.gettext("Godt at vide")), (short,)))
        case _:
            return response  # it comes with the next one
    ctx.store(TeamStore).set_person(ctx.person.id, notice_version=VERSION, notice_at=ctx.now)
    return response


def _has_room(form: Form) -> bool:
    last = form.pages[-1]
    return last.note is not None or len(last.fields) < MAX_PAGE_PARTS


def _on_form(form: Form, short: Text) -> Form:
    last = form.pages[-1]
    note = replace(last.note + Text(md("\n").spans + short.spans), quiet=True) if last.note else short
    return replace(form, pages=(*form.pages[:-1], replace(last, note=note)))


def short_notice(locale: Locale, settings: Settings) -> Text:
    _ = locale.gettext
    return md(
        _(
            "Første gang: Jeg gemmer dit navn, dit fag og det, du skriver i mine felter og knapper, så teamet kan "
            "arbejde sammen. Jeg læser ikke med i kanalen. %(controller)s er dataansvarlig. Se, hent eller slet "
            "dine data: */samspil minedata*."
        ),
        quiet=True,
        controller=settings.controller or _("Den, der driver denne server,"),
    )


def guests_notice(locale: Locale, settings: Settings) -> Text:
    """The same to a partner or a citizen, in plain words."""
    _ = locale.gettext
    return md(
        _(
            "Første gang: Vi gemmer, hvad du kaldes her, og det, du svarer, så vi kan arbejde sammen. %(controller)s "
            "har ansvaret for det. Du kan altid se det og slette det."
        ),
        quiet=True,
        controller=settings.controller or _("Den, der driver denne server,"),
    )


def full_notice(locale: Locale, settings: Settings, kept: Keeping) -> Card:
    """Everything, behind *Hvad gemmer du?*"""
    _ = locale.gettext
    return Card(
        md(_("Det gemmer jeg")),
        (
            md(
                _(
                    "**Hvad:** navn, fag og rolle, konto på chatten, det, I skriver i mine felter, hvad I trykker på, og den "
                    "dag, I sidst gjorde det."
                )
            ),
            md(_("**Hvorfor:** for at finde mødetider, fordele roller og følge op på det, I aftaler.")),
            md(
                _(
                    "**Hvem ser det:** teamet læser tjek-ind, møder, roller og kontrakt. Facilitatoren ser jeres møder, roller "
                    "og kontrakt, hvor mange der har svaret, og det, I selv beder om hjælp til. En privat refleksion og dit "
                    "brev til sidste uge er kun dine, til du deler dem, og de ligger krypteret."
                )
            ),
            md(
                _(
                    "**Den, der driver serveren,** kan teknisk set læse det, teamet kan læse, men ikke uden videre "
                    "det private: nøglen ligger et andet sted end databasen."
                )
            ),
            md(
                _(
                    "**Hvor længe:** private tekster og links til kalendere slettes %(private)s. Teamets fælles ting slettes "
                    "%(team)s dage senere, og I får tilbudt at hente dem først. En log over udpegelser, godkendelser og "
                    "lignende, uden indhold, slettes %(log)s dage efter forløbet."
                ),
                private=_("%(days)s dage efter forløbet") % {"days": kept.private}
                if kept.private
                else _("natten efter forløbets sidste dag"),
                team=kept.team,
                log=kept.log,
            ),
            md(
                _("**Dataansvarlig:** %(controller)s. Spørg: %(contact)s."),
                controller=settings.controller or "–",
                contact=settings.contact or "–",
            ),
            md(
                _(
                    "**Se, hent eller slet dine data:** */samspil minedata*. Skriv ikke om borgere, så de kan genkendes."
                )
            ),
        ),
    )
