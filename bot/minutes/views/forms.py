"""What people write for the minutes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.minutes.views.words import CORRECTION, DECISION, NOTE, OWN_TEXT
from bot.ui import (
    MAX_OPTIONS,
    Action,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    Page,
    TextField,
)
from bot.wording import read_by_team, shortened
from storage.decisions import Part


def decide_form(
    locale: Locale, action: Action, about: str, text: str = "", chosen: Part | None = None
) -> Form:
    _ = locale.gettext
    labels = {
        Part.heard: _("De er hørt"),
        Part.defined: _("De var med til at definere det"),
        Part.decided: _("De var med til at beslutte det"),
    }
    fields = (
        TextField(
            name="text",
            label=_("Hvad har I besluttet?"),
            hint=shortened(about, 100) or _("Så kort, at I kan finde det igen."),
            required=True,
            multiline=True,
            max_length=DECISION,
            value=text,
        ),
        ChoiceField(
            name="part",
            label=_("Hvad med dem, det handler om?"),
            hint=_("Du må gerne springe over."),
            options=tuple(Option(one.value, labels[one]) for one in Part),
            value=chosen.value if chosen else "",
        ),
    )
    return Form(action, _("Beslutning"), (Page(fields, read_by_team(locale)),), send=_("Skriv ned"))


def note_form(locale: Locale, action: Action, about: str, text: str = "") -> Form:
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Hvad skal I huske?"),
        hint=shortened(about, 100),
        required=True,
        multiline=True,
        max_length=NOTE,
        value=text,
    )
    return Form(action, _("Note"), (Page((field,), read_by_team(locale)),), send=_("Skriv ned"))


def write_form(
    locale: Locale,
    action: Action,
    text: str,
    there: Sequence[int | None],
    people: Sequence[tuple[int, str]],
    *,
    sent: bool,
) -> Form:
    """The note-taker's own words, and who was there."""
    _ = locale.gettext
    words = TextField(
        name="text",
        label=_("Vil du lægge noget til?"),
        hint=_("Beslutninger, noter og aftaler er med af sig selv."),
        multiline=True,
        max_length=OWN_TEXT,
        value=text,
    )
    who = ChoicesField(
        name="present",
        label=_("Hvem var med?"),
        options=tuple(Option(str(one), shortened(name, 70)) for one, name in people[:MAX_OPTIONS]),
        value=tuple(str(one) for one in there if one in dict(people[:MAX_OPTIONS])),
    )
    send = ChoiceField(
        name="send",
        label=_("Skal det sendes nu?"),
        required=True,
        options=(Option("now", _("Ja, send det til teamet")), Option("later", _("Nej, gem det som kladde"))),
        value="now",
    )
    fields = (words, *((who,) if people else ()), *(() if sent else (send,)))
    return Form(action, _("Referat"), (Page(fields, read_by_team(locale)),), send=_("Gem"))


def correct_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Hvad skal rettes?"),
        hint=_("Skriv, hvad der bør stå."),
        required=True,
        multiline=True,
        max_length=CORRECTION,
    )
    note = md(_("Teamet kan se dit forslag. Skriv ikke navne på borgere."), quiet=True)
    return Form(action, _("Foreslå en rettelse"), (Page((field,), note),), send=_("Foreslå"))
