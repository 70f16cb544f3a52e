"""What is said of the parts a team may do without."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.team_parts import Part
from bot.ui import Action, Button, Buttons, Card, ChoicesField, Form, Option, Page


def name(locale: Locale, part: Part) -> str:
    _ = locale.gettext
    return {
        Part.checkins: _("Tjek-ind"),
        Part.reflections: _("Refleksion"),
        Part.surveys: _("Spørgeskemaer"),
        Part.field: _("Tid i felten"),
        Part.goals: _("Mål og tegn på succes"),
        Part.glossary: _("Fagordbog"),
    }[part]


def choose(locale: Locale, action: Action) -> Button:
    return Button(locale.gettext("Vælg, hvad I bruger"), action)


def form(locale: Locale, action: Action, on: Sequence[Part]) -> Form:
    _ = locale.gettext
    field = ChoicesField(
        name="parts",
        label=_("Det bruger vi"),
        options=tuple(Option(part.value, name(locale, part)) for part in Part),
        value=tuple(part.value for part in on),
    )
    note = md(
        _(
            "Møder, roller og kontrakt er altid med. Det, I slår fra, kommer ikke af sig selv, og jeres facilitator hører "
            "intet om det. I kan altid selv tage det frem. Alle i teamet kan se, hvad I har valgt, og ændre det."
        ),
        quiet=True,
    )
    return Form(action, _("Hvad bruger I?"), (Page((field,), note),), send=_("Gem"))


def chosen(locale: Locale, on: Sequence[Part], again: Button) -> Card:
    _ = locale.gettext
    if on:
        names = locale.names([name(locale, part) for part in on])
        text = md(_("Ud over møder, roller og kontrakt: %(names)s."), names=names)
    else:
        text = md(_("Nu bruger teamet mig kun til møder, roller og kontrakt."))
    note = md(_("Det gælder for hele teamet, og alle i teamet kan ændre det."), quiet=True)
    return Card(md(_("Det bruger I")), (text, note, Buttons((again,))))
