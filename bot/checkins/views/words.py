"""Words and moments that several of the check-in's cards and forms share."""

from __future__ import annotations

from datetime import date, datetime

from bot import dates
from bot.checkins import library
from bot.i18n import Locale, md
from bot.ui import MAX_FIELD_LABEL, MAX_FORM_TITLE, Text
from bot.wording import shortened
from storage.checkins import Round

MOST_OF_A_NAME = 30  # letters of what a check-in is called


def week(locale: Locale, round_: Round) -> str:
    return dates.week_label(round_.day, locale.language)


def name(locale: Locale, called: str) -> str:
    """What a check-in is called; the first one has no name of its own until it is given one."""
    return called or locale.gettext("Tjek-ind")


def title(locale: Locale, round_: Round) -> Text:
    """`Tjek-ind · uge 46`, or by its day `Statusrunde · torsdag d. 12. november`."""
    by_day = round_.asked.by_day
    when = (
        dates.day(round_.day, locale.local(locale.now), locale.language) if by_day else week(locale, round_)
    )
    return md("%(name)s · %(when)s", name=name(locale, round_.asked.name), when=when)


def form_title(locale: Locale, round_: Round) -> str:
    """`Tjek-ind, uge 46`: a long name is cut."""
    when = week(locale, round_)
    if round_.asked.by_day:
        when = dates.weekday_name(round_.day.weekday(), locale.language)
    room = MAX_FORM_TITLE - len(when) - 2
    return f"{clip(name(locale, round_.asked.name), room)}, {when}"


def calendar_title(locale: Locale, called: str, day: date) -> str:
    return f"{name(locale, called)} · {dates.week_label(day, locale.language)}"


def deadline(locale: Locale, moment: datetime) -> str:
    return dates.deadline(locale.local(moment), locale.local(locale.now), locale.language)


def short_deadline(locale: Locale, moment: datetime) -> str:
    return dates.short_deadline(locale.local(moment), locale.local(locale.now), locale.language)


def closes(locale: Locale, moment: datetime) -> str:
    return dates.closes(locale.local(moment), locale.local(locale.now), locale.language)


def clip(text: str, length: int) -> str:
    return shortened(" ".join(text.split()), length)


# ---- questions


def asked_ids(round_: Round) -> tuple[str, ...]:
    """The ids of what a round asks; a round without any asks the usual four."""
    return tuple(one["id"] for one in round_.asked.questions) or library.COLUMNS


def wording(locale: Locale, round_: Round, question: str) -> library.Wording:
    """What a question of the round says; the team's own says what it said when the round was made."""
    own = next((one["text"] for one in round_.asked.questions if one["id"] == question and "text" in one), "")
    if own:
        limit = MAX_FIELD_LABEL
        return library.Wording(clip(own, limit), own if len(own) > limit else "")
    known = library.ready().questions.get(question)
    return known.wording(locale.language) if known else library.Wording(question)


def heading(locale: Locale, round_: Round, question: str) -> str:
    """Above what people answered: short for the usual ones, the question itself for the others."""
    _ = locale.gettext
    short = {"done": _("Gjort"), "next_step": _("Næste skridt"), "in_the_way": _("Det spænder ben")}
    return short.get(question) or wording(locale, round_, question).label
