"""What an overview says: in words beside each small picture, as the picture's own text, in chat and in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import dates
from bot.i18n import Locale
from bot.overview import drawing
from bot.overview.drawing import Drawing
from bot.overview.rules import Contract, Facts, Week
from bot.spreadsheet import safe
from bot.ui import Facts as Rows
from bot.ui import plain

THEMES = 6
CONTRACT_STEPS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is read by everybody; `label` is the picture's, for those who do not see it."""

    name: str
    text: str
    drawing: Drawing | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One kind of fact, week by week, in words. `now`: which of the weeks it is."""

    name: str
    weeks: tuple[str, ...]


def cells(locale: Locale, one: Facts) -> tuple[Cell, ...]:
    return (
        _checkins(locale, one),
        _meetings(locale, one),
        _agreements(locale, one),
        _roles(locale, one),
        _contract(locale, one),
        _themes(locale, one),
        _partner(locale, one),
    )


def headings(locale: Locale) -> tuple[str, ...]:
    _ = locale.gettext
    return (
        _("Tjek-ind"), _("Møder"), _("Aftaler"), _("Mødeleder på skift"), _("Kontrakt"), _("Temaer"),
        _("Lokal organisation"),
    )  # fmt: skip


def _checkins(locale: Locale, one: Facts) -> Cell:
    _ = locale.gettext
    latest = one.latest_checkin
    text = _("%(said)s af %(of)s") % {"said": latest.said, "of": latest.of} if latest else _("ingen endnu")
    if latest and latest.open:
        text = _("%(count)s (åbent nu)") % {"count": text}
    drawn = drawing.bars([week.checkin for week in one.weeks])
    return Cell(headings(locale)[0], text, drawn, _over_weeks(locale, one, checkin_words))


def _meetings(locale: Locale, one: Facts) -> Cell:
    _ = locale.gettext
    coming = one.next_meeting
    text = _("næste %(day)s") % {"day": _short(locale, coming)} if coming else _("ingen aftalt")
    drawn = drawing.marks([week.meetings or {} for week in one.weeks])
    return Cell(headings(locale)[1], text, drawn, _over_weeks(locale, one, meeting_words))


def _agreements(locale: Locale, one: Facts) -> Cell:
    _, counts = locale.gettext, one.agreements
    parts = [locale.ngettext("1 åben", "%(count)s åbne", counts.open) % {"count": counts.open}]
    if counts.late:
        parts.append(_("%(count)s mindst en uge over fristen") % {"count": counts.late})
    parts.append(_("%(count)s klaret") % {"count": counts.done})
    drawn = drawing.columns([week.kept for week in one.weeks])
    return Cell(headings(locale)[2], " · ".join(parts), drawn, _over_weeks(locale, one, kept_words))


def _roles(locale: Locale, one: Facts) -> Cell:
    text = locale.gettext("%(said)s af %(of)s har prøvet") % {"said": one.chaired, "of": one.members}
    return Cell(headings(locale)[3], text, drawing.dots(one.chaired, one.members))


def _contract(locale: Locale, one: Facts) -> Cell:
    reached = {
        Contract.none: 0,
        Contract.draft: 1,
        Contract.returned: 1,
        Contract.signing: 2,
        Contract.waiting: 3,
        Contract.active: CONTRACT_STEPS,
    }[one.contract]
    return Cell(headings(locale)[4], contract_words(locale, one), drawing.steps(reached, CONTRACT_STEPS))


def contract_words(locale: Locale, one: Facts) -> str:
    _ = locale.gettext
    match one.contract:
        case Contract.none:
            return _("ikke begyndt")
        case Contract.draft:
            return _("under udarbejdelse")
        case Contract.signing:
            return _("%(said)s af %(of)s har skrevet under") % {"said": one.signed, "of": one.members}
        case Contract.waiting:
            return _("venter på facilitator")
        case Contract.returned:
            return _("sendt tilbage med en kommentar")
        case Contract.active:
            if one.contract_on is None:
                return _("gælder")
            return _("gælder fra %(day)s") % {"day": _short(locale, one.contract_on)}


def _themes(locale: Locale, one: Facts) -> Cell:
    names = [theme_name(locale, theme) for theme in one.themes]
    text = ", ".join(names) if names else locale.gettext("ingen endnu")
    return Cell(headings(locale)[5], text, drawing.dots(min(len(names), THEMES), THEMES))


def _partner(locale: Locale, one: Facts) -> Cell:
    _ = locale.gettext
    text = (
        _("sidst %(day)s") % {"day": _short(locale, one.partner_on)} if one.partner_on else _("ingen noteret")
    )
    return Cell(headings(locale)[6], text)


def theme_name(locale: Locale, theme: str) -> str:
    _ = locale.gettext
    known = {
        "ledelse": _("ledelse"),
        "organisering": _("organisering"),
        "moeder": _("møder"),
        "deltagelse": _("deltagelse"),
        "effekt": _("effekt"),
        "fagligheder": _("fagligheder og lovgivning"),
    }
    return known.get(theme, theme)


def _short(locale: Locale, day: date) -> str:
    return dates.short_day(day, locale.local(locale.now), locale.language)


def _over_weeks(locale: Locale, one: Facts, words: Callable[[Locale, Week], str]) -> str:
    """A picture in words: every week that has something."""
    said = [f"{dates.week_label(week.monday, locale.language)}: {words(locale, week)}" for week in one.weeks if words(locale, week)]  # fmt: skip
    return ". ".join(said) or locale.gettext("ingen endnu")


# ---- week by week


def checkin_words(locale: Locale, week: Week) -> str:
    if week.checkin is None:
        return ""
    return locale.gettext("%(said)s af %(of)s") % {"said": week.checkin.said, "of": week.checkin.of}


def meeting_words(locale: Locale, week: Week) -> str:
    _ = locale.gettext
    names = {"physical": _("fysisk"), "online": _("online"), "field": _("i felten")}
    found = sorted((week.meetings or {}).items())
    return ", ".join(f"{count} {names.get(kind, kind)}" for kind, count in found)


def kept_words(_locale: Locale, week: Week) -> str:
    return str(week.kept) if week.kept else ""


def theme_words(locale: Locale, week: Week) -> str:
    return theme_name(locale, week.theme) if week.theme else ""


def week_rows(locale: Locale, one: Facts) -> tuple[WeekRow, ...]:
    _ = locale.gettext
    kinds = (
        (_("Tjek-ind besvaret"), checkin_words),
        (_("Møder"), meeting_words),
        (_("Aftaler klaret"), kept_words),
        (_("Fælles refleksion"), theme_words),
    )
    return tuple(WeekRow(name, tuple(words(locale, week) for week in one.weeks)) for name, words in kinds)


def week_names(locale: Locale, one: Facts) -> tuple[str, ...]:
    return tuple(dates.week_label(week.monday, locale.language) for week in one.weeks)


# ---- in chat, and in a file


def rows(locale: Locale, one: Facts) -> Rows:
    """The same facts as a card shows them."""
    return Rows(tuple((cell.name, plain(cell.text)) for cell in cells(locale, one)))


def table(locale: Locale, teams: Sequence[Facts]) -> list[list[str]]:
    """A row for each team and week, under a row of names, as a spreadsheet takes it."""
    _ = locale.gettext
    found = [[
        _("Team"), _("Medlemmer"), _("Uge, der begynder"), _("Tjek-ind: svar"), _("Tjek-ind: spurgt"), _("Møder: fysisk"),
        _("Møder: online"), _("Møder: i felten"), _("Aftaler klaret i ugen"), _("Tema i ugen"), _("Aftaler åbne nu"),
        _("Aftaler mindst en uge over fristen nu"), _("Har været mødeleder"), _("Kontrakt"), _("Lokal organisation, seneste kontakt"),
    ]]  # fmt: skip
    for one in teams:
        for week in one.weeks:
            places, checkin = week.meetings or {}, week.checkin
            found.append([
                safe(one.name), str(one.members), week.monday.isoformat(), str(checkin.said) if checkin else "",
                str(checkin.of) if checkin else "", *(str(places.get(kind, 0)) for kind in ("physical", "online", "field")),
                str(week.kept), theme_words(locale, week), str(one.agreements.open), str(one.agreements.late),
                str(one.chaired), contract_words(locale, one), one.partner_on.isoformat() if one.partner_on else "",
            ])  # fmt: skip
    return found
