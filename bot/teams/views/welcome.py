"""The one welcome message of a place, and what its buttons answer (tone.md 11)."""

from __future__ import annotations

from dataclasses import replace

from bot.i18n import Locale, link, md
from bot.ui import Block, Button, Buttons, Card


def card(
    locale: Locale, facilitator: str, buttons: tuple[Button, ...], *, essentials: bool, more: str = ""
) -> Card:
    """`facilitator` names who facilitates, "" when nobody does; `more` is the address of the help pages, "" of none."""
    _ = locale.gettext
    helps = _(
        "Jeg hjælper jer med at finde mødetider, fordele roller, huske aftaler og stoppe op og se på samarbejdet."
    )
    if facilitator:
        helps = _("%(facilitator)s har inviteret mig.") % {"facilitator": facilitator} + " " + helps
    private = _("Det, du skriver privat, er kun dit.")
    if facilitator:
        sees = _(
            "%(facilitator)s kan se jeres kontrakt, om møderne er på plads, og hvor mange der har svaret."
        )
        private = sees % {"facilitator": facilitator} + " " + private
    choice = _("I bestemmer selv, hvad I vil bruge mig til.")
    if essentials:
        choice = _("I bruger kun det nødvendige: møder, roller og kontrakt. Resten kan I slå til, når I vil.")
    blocks: tuple[Block, ...] = (
        md("%(text)s", text=helps),
        md(_("Jeg læser ikke med. Jeg ser kun det, I skriver i mine felter, knapper og kommandoer.")),
        md("%(text)s", text=private),
        md("%(text)s", text=choice),
        Buttons(buttons),
    )
    if more:
        blocks += (replace(link(_("Sådan virker det, side for side"), more), quiet=True),)
    return Card(md(_("Hej, jeg er Samspil")), blocks)


def essentials(locale: Locale, button: Button, *, only: bool) -> Card:
    """After *Kun det nødvendige* or *Brug det hele*."""
    _ = locale.gettext
    if only:
        title = _("Kun det nødvendige")
        text = _(
            "Nu bruger teamet mig kun til møder, roller og kontrakt. Tjek-ind og refleksion holder pause."
        )
    else:
        title = _("Det hele er slået til")
        text = _("Tjek-ind og refleksion er med igen fra næste gang.")
    note = md(_("Det gælder for hele teamet, og alle i teamet kan ændre det."), quiet=True)
    return Card(md("%(title)s", title=title), (md("%(text)s", text=text), note, Buttons((button,))))
