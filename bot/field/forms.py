"""The forms of the field log: a visit to come, a visit that was, and hours a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import dates
from bot.field import hours
from bot.i18n import Locale, md
from bot.ui import (
    MAX_OPTION_LABEL,
    Action,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Option,
    Page,
    Text,
    TextField,
)
from bot.wording import shortened
from storage.field import FieldNote, Plan, Visit

HOST, PURPOSE, TEXT, SHORT = 80, 150, 600, 300
ANOTHER = "0"  # visit than those that are written down
People = Sequence[tuple[int, str]]


def _people(label: str, people: People, chosen: frozenset[int]) -> ChoicesField:
    return ChoicesField(
        name="people",
        label=label,
        options=tuple(Option(str(person), name[:75]) for person, name in people),
        value=tuple(str(person) for person, _ in people if person in chosen),
    )


def _host(locale: Locale, value: str) -> TextField:
    _ = locale.gettext
    return TextField(
        name="host",
        label=_("Hvem besøger I?"),
        hint=_("Stedet og en funktion, fx værkstedets leder, ikke et navn."),
        required=True,
        max_length=HOST,
        value=value,
    )


def _purpose(locale: Locale, value: str) -> TextField:
    return TextField(
        name="purpose", label=locale.gettext("Hvad skal I finde ud af?"), max_length=PURPOSE, value=value
    )


def _read_by(locale: Locale) -> Text:
    _ = locale.gettext
    return md(
        _(
            "Teamet og jeres facilitator kan læse det. Skriv ikke navne på borgere eller andet, der kan genkendes."
        ),
        quiet=True,
    )


def plan_form(
    locale: Locale,
    action: Action,
    plan: Plan | None,
    people: People,
    chosen: frozenset[int],
    *,
    when: str,
    length: str,
) -> Form:
    """A visit to come. `when` and `length` as they are to stand in their fields."""
    _ = locale.gettext
    first = (
        TextField(
            name="when",
            label=_("Hvornår?"),
            hint=_("Fx tors 13.15"),
            required=True,
            max_length=80,
            value=when,
        ),
        TextField(name="length", label=_("Hvor længe?"), max_length=30, value=length),
        _host(locale, plan.host if plan else ""),
        _purpose(locale, plan.purpose if plan else ""),
    )
    second = (
        TextField(
            name="look",
            label=_("Hvad må I se?"),
            hint=_("Det, I har aftalt med stedet."),
            multiline=True,
            max_length=SHORT,
            value=plan.look if plan else "",
        ),
        TextField(
            name="ask",
            label=_("Hvad vil I spørge om?"),
            multiline=True,
            max_length=SHORT,
            value=plan.ask if plan else "",
        ),
        _people(_("Hvem tager med?"), people, chosen),
    )
    title = _("Ret besøget") if plan else _("Planlæg et besøg")
    note = _read_by(locale)
    return Form(action, title, (Page(first, note), Page(second)), send=_("Gem"))


def log_form(
    locale: Locale,
    action: Action,
    plan: Plan | None,
    day: date,
    note: FieldNote | None,
    people: People,
    chosen: frozenset[int],
    *,
    length: str,
    logged: Sequence[Visit] = (),
) -> Form:
    """A visit that was, and what this person saw. `logged`: one of these it may be, when it was not planned."""
    _ = locale.gettext
    first: tuple[TextField | DateField | ChoicesField, ...] = (
        DateField(name="day", label=_("Hvilken dag?"), required=True, value=day.isoformat()),
        TextField(
            name="length",
            label=_("Hvor længe?"),
            hint=_("Fx 2 timer"),
            required=True,
            max_length=30,
            value=length,
        ),
        _host(locale, plan.host if plan else ""),
        _purpose(locale, plan.purpose if plan else ""),
        _people(_("Hvem var med?"), people, chosen),
    )
    return Form(
        action,
        _("Skriv besøget op"),
        (Page(first), Page((*_seen(locale, note), *_same(locale, logged)), _read_by(locale))),
        send=_("Gem"),
    )


def _same(locale: Locale, logged: Sequence[Visit]) -> tuple[ChoiceField, ...]:
    """Whether somebody has written the visit down already: its hours would count twice."""
    _ = locale.gettext
    if not logged:
        return ()
    options = [Option(ANOTHER, _("Nej, det er et andet besøg"))]
    for visit in logged:
        day = dates.short_day(locale.local(visit.starts_at).date(), locale.local(locale.now), locale.language)
        options.append(Option(str(visit.id), shortened(" · ".join((day, visit.plan.host)), MAX_OPTION_LABEL)))
    label, hint = _("Er det et af dem, der er skrevet op?"), _("Så lægger jeg det, du så, til det.")
    return (ChoiceField(name="same", label=label, hint=hint, options=tuple(options)),)


def is_it_the_same(locale: Locale) -> str:
    return locale.gettext("Der er skrevet et besøg op den dag. Er det det samme?")


def note_form(locale: Locale, action: Action, note: FieldNote | None) -> Form:
    """What one person saw at a visit that somebody has written down already."""
    _ = locale.gettext
    return Form(action, _("Det så du"), (Page(_seen(locale, note), _read_by(locale)),), send=_("Gem"))


def _seen(locale: Locale, note: FieldNote | None) -> tuple[TextField, ...]:
    _ = locale.gettext
    return (
        TextField(
            name="observations",
            label=_("Tre ting, du så"),
            hint=_("Én på hver linje. Stikord er nok."),
            multiline=True,
            max_length=TEXT,
            value=note.observations if note else "",
        ),
        TextField(
            name="surprise",
            label=_("Én ting, der overraskede dig"),
            multiline=True,
            max_length=SHORT,
            value=note.surprise if note else "",
        ),
        TextField(
            name="question",
            label=_("Dit næste spørgsmål"),
            max_length=SHORT,
            value=note.question if note else "",
        ),
    )


def hours_form(locale: Locale, action: Action, planned: int) -> Form:
    _ = locale.gettext
    field = TextField(
        name="hours",
        label=_("Hvor mange timer om ugen?"),
        hint=_("Et tal. Tomt eller 0: I har ingen plan."),
        max_length=60,
        value=hours.shown(planned / 60, locale.language) if planned else "",
    )
    note = md(_("Teamet og jeres facilitator kan se og ændre det."), quiet=True)
    return Form(action, _("Felttimer"), (Page((field,), note),), send=_("Gem"))


# ---- what will not do


def no_number(locale: Locale) -> str:
    return locale.gettext("Skriv et tal fra 0 til 40, fx 4 eller 2,5.")


def too_long(locale: Locale) -> str:
    return locale.gettext("Så langt et besøg kan jeg ikke skrive op. Del det i flere.")


def ahead(locale: Locale) -> str:
    return locale.gettext("Den dag er ikke kommet endnu. Planlæg besøget i stedet.")


def guest_no_form(locale: Locale, action: Action, team: str, line: str) -> Form:
    """To the partner, who has pressed that a visit does not suit them."""
    _ = locale.gettext
    field = TextField(
        name="line",
        label=_("Hvornår ville det passe bedre?"),
        hint=_("Du behøver ikke skrive noget."),
        max_length=SHORT,
        value=line,
    )
    note = md(_("Alle på %(team)s og den, der følger dem fra skolen, kan læse det."), team=team, quiet=True)
    return Form(action, _("Det passer mig ikke"), (Page((field,), note),), send=_("Send"))
