"""What people fill in about the agenda."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.rules import FIXED, Fixed, Line
from bot.agenda.views.words import SHORT, fixed_title, kind, minutes, track
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    AnyField,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    Page,
    Text,
    TextField,
)
from bot.wording import shortened
from storage.agenda import ItemKind

TITLE, PREPARATION = 120, 300  # characters
LENGTHS = (0, 2, 3, 5, 10, 15, 20, 30, 45, 60)  # minutes of an item


def add_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    fields: tuple[AnyField, ...] = (
        _title_field(locale, ""),
        _kind_field(locale, ItemKind.discuss.value),
        _minutes_field(locale, 10),
        _track_field(locale, "task"),
    )
    return Form(action, _("Nyt punkt"), (Page(fields, _read_by(locale)),), send=_("Sæt på"))


def _read_by(locale: Locale) -> Text:
    text = locale.gettext(
        "Teamet og jeres facilitator kan læse det, og gæster ser overskriften, hvis de må. Skriv ikke navne på borgere."
    )
    return md(text, quiet=True)


def _title_field(locale: Locale, value: str) -> TextField:
    _ = locale.gettext
    return TextField(
        name="title", label=_("Hvad vil du have med?"), hint=_("Én linje er nok."), required=True,
        max_length=TITLE, value=value,
    )  # fmt: skip


def _kind_field(locale: Locale, value: str) -> ChoiceField:
    options = tuple(Option(one.value, kind(locale, one).capitalize()) for one in ItemKind)
    return ChoiceField(
        name="kind",
        label=locale.gettext("Hvad skal vi med det?"),
        options=options,
        value=value,
        required=True,
    )


def _minutes_field(locale: Locale, value: int) -> ChoiceField:
    _ = locale.gettext
    lengths = LENGTHS if value in LENGTHS else tuple(sorted((*LENGTHS, value)))
    options = tuple(Option(str(one), minutes(locale, one) or _("Ingen fast tid")) for one in lengths)
    return ChoiceField(
        name="minutes", label=_("Hvor længe?"), options=options, value=str(value), required=True
    )


def _track_field(locale: Locale, value: str) -> ChoiceField:
    _ = locale.gettext
    options = tuple(Option(one, track(locale, one).capitalize()) for one in ("task", "process"))
    return ChoiceField(
        name="track", label=_("Hvad handler det om?"), options=options, value=value, required=True
    )


def edit_form(locale: Locale, action: Action, line: Line, people: Sequence[tuple[int, str]]) -> Form:
    """A fixed item keeps its name. `people`: who may be the one to lead it."""
    _ = locale.gettext
    owner = ChoiceField(
        name="owner",
        label=_("Hvem er tovholder?"),
        options=tuple(Option(str(one), shortened(name, SHORT)) for one, name in people),
        value=str(line.owner or ""),
    )
    title_field = () if line.fixed else (_title_field(locale, line.title),)
    first: tuple[AnyField, ...] = (
        *title_field, _kind_field(locale, line.kind), _minutes_field(locale, line.minutes), owner
    )  # fmt: skip
    second: tuple[AnyField, ...] = (
        TextField(
            name="preparation",
            label=_("Skal nogen forberede noget?"),
            hint=_("Fx: læs referatet, eller tag billederne med."),
            multiline=True,
            max_length=PREPARATION,
            value=line.preparation,
        ),
        _track_field(locale, line.track),
        ChoiceField(
            name="internal",
            label=_("Må gæster se det?"),
            required=True,
            options=(Option("no", _("Ja")), Option("yes", _("Nej, det er internt"))),
            value="yes" if line.internal else "no",
        ),
    )
    pages = (Page(first, _read_by(locale)), Page(second, _read_by(locale)))
    return Form(action, _("Ret punktet"), pages, send=_("Gem"))


def fixed_form(locale: Locale, action: Action, chosen: Sequence[Fixed]) -> Form:
    _ = locale.gettext
    field = ChoicesField(
        name="fixed",
        label=_("Hvad skal I have med hver gang?"),
        options=tuple(
            Option(one.value, f"{fixed_title(locale, one)} · {minutes(locale, FIXED[one][0])}")
            for one in Fixed
        ),
        value=tuple(one.value for one in chosen),
    )
    note = md(_("Det gælder fra det næste møde. Alle i teamet kan se og ændre det."), quiet=True)
    return Form(action, _("Faste punkter"), (Page((field,), note),), send=_("Gem"))
