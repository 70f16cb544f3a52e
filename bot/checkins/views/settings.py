"""Forms and cards by which a team chooses how its check-ins are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot import dates
from bot.checkins import library
from bot.checkins.plan import Plan
from bot.checkins.rhythm import NEXT_DAY, SAME_DAY, Rhythm
from bot.checkins.rules import Audience
from bot.checkins.views.words import MOST_OF_A_NAME, name
from bot.errors import N_
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    AnyField,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Option,
    Page,
    TextField,
    TimeField,
)

MOST = N_("I har allerede %(number)s tjek-ind. Afslut et af dem først.")
PAUSE = "pause"  # instead of weekdays
MEETING_HOURS = range(6, 24)  # a team may meet in the evening; nobody is asked to in the night
OWN_LENGTH = 100
OWN_FIELDS = 2


def _days(locale: Locale, days: Sequence[int]) -> tuple[Option, ...]:
    return tuple(Option(str(day), dates.weekday_name(day, locale.language)) for day in days)


def rhythm_form(locale: Locale, action: Action, rhythm: Rhythm, workdays: Sequence[int]) -> Form:
    _ = locale.gettext
    fields = (
        ChoicesField(
            name="weekday",
            label=_("Hvornår åbner tjek-ind?"),
            hint=_("Vælg gerne flere dage."),
            required=True,
            options=(*_days(locale, workdays), Option(PAUSE, _("Slet ikke: hold pause"))),
            value=tuple(map(str, rhythm.days)) if rhythm.on else (PAUSE,),
        ),
        TimeField(name="opens", label=_("Åbner kl."), value=rhythm.opens.isoformat("minutes")),
        ChoiceField(
            name="close_weekday",
            label=_("Hvornår lukker det?"),
            required=True,
            options=(*_closing(locale), *_days(locale, workdays)),
            value=rhythm.close,
        ),
        TimeField(name="closes", label=_("Lukker kl."), value=rhythm.closes.isoformat("minutes")),
    )
    note = md(_("Det gælder for hele teamet. Teamet og jeres facilitator kan se og ændre det."), quiet=True)
    return Form(action, _("Tidspunkt for tjek-ind"), (Page(fields, note),), send=_("Gem"))


def _closing(locale: Locale) -> tuple[Option, ...]:
    _ = locale.gettext
    return (Option(SAME_DAY, _("Samme dag")), Option(NEXT_DAY, _("Dagen efter")))


def questions_form(locale: Locale, action: Action, plan: Plan) -> Form:
    _ = locale.gettext
    own = (*plan.own, *[""] * OWN_FIELDS)[:OWN_FIELDS]
    fields: tuple[AnyField, ...] = (
        _sets(locale, plan.questions),
        *(
            TextField(
                name=f"own_{number}",
                label=_("Jeres eget spørgsmål %(number)s") % {"number": number},
                hint=_("Kort, så det kan stå over et felt. Lad det være tomt, hvis I ikke har et."),
                value=text,
                max_length=OWN_LENGTH,
            )
            for number, text in enumerate(own, 1)
        ),
        _audience(locale, plan.audience),
    )
    note = md(
        _(
            "Det gælder fra næste runde. Der er højst fire spørgsmål, så et minut er nok. Teamet kan se og ændre det."
        ),
        quiet=True,
    )
    return Form(action, _("Spørgsmål i tjek-ind"), (Page(fields, note),), send=_("Gem"))


def _sets(locale: Locale, chosen: str) -> ChoiceField:
    return ChoiceField(
        name="questions",
        label=locale.gettext("Hvad spørger det om?"),
        required=True,
        options=tuple(Option(one.id, one.name(locale.language)) for one in library.ready().sets.values()),
        value=chosen,
    )


def _audience(locale: Locale, chosen: Audience) -> ChoiceField:
    _ = locale.gettext
    return ChoiceField(
        name="audience",
        label=_("Hvornår læser teamet svarene?"),
        required=True,
        options=(
            Option(Audience.open, _("Med det samme")),
            Option(Audience.closed, _("Når runden lukker")),
            Option(Audience.nameless, _("Når runden lukker, uden navne")),
            Option(Audience.private, _("Med det samme, men aldrig i kanalen")),
        ),
        value=chosen.value,
    )


def new_form(locale: Locale, action: Action, workdays: Sequence[int]) -> Form:
    _ = locale.gettext
    fields = (
        TextField(
            name="name",
            label=_("Hvad skal det hedde?"),
            hint=_("Fx Statusrunde eller Tjek-ud."),
            required=True,
            max_length=MOST_OF_A_NAME,
        ),
        ChoicesField(
            name="weekday",
            label=_("Hvilke dage kommer det?"),
            required=True,
            options=_days(locale, workdays),
        ),
        _sets(locale, "status"),
        _audience(locale, Audience.open),
    )
    note = md(
        _("Det åbner kl. 9 og lukker samme dag kl. 16. Det kan I ændre bagefter. Teamet kan se det."),
        quiet=True,
    )
    return Form(action, _("Nyt tjek-ind"), (Page(fields, note),), send=_("Opret"))


# ---- what there is, and what was chosen


def overview(
    locale: Locale,
    plans: Sequence[tuple[Plan, datetime | None, tuple[Button, ...]]],
    new: Button | None,
    more: tuple[Button, ...],
) -> Card:
    """The team's check-ins, each with when it comes next (None: it rests) and what may be done about it."""
    _ = locale.gettext
    blocks: list[Block] = []
    for plan, following, buttons in plans:
        text = md(
            "**%(name)s** · %(when)s",
            name=name(locale, plan.checkin.name),
            when=rhythm_line(locale, plan.rhythm),
        )
        text += md("\n%(set)s", set=library.ready().sets[plan.questions].name(locale.language))
        if following:
            text += md(_("\nNæste åbner %(when)s."), when=locale.long(following))
        blocks += [text, Buttons(buttons)]
    blocks.append(Buttons((*((new,) if new else ()), *more)))
    return Card(md(_("Jeres tjek-ind")), tuple(blocks))


def rhythm_line(locale: Locale, rhythm: Rhythm) -> str:
    """`hver torsdag`, `mandag, onsdag og fredag`, `hver anden torsdag`, `holder pause`."""
    _ = locale.gettext
    if not rhythm.on:
        return _("holder pause")
    days = locale.names([dates.weekday_name(day, locale.language) for day in rhythm.days])
    if rhythm.every > 1:
        return _("hver anden uge, %(days)s") % {"days": days}
    return _("hver %(days)s") % {"days": days} if len(rhythm.days) == 1 else days


def chosen(
    locale: Locale, following: datetime | None, after: datetime | None, buttons: tuple[Button, ...]
) -> Card:
    """A rhythm was chosen: when the next round opens, and (where it comes every other week) the one after it."""
    _ = locale.gettext
    if following is None:
        text = md(_("Tjek-ind holder pause. Skriv /tjekind tid, når I vil starte igen."))
    else:
        text = md(_("Gemt. Næste tjek-ind åbner %(when)s."), when=locale.long(following))
    blocks: list[Block] = []
    if after:
        blocks.append(md(_("Derefter kommer det %(when)s."), when=locale.long(after)))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(text, tuple(blocks))


# ---- the team's pause and its week


def pause_form(locale: Locale, action: Action, first: date | None, last: date | None) -> Form:
    _ = locale.gettext
    fields = (
        DateField(
            name="first", label=_("Fra og med"), value=first.isoformat() if first else "", required=True
        ),
        DateField(
            name="last",
            label=_("Til og med"),
            hint=_("Fx eksamen, ferie eller praktik."),
            value=last.isoformat() if last else "",
            required=True,
        ),
    )
    note = md(
        _(
            "Så længe skriver jeg ikke til teamet af mig selv. I kan stadig bruge mig. Teamet og jeres facilitator kan "
            "se og ændre det."
        ),
        quiet=True,
    )
    return Form(action, _("Hold pause"), (Page(fields, note),), send=_("Gem"))


def paused(locale: Locale, first: date, last: date, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    now = locale.local(locale.now)
    text = _("Teamet holder pause fra %(first)s til og med %(last)s.")
    return Card(
        md(_("Teamets pause")),
        (
            md(
                text, first=dates.day(first, now, locale.language), last=dates.day(last, now, locale.language)
            ),
            md(_("Så længe skriver jeg ikke til jer af mig selv."), quiet=True),
            Buttons(buttons),
        ),
    )


def week_form(locale: Locale, action: Action, workdays: Sequence[int], hours: tuple[time, time]) -> Form:
    """The days the team works, and the hours it meets in."""
    _ = locale.gettext
    field = ChoicesField(
        name="days",
        label=_("Hvilke dage arbejder teamet?"),
        hint=_("Jeg skriver kun på de dage, og aldrig på helligdage."),
        required=True,
        options=_days(locale, range(7)),
        value=tuple(map(str, workdays)),
    )
    opens = _hour(locale, "opens", _("Hvornår kan I tidligst mødes?"), hours[0])
    closes = _hour(locale, "closes", _("Hvornår skal møder senest slutte?"), hours[1])
    opens = replace(
        opens, hint=_("Det er til mødeforslag. Beskeder fra mig kommer stadig kun mellem 8 og 17.")
    )
    note = md(_("Det gælder for hele teamet. Teamet og jeres facilitator kan se og ændre det."), quiet=True)
    return Form(action, _("Teamets arbejdsuge"), (Page((field, opens, closes), note),), send=_("Gem"))


def _hour(locale: Locale, name: str, label: str, value: time) -> ChoiceField:
    return ChoiceField(
        name=name,
        label=label,
        required=True,
        options=tuple(Option(str(hour), dates.clock(time(hour), locale.language)) for hour in MEETING_HOURS),
        value=str(value.hour),
    )
