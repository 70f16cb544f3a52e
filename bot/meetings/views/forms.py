"""The forms: suggesting a meeting, adding a time, new times, moving."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.meetings.rules import MAX_SLOTS
from bot.meetings.views.words import appointment, kind, place_kind
from bot.ui import (
    MAX_OPTION_LABEL,
    MAX_OPTIONS,
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
from storage.meetings import Kind, Meeting, PlaceKind

PURPOSE, PLACE, TIMES, DEADLINE = 120, 100, 600, 60  # characters
LENGTHS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 480)  # minutes
MAJORITY = "majority"


def propose_form(locale: Locale, action: Action, people: Sequence[tuple[int, str]], asked: int) -> Form:
    """`people`: (id, name) of who can be required; `asked`: how many are in the team's vote."""
    _ = locale.gettext
    pages = (
        Page(_what_fields(locale), _read_by(locale)),
        Page(
            (_times(locale), _length(locale, 60), _deadline(locale)),
            md(_("Er en tid uklar, spørger jeg. Skriver du 13.15-14.45, gælder den længde."), quiet=True),
        ),
        Page(
            _terms(locale, people, asked),
            md(_("Jeg finder aldrig en tid, som en af dem ikke kan."), quiet=True),
        ),
    )
    return Form(action, _("Foreslå et møde"), pages, send=_("Spørg teamet"))


def _read_by(locale: Locale) -> Text:
    text = locale.gettext("Teamet og jeres facilitator kan læse det. Skriv ikke navne på borgere.")
    return md(text, quiet=True)


def _what_fields(locale: Locale) -> tuple[AnyField, ...]:
    _ = locale.gettext
    return (
        TextField(
            name="purpose",
            label=_("Hvad skal I mødes om?"),
            hint=_("Fx forberedelse af besøget i foreningen."),
            required=True,
            max_length=PURPOSE,
        ),
        ChoiceField(
            name="kind",
            label=_("Hvad skal mødet bruges til?"),
            options=tuple(Option(one.value, kind(locale, one).capitalize()) for one in Kind),
        ),
        _place_kind(locale, PlaceKind.physical),
        _place(locale, ""),
    )


def _place_kind(locale: Locale, value: PlaceKind) -> ChoiceField:
    return ChoiceField(
        name="place_kind",
        label=locale.gettext("Hvordan mødes I?"),
        required=True,
        options=tuple(Option(one.value, place_kind(locale, one).capitalize()) for one in PlaceKind),
        value=value.value,
    )


def _place(locale: Locale, value: str) -> TextField:
    _ = locale.gettext
    return TextField(name="place", label=_("Sted"), hint=_("Et lokale, en adresse eller et link."), value=value,
                     max_length=PLACE)  # fmt: skip


def _times(locale: Locale, room: int = MAX_SLOTS) -> TextField:
    _ = locale.gettext
    hint = _("Op til %(room)s, fx: tors 13.15, uge 47 ons kl 9. Gerne én pr. linje.") % {"room": room}
    return TextField(
        name="slots", label=_("Hvilke tider foreslår du?"), hint=hint, required=True, multiline=True,
        max_length=TIMES,
    )  # fmt: skip


def _length(locale: Locale, minutes: int) -> ChoiceField:
    lengths = LENGTHS if minutes in LENGTHS else tuple(sorted((*LENGTHS, minutes)))
    return ChoiceField(
        name="minutes",
        label=locale.gettext("Hvor længe?"),
        required=True,
        options=tuple(Option(str(one), dates.duration(one, locale.language)) for one in lengths),
        value=str(minutes),
    )


def _deadline(locale: Locale) -> TextField:
    _ = locale.gettext
    return TextField(
        name="deadline",
        label=_("Hvornår lukker afstemningen?"),
        hint=_("Fx torsdag kl. 16. Står her ikke noget, vælger jeg."),
        max_length=DEADLINE,
    )


def _terms(locale: Locale, people: Sequence[tuple[int, str]], asked: int) -> tuple[AnyField, ...]:
    _ = locale.gettext
    required = ChoicesField(
        name="required",
        label=_("Hvem skal kunne være med?"),
        hint=_("Lad feltet stå tomt, hvis det ikke afhænger af nogen bestemt."),
        options=tuple(Option(str(one), name[:MAX_OPTION_LABEL]) for one, name in people[:MAX_OPTIONS]),
    )
    numbers = tuple(
        Option(str(n), _("Mindst %(number)s") % {"number": n})
        for n in range(2, min(asked, MAX_OPTIONS - 1) + 1)
    )
    fields: tuple[AnyField, ...] = (
        ChoiceField(
            name="quorum",
            label=_("Hvor mange skal mindst kunne?"),
            required=True,
            options=(Option(MAJORITY, _("Over halvdelen")), *numbers),
            value=MAJORITY,
        ),
        ChoiceField(
            name="tally",
            label=_("Hvornår vises stemmerne?"),
            required=True,
            options=(Option("shown", _("Undervejs")), Option("hidden", _("Først når afstemningen lukker"))),
            value="shown",
        ),
    )
    return (required, *fields) if people else fields


def add_form(locale: Locale, action: Action, purpose: str, room: int) -> Form:
    """*Foreslå et andet tidspunkt*: `room` more fit."""
    _ = locale.gettext
    note = md(
        _("*%(purpose)s*. Teamet kan se tiderne og stemmer også om dem. Jeg sætter ja for dig."),
        quiet=True,
        purpose=purpose,
    )
    return Form(action, _("Et andet tidspunkt"), (Page((_times(locale, room),), note),), send=_("Foreslå"))


def times_form(locale: Locale, action: Action, purpose: str) -> Form:
    """New times for a poll that came to nothing."""
    _ = locale.gettext
    note = md(
        _("*%(purpose)s*. Teamet kan se de nye tider. De gamle tider og stemmer falder væk."),
        quiet=True,
        purpose=purpose,
    )
    page = Page((_times(locale), _deadline(locale)), note)
    return Form(action, _("Nye tider"), (page,), send=_("Spørg teamet"))


def move_form(locale: Locale, action: Action, meeting: Meeting) -> Form:
    _ = locale.gettext
    assert meeting.starts_at is not None
    when = TextField(
        name="when",
        label=_("Ny tid"),
        hint=_("Fx tors 13.15. Står her ikke noget, er det samme tid."),
        max_length=DEADLINE,
    )
    fields = (when, _length(locale, meeting.minutes), _place_kind(locale, meeting.place_kind),
              _place(locale, meeting.place))  # fmt: skip
    note = md(
        _("Nu: %(time)s. Teamet kan se ændringen, og de, der skal komme, får besked."),
        quiet=True,
        time=appointment(locale, meeting.starts_at),
    )
    return Form(action, _("Flyt mødet"), (Page(fields, note),), send=_("Gem"))
