"""The forms: a new agreement, another wording, another day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.agreements.views.words import SIGN, TEXT, WORDS, Known, partner
from bot.i18n import Locale, md
from bot.ui import (
    MAX_OPTION_LABEL,
    MAX_OPTIONS,
    Action,
    AnyField,
    ChoicesField,
    DateField,
    Form,
    Option,
    Page,
    Text,
    TextField,
)
from storage.agreements import Agreement

ALL, OTHERS = "team", "partner"  # options that are no person


def _text(locale: Locale, value: str = "") -> TextField:
    _ = locale.gettext
    return TextField(
        name="text",
        label=_("Hvad aftaler I?"),
        hint=_("Fx: Ring til foreningen om besøget."),
        required=True,
        max_length=TEXT,
        value=value,
    )


def _due(locale: Locale, value: date) -> DateField:
    label = locale.gettext("Hvornår er det gjort?")
    return DateField(name="due", label=label, required=True, value=value.isoformat())


def _read_by(locale: Locale) -> Text:
    text = locale.gettext(
        "Teamet, jeres facilitator og den, I aftaler med, kan læse det. Skriv ikke navne på borgere."
    )
    return md(text, quiet=True)


def new_form(
    locale: Locale, action: Action, people: Sequence[tuple[int, str]], known: Known, due: date
) -> Form:
    """`people`: (id, name), the writer first: they do it unless somebody else is picked."""
    _ = locale.gettext
    persons = tuple(Option(str(one), name[:MAX_OPTION_LABEL]) for one, name in people[: MAX_OPTIONS - 2])
    shared = (
        Option(ALL, _("Hele teamet")),
        Option(OTHERS, _first_upper(partner(locale, known))[:MAX_OPTION_LABEL]),
    )
    does = ChoicesField(
        name="does",
        label=_("Hvem gør det?"),
        options=(*persons, *shared),
        required=True,
        value=(persons[0].value,) if persons else (),
    )
    along = ChoicesField(
        name="along",
        label=_("Hvem er det aftalt med?"),
        hint=_("De siger ja med ét tryk. Vælger du ingen, er det teamet."),
        options=(*shared, *persons),
    )
    page = Page((_text(locale), does, _due(locale, due), along), _read_by(locale))
    return Form(action, _("Ny aftale"), (page,), send=_("Skriv aftalen ned"))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def change_form(locale: Locale, action: Action, one: Agreement, words: str | None) -> Form:
    """`words`: whom at the partner's, None when none is part of it."""
    _ = locale.gettext
    fields: tuple[AnyField, ...] = (
        _text(locale, one.text),
        _due(locale, one.due_on),
        TextField(
            name="sign",
            label=_("Hvordan kan I se, at det er lykkedes?"),
            hint=_("Et tegn på succes, som andre også kan få øje på."),
            max_length=SIGN,
            value=one.sign,
        ),
    )
    if words is not None:
        fields += (
            TextField(
                name="words",
                label=_("Hvem hos den anden part?"),
                hint=_("En funktion, fx lederen. Ikke et navn."),
                max_length=WORDS,
                value=words,
            ),
        )
    return Form(action, _("Ret aftalen"), (Page(fields, _read_by(locale)),), send=_("Gem"))


def move_form(locale: Locale, action: Action, due: date) -> Form:
    _ = locale.gettext
    note = md(_("Teamet kan se den nye dato, og den, I har aftalt med, siger ja igen."), quiet=True)
    return Form(action, _("Ny dato"), (Page((_due(locale, due),), note),), send=_("Flyt den"))
