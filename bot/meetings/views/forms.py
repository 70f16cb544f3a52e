"""The forms: suggesting a meeting, adding a time, new times, moving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import dates
from bot.i18n import Locale, md
from bot.meetings.rules import MAX_SLOTS
from bot.meetings.views.words import appointment, deadline, kind, meeting_type, place_kind
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
    TextField,
)
from bot.wording import read_by_team
from bot.zones import named
from storage.meetings import Kind, Meeting, MeetingType, PlaceKind

PURPOSE, PLACE, TIMES, DEADLINE, INTERNAL = 120, 100, 600, 60, 300  # characters
LENGTHS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 480)  # minutes
MAJORITY = "majority"
MOST_REPEATED = 12  # times: a course is seldom longer


def propose_form(locale: Locale, action: Action) -> Form:
    """One page: what is usually said. The rest has good defaults, and `adjust_form` for those who want more. Who can
    read it is said beside the first field: with a note there would be a page more, each time, on Discord."""
    _ = locale.gettext
    fields = (
        _purpose(locale),
        _type(locale, MeetingType.team),
        _length(locale, 60),
        _times(locale, required=False),
        _place(locale, ""),
    )
    return Form(action, _("Foreslå et møde"), (Page(fields),), send=_("Spørg teamet"))


def _purpose(locale: Locale) -> TextField:
    _ = locale.gettext
    return TextField(
        name="purpose",
        label=_("Hvad skal I mødes om?"),
        hint=_(
            "Fx forberedelse af et besøg. Teamet og jeres facilitator kan læse det. Skriv ikke navne på borgere."
        ),
        required=True,
        max_length=PURPOSE,
    )


def adjust_form(
    locale: Locale,
    action: Action,
    meeting: Meeting,
    people: Sequence[tuple[int, str]],
    required: frozenset[int],
    asked: int,
) -> Form:
    """What most meetings need not say. `people`: (id, name) of who can be required; `asked`: how many are in the
    team's vote. A meeting that has its time has no terms of a vote."""
    _ = locale.gettext
    pages = [Page(_what_fields(locale, meeting), read_by_team(locale))]
    if meeting.open:
        note = md(_("Jeg finder aldrig en tid, som en af dem ikke kan."), quiet=True)
        pages.append(Page(_terms(locale, meeting, people, required, asked), note))
    return Form(action, _("Tilpas mødet"), tuple(pages), send=_("Gem"))


def _what_fields(locale: Locale, meeting: Meeting) -> tuple[AnyField, ...]:
    _ = locale.gettext
    return (
        _type(locale, meeting.type),
        ChoiceField(
            name="kind",
            label=_("Hvad skal mødet bruges til?"),
            options=tuple(Option(one.value, kind(locale, one).capitalize()) for one in Kind),
            value=meeting.kind.value if meeting.kind else "",
        ),
        _place_kind(locale, meeting.place_kind),
        _place(locale, meeting.place),
    )


def internal_form(locale: Locale, action: Action, meeting: Meeting) -> Form:
    """What an internal meeting owes the others: why it is held, and what they hear of it."""
    _ = locale.gettext
    fields = tuple(
        TextField(name=name, label=label, value=value, multiline=True, max_length=INTERNAL)
        for name, label, value in (
            ("why", _("Hvorfor mødes I uden de andre?"), meeting.why),
            ("told_back", _("Hvad fortæller I de andre bagefter?"), meeting.told_back),
        )
    )
    return Form(action, _("Internt møde"), (Page(fields, read_by_team(locale)),), send=_("Gem"))


def _type(locale: Locale, value: MeetingType) -> ChoiceField:
    return ChoiceField(
        name="type",
        label=locale.gettext("Hvilken slags møde er det?"),
        required=True,
        options=tuple(Option(one.value, meeting_type(locale, one).capitalize()) for one in MeetingType),
        value=value.value,
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


def _times(locale: Locale, room: int = MAX_SLOTS, *, required: bool = True) -> TextField:
    _ = locale.gettext
    hint = _("Op til %(room)s, fx: tors 13.15, uge 47 ons kl. 9. Gerne én pr. linje.") % {"room": room}
    if not required:
        hint = _("Lad feltet stå tomt, så finder jeg dem. Eller skriv fx: tors 13.15, uge 47 ons kl. 9.")
    return TextField(
        name="slots", label=_("Hvilke tider foreslår du?"), hint=hint, required=required, multiline=True,
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


def _deadline(locale: Locale, closes: datetime | None = None) -> TextField:
    _ = locale.gettext
    hint = _("Fx torsdag kl. 16. Lader du feltet stå tomt, vælger jeg.")
    if closes:
        hint = _("Den lukker %(deadline)s. Skriv fx torsdag kl. 16.") % {"deadline": deadline(locale, closes)}
    return TextField(
        name="deadline",
        label=_("Hvornår lukker afstemningen?"),
        hint=hint,
        max_length=DEADLINE,
    )


def _terms(
    locale: Locale, meeting: Meeting, people: Sequence[tuple[int, str]], required: frozenset[int], asked: int
) -> tuple[AnyField, ...]:
    _ = locale.gettext
    who = ChoicesField(
        name="required",
        label=_("Hvem skal kunne være med?"),
        hint=_("Lad feltet stå tomt, hvis det ikke afhænger af nogen bestemt."),
        options=tuple(Option(str(one), name[:MAX_OPTION_LABEL]) for one, name in people[:MAX_OPTIONS]),
        value=tuple(str(one) for one, _name in people[:MAX_OPTIONS] if one in required),
    )
    highest = max(min(asked, MAX_OPTIONS - 1), meeting.quorum or 0)
    numbers = tuple(Option(str(n), _("Mindst %(number)s") % {"number": n}) for n in range(2, highest + 1))
    fields: tuple[AnyField, ...] = (
        ChoiceField(
            name="quorum",
            label=_("Hvor mange skal mindst kunne?"),
            required=True,
            options=(Option(MAJORITY, _("Over halvdelen")), *numbers),
            value=str(meeting.quorum) if meeting.quorum else MAJORITY,
        ),
        ChoiceField(
            name="tally",
            label=_("Hvornår vises stemmerne?"),
            required=True,
            options=(Option("shown", _("Undervejs")), Option("hidden", _("Først når afstemningen lukker"))),
            value="hidden" if meeting.hidden else "shown",
        ),
        _deadline(locale, meeting.deadline),
    )
    return (who, *fields) if people else fields


def add_form(locale: Locale, action: Action, purpose: str, room: int) -> Form:
    """*Foreslå et andet tidspunkt*: `room` more fit."""
    _ = locale.gettext
    note = md(
        _("*%(purpose)s*. Teamet kan se tiderne og stemmer også om dem. Jeg sætter ja for dig."),
        quiet=True,
        purpose=purpose,
    )
    return Form(action, _("Et andet tidspunkt"), (Page((_times(locale, room),), note),), send=_("Foreslå"))


def edit_form(locale: Locale, action: Action, meeting: Meeting, written: str, names: Sequence[str]) -> Form:
    """The times there are, to be changed as text; `names` of zones, the poll's own first."""
    _ = locale.gettext
    times = replace(_times(locale), value=written, label=_("Tiderne"))
    zone = ChoiceField(
        name="zone",
        label=_("Hvilken tidszone står tiderne i?"),
        required=True,
        options=tuple(Option(one, named(one)) for one in names[:MAX_OPTIONS]),
        value=names[0],
    )
    note = md(
        _(
            "Teamet kan se ændringen. Stemmer på tider, der bliver stående, gælder stadig, også i en anden tidszone."
        ),
        quiet=True,
    )
    page = Page((times, _length(locale, meeting.minutes), zone), note)
    return Form(action, _("Ret tiderne"), (page,), send=_("Gem"))


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


def repeat_form(locale: Locale, action: Action, meeting: Meeting) -> Form:
    _ = locale.gettext
    assert meeting.starts_at is not None
    every = ChoiceField(
        name="every",
        label=_("Hvor tit?"),
        required=True,
        options=(Option("1", _("Hver uge")), Option("2", _("Hver anden uge"))),
        value="1",
    )
    times = ChoiceField(
        name="times",
        label=_("Hvor mange gange mere?"),
        required=True,
        options=tuple(Option(str(n), str(n)) for n in range(1, MOST_REPEATED + 1)),
        value="4",
    )
    note = md(
        _("Fra %(time)s. Fridage springes over. Teamet kan se møderne og flytte eller aflyse hvert af dem."),
        quiet=True,
        time=appointment(locale, meeting.starts_at),
    )
    return Form(action, _("Gentag mødet"), (Page((every, times), note),), send=_("Gentag"))


def move_form(locale: Locale, action: Action, meeting: Meeting) -> Form:
    _ = locale.gettext
    assert meeting.starts_at is not None
    when = TextField(
        name="when",
        label=_("Ny tid"),
        hint=_("Fx tors 13.15. Lader du feltet stå tomt, er det samme tid."),
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
