"""The times that people write in the meeting's forms. What can mean two things is asked about, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import dates
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import Rejected
from bot.i18n import Locale
from bot.meetings import rules
from bot.meetings.times import CLOSES_AT, default_deadline
from bot.meetings.views.words import appointment, problem
from bot.ui import Values


@dataclass(frozen=True, slots=True)
class Times:
    """Moments in UTC, as written. `minutes` is the length where they were written with an end."""

    starts: tuple[datetime, ...]
    minutes: int | None = None


class Unclear(Exception):
    """The text `written` in `field` has two readings; `before` and `after` are the rest of the field."""

    def __init__(
        self,
        field: str,
        ambiguous: dates.Ambiguous,
        written: str,
        before: Sequence[str],
        after: Sequence[str],
    ) -> None:
        super().__init__(field)
        self.field = field
        self.ambiguous = ambiguous
        self.written = written
        self._before = tuple(before)
        self._after = tuple(after)

    def with_option(self, locale: Locale, index: int) -> str:
        """The whole field with that reading in the place of what was unclear."""
        return "\n".join((*self._before, written(locale, self.ambiguous.options[index]), *self._after))


def written(locale: Locale, option: object) -> str:
    """A moment or day as a text that can only be read in one way, in either language."""
    match option:
        case dates.Moment(at, until):
            start = locale.local(at)
            end = f"-{locale.local(until):%H.%M}" if until else ""
            return f"{start.day}/{start.month} {start.year} kl. {start:%H.%M}{end}"
        case dates.Day(day):
            return f"{day.day}/{day.month} {day.year}"
        case _:
            raise ValueError(f"not a moment or a day: {option!r}")


def read_slots(locale: Locale, values: Values, field: str = "slots") -> Times:
    """Raises Rejected for what cannot be read, Unclear for the first with two readings."""
    found = dates.parse_slots(str(values[field]), locale.local(locale.now), locale.zone, locale.language)
    errors = [
        f"{one.text}: {dates.explain(one.parsed, locale.gettext)}"
        for one in found
        if not isinstance(one.parsed, dates.Moment | dates.Ambiguous)
    ]
    if errors:
        raise Rejected({field: " ".join(errors)})
    certain: list[dates.Moment] = []
    for index, one in enumerate(found):
        if isinstance(one.parsed, dates.Ambiguous):
            before = [written(locale, moment) for moment in certain]
            after = [_kept(locale, other) for other in found[index + 1 :]]
            raise Unclear(field, one.parsed, one.text, before, after)
        assert isinstance(one.parsed, dates.Moment)
        certain.append(one.parsed)
    return Times(tuple(one.at for one in certain), _length(locale, certain, field))


def _kept(locale: Locale, slot: dates.Slot) -> str:
    """The slot on a line of its own, with the day it may have had from the one before it."""
    if isinstance(slot.parsed, dates.Moment):
        return written(locale, slot.parsed)
    options = slot.parsed.options if isinstance(slot.parsed, dates.Ambiguous) else ()
    days = {locale.local(one.at).date() for one in options if isinstance(one, dates.Moment)}
    if len(days) == 1 and len(options) > 1:
        return f"{written(locale, dates.Day(next(iter(days))))} {slot.text}"
    return slot.text


def _length(locale: Locale, moments: Sequence[dates.Moment], field: str) -> int | None:
    lengths = {(one.until - one.at) // timedelta(minutes=1) for one in moments if one.until}
    if len(lengths) > 1:
        raise Rejected({field: locale.gettext("Tiderne er ikke lige lange. Giv dem samme længde.")})
    return next(iter(lengths), None)


def read_deadline(locale: Locale, values: Values) -> datetime | None:
    """None when nothing is written; a day alone means 16.00. Raises Rejected, Unclear."""
    text = str(values["deadline"])
    if not text:
        return None
    parsed = dates.parse_when(text, locale.local(locale.now), locale.zone, locale.language)
    match parsed:
        case dates.Moment(at):
            return at
        case dates.Day(day):
            return local_to_utc(day, CLOSES_AT, locale.zone)
        case dates.Ambiguous():
            raise Unclear("deadline", parsed, text, (), ())
        case _:
            raise Rejected({"deadline": dates.explain(parsed, locale.gettext)})


def check(
    ctx: Context,
    starts: Sequence[datetime],
    minutes: int,
    deadline: datetime | None = None,
    *,
    field: str = "slots",
) -> None:
    """Raises Rejected with everything that is wrong with the proposal, sentence by sentence."""
    course = ctx.here.course
    days = rules.Course(course.starts_on, course.ends_on, ctx.zone)
    errors: dict[str, list[str]] = {}
    for one in rules.problems(starts, minutes, days, ctx.now, deadline):
        time = appointment(ctx.locale, starts[one.slot]) if one.slot is not None else ""
        sentence = problem(ctx.locale, one, time, _noon(ctx, course.starts_on), _noon(ctx, course.ends_on))
        place = errors.setdefault(_field(one.wrong, field), [])
        if sentence not in place:
            place.append(sentence)
    if errors:
        raise Rejected({name: " ".join(sentences) for name, sentences in errors.items()})


def _noon(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, CLOSES_AT, ctx.zone)


def _field(wrong: rules.Wrong, slots: str) -> str:
    match wrong:
        case rules.Wrong.TOO_SHORT | rules.Wrong.TOO_LONG:
            return "minutes"
        case rules.Wrong.DEADLINE_PAST | rules.Wrong.DEADLINE_TOO_LATE:
            return "deadline"
        case _:
            return slots


def closing(ctx: Context, starts: Sequence[datetime], chosen: datetime | None) -> datetime:
    """The poll's deadline (UTC): the chosen one, or the usual. At least one start is ahead."""
    return chosen or default_deadline(starts, ctx.now, ctx.zone, ctx.days_off)
