"""What is said of when people can meet. All of it in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import dates
from bot.availability.rules import DAY, Part, Week, options
from bot.feeds.address import LONGEST_ADDRESS, WrongAddress
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoicesField,
    DateField,
    Form,
    Option,
    Page,
    Text,
    TextField,
)
from storage.calendar_sources import CalendarSource

WRITTEN = 2000  # characters of a week in words: one that is painted hour by hour fits


# ---- a week in words


def week_in_words(locale: Locale, week: Week) -> str:
    """`man 8-10.30, helst ikke fre 14-16`: as a form reads it back."""
    return ", ".join(_part(locale, one) for one in week)


def _part(locale: Locale, part: Part) -> str:
    day = dates.short_weekday_name(part.weekday, locale.language).rstrip(".")
    rather_not = locale.gettext("helst ikke") + " " if part.soft else ""
    if (part.since, part.until) == (0, DAY):
        return f"{rather_not}{day}"
    return f"{rather_not}{day} {_clock(part.since)}-{_clock(part.until)}"


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02}" if minute % 60 else f"{minute // 60}"


# ---- all of it


@dataclass(frozen=True, slots=True)
class CalendarShown:
    """`trouble` is a problem's code, "" while all is well."""

    id: int
    host: str
    read_at: datetime | None
    trouble: str
    unread: int
    remove: Button


@dataclass(frozen=True, slots=True)
class AwayShown:
    first: date
    last: date
    remove: Button


def overview(
    locale: Locale,
    week: Week,
    calendars: Sequence[CalendarShown],
    aways: Sequence[AwayShown],
    buttons: Sequence[Button],
    hidden: bool,
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [
        md(
            _("Når jeg ved det, foreslår jeg mødetider, der passer dig. Kun du ser det her. Teamet ser, hvor mange der "
              "kan, aldrig hvem eller hvorfor."),
        )
    ]  # fmt: skip
    if hidden:
        blocks.append(
            md(
                _("Det, du sagde, før du kom ind ad denne vej, viser jeg ikke her. Det gælder stadig."),
                quiet=True,
            )
        )
    said = week_in_words(locale, week)
    blocks.append(
        md(_("**Din uge** Optaget: %(week)s"), week=said[:700])
        if said
        else md(_("**Din uge** Du har ikke sagt, hvornår du ikke kan."))
    )
    for one in calendars:
        blocks += [_calendar(locale, one), Buttons((one.remove,))]
    for away in aways:
        blocks += [
            md(_("**Væk** %(days)s"), days=days(locale, away.first, away.last)),
            Buttons((away.remove,)),
        ]
    return Card(md(_("Hvornår kan du mødes?")), (*blocks, Buttons(tuple(buttons))))


def _calendar(locale: Locale, one: CalendarShown) -> Text:
    _ = locale.gettext
    text = md(_("**Kalender** %(host)s"), host=one.host or _("kan ikke åbnes")) + md(" · ")
    if one.trouble:
        return text + md("%(text)s", text=trouble(locale, one.trouble))
    if one.read_at is None:
        return text + md(_("hentes om lidt"))
    text += md(_("hentet %(when)s"), when=_when(locale, one.read_at))
    return text + md(" · %(text)s", text=unread(locale, one.unread)) if one.unread else text


def _when(locale: Locale, moment: datetime) -> str:
    return dates.short(locale.local(moment), locale.local(locale.now), locale.language)


def days(locale: Locale, first: date, last: date) -> str:
    now = locale.local(locale.now)
    begins = dates.day(first, now, locale.language)
    if first == last:
        return begins
    return locale.gettext("%(first)s til %(last)s") % {
        "first": begins,
        "last": dates.day(last, now, locale.language),
    }


def time_taken(locale: Locale, start: datetime, end: datetime) -> str:
    return dates.span(locale.local(start), locale.local(end), locale.local(locale.now), locale.language)


def unread(locale: Locale, count: int) -> str:
    return locale.ngettext(
        "%(n)s begivenhed kunne jeg ikke læse. Resten tæller med.",
        "%(n)s begivenheder kunne jeg ikke læse. Resten tæller med.",
        count,
    ) % {"n": count}


def trouble(locale: Locale, problem: str) -> str:
    """What is wrong with a calendar, and what its owner can do."""
    _ = locale.gettext
    sentences = {
        "unreachable": _("Jeg kan ikke få fat i den lige nu. Jeg prøver igen, og det, jeg sidst så, gælder så længe."),
        "refused": _("Jeg må ikke hente den. Linket er måske lavet om: Hent et nyt, og forbind kalenderen igen."),
        "gone": _("Den findes ikke mere på den adresse. Hent et nyt link, og forbind kalenderen igen."),
        "not_calendar": _(
            "Der er ingen kalender på den adresse. Det skal være et iCal-link, ofte et, der ender på .ics."
        ),
        "too_big": _("Den er for stor til mig. Har den et link til færre måneder, så forbind det i stedet."),
        "forbidden": _("Den adresse henter jeg ikke fra. Det skal være et link, alle på nettet kan nå, med https."),
        "too_hard": _("Jeg kan ikke læse den. Kan du hente et andet iCal-link samme sted, så prøv det."),
        "key": _("Jeg kan ikke længere åbne linket. Fjern kalenderen, og forbind den igen."),
    }  # fmt: skip
    return sentences.get(problem, sentences["unreachable"])


# ---- forms


def week_form(
    locale: Locale,
    action: Action,
    days: Sequence[int],
    cannot: tuple[str, ...],
    rather_not: tuple[str, ...],
    more: str,
) -> Form:
    """`days` are the weekdays it asks about."""
    _ = locale.gettext
    names = {
        "morning": _("formiddag (8-12)"),
        "afternoon": _("eftermiddag (12-16)"),
        "evening": _("aften (16-21)"),
    }
    choices = tuple(
        Option(one, f"{dates.weekday_name(int(one[0]), locale.language).capitalize()} {names[one[2:]]}")
        for one in options(days)
    )
    fields = (
        ChoicesField(name="cannot", label=_("Hvornår kan du ikke?"), options=choices, value=cannot),
        ChoicesField(name="rather_not", label=_("Hvornår vil du helst ikke?"), options=choices, value=rather_not),
        TextField(name="more", label=_("Andre tidspunkter"), hint=_("Fx: man 8-10.30, helst ikke fre efter 14, ons hele dagen"),
                  multiline=True, max_length=WRITTEN, value=more),
    )  # fmt: skip
    note = md(
        _("Gælder hver uge, til du retter det. Ingen andre kan læse det; teamet ser kun, hvor mange der kan.")
    )
    return Form(action, _("Din uge"), (Page(fields, note),), _("Gem"))


def unclear_hours(locale: Locale, text: str) -> str:
    return locale.gettext(
        'Jeg kan ikke læse "%(text)s". Skriv fx man 8-10.30 eller helst ikke fre efter 14.'
    ) % {"text": text[:60]}


def connect_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    field = TextField(
        name="address",
        label=_("Kalenderens hemmelige link"),
        hint=_("Et iCal-link fra fx TimeEdit, WebUntis, itslearning, Google eller Outlook"),
        required=True,
        max_length=LONGEST_ADDRESS,
    )
    note = md(
        _("Kun du kan se det. Jeg gemmer linket krypteret og kun, hvornår du er optaget, aldrig hvad du skal. Det slettes, "
          "når du siger til, og når forløbet slutter.")
    )  # fmt: skip
    return Form(action, _("Forbind en kalender"), (Page((field,), note),), _("Forbind"))


def wrong_address(locale: Locale, wrong: WrongAddress) -> str:
    _ = locale.gettext
    if wrong is WrongAddress.ours:
        return _("Det er min egen kalender, og den kender jeg. Forbind en anden.")
    return _("Det er ikke et link til en kalender. Det begynder med https:// eller webcal://.")


def away_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    fields = (
        DateField(name="first", label=_("Første dag"), required=True),
        DateField(name="last", label=_("Sidste dag"), hint=_("Lad den stå tom, hvis det er én dag")),
    )
    note = md(
        _("Du behøver ikke sige hvorfor. Ingen andre kan læse det; teamet ser kun, hvor mange der kan mødes.")
    )
    return Form(action, _("Jeg er væk"), (Page(fields, note),), _("Gem"))


# ---- answers, and a word when something is wrong


def sure(locale: Locale, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Din uge, dine kalendere og de dage, du er væk. Det kan ikke fortrydes."))
    return Card(md(_("Skal jeg glemme, hvornår du kan?")), (text, Buttons(buttons)))


def trouble_card(locale: Locale, name: str, host: str, text: str, button: Button) -> Card:
    _ = locale.gettext
    hello = md(_("Hej %(name)s. Det handler om din kalender på *%(host)s*."), name=name, host=host)
    return Card(
        md(_("Din kalender driller")),
        (hello, md("%(text)s", text=text), Buttons((button,)), md(_("Kun du ser denne besked."), quiet=True)),
    )


def timetable_card(locale: Locale, name: str, course: str, timetable: CalendarSource) -> Card:
    """To who runs the course: a timetable of it cannot be read, or not all of it."""
    _ = locale.gettext
    hello = md(_("Hej %(name)s. Det er om skemaet for *%(course)s*."), name=name, course=course)
    if timetable.cluster:
        text = _("Hej %(name)s. Det er om skemaet for *%(course)s*, klyngen *%(cluster)s*.")
        hello = md(text, name=name, course=course, cluster=timetable.cluster)
    if not timetable.problem:
        said = unread(locale, timetable.unread)
    elif timetable.problem == "unreachable":
        said = _("Jeg kan ikke få fat i det lige nu. Jeg prøver igen, og det, jeg sidst så, gælder så længe.")
    else:
        said = _(
            "Jeg kan ikke læse det på den adresse, der står i forløbsfilen. Sæt et nyt iCal-link ind i den."
        )
    about = _("Mødeforslag tager ikke hensyn til undervisning, jeg ikke kan læse.")
    blocks = (hello, md("%(said)s", said=said), md(about, quiet=True))
    return Card(md(_("Skemaet driller")), blocks)
