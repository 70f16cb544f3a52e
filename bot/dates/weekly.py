"""Hours of a usual week, as people write them: `man 8-10.30, helst ikke fre efter 14, ons hele dagen`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dates.scan import WEEKDAYS

MIDNIGHT = 24 * 60
_SPLIT = re.compile(r"[\n,;]+")
_CLOCK = r"(?:kl\.? *|at )?(\d{1,2})(?:[.:](\d\d))?"
_TO = r" *(?:-|[\u2010-\u2015\u2212]|til|to|og|and) *"
_HOURS = re.compile(rf"(?:fra |from |mellem |between )?{_CLOCK}{_TO}{_CLOCK}")
_FROM = re.compile(rf"(?:fra|from|efter|after) {_CLOCK}")
_UNTIL = re.compile(rf"(?:til|to|until|før|foer|before|indtil) {_CLOCK}")
_WHOLE = re.compile(r"(?:hele dagen|all day|the whole day)?")
_RATHER = re.compile(
    r"^(?:helst ikke|rather not|prefer not)\b *| *\(?\b(?:helst ikke|rather not|prefer not)\)?$"
)
_CANNOT = re.compile(r"^(?:kan ikke|ikke|cannot|can't|not)\b *")
_DAYS = re.compile(
    r"(?:hver |every |om |on )?(?P<first>[a-zæøå]+)\.?(?: *(?:-|–|til|to) *(?P<last>[a-zæøå]+)\.?)?"
)
_EVERY_DAY = ("hverdage", "alle dage", "weekdays", "hverdag")


@dataclass(frozen=True, slots=True)
class HoursOfDay:
    """Monday = 0; minutes of the local day; `rather_not`: possible all the same."""

    weekday: int
    since: int
    until: int
    rather_not: bool = False


class UnclearHours(ValueError):
    """`text` is the part that nobody can read."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def parse_week(text: str) -> tuple[HoursOfDay, ...]:
    """Each part is a day (or several: `man-ons`) and hours on the 24-hour clock, none of them for the whole day.
    Raises UnclearHours."""
    found: list[HoursOfDay] = []
    for part in _SPLIT.split(text):
        if said := " ".join(part.lower().split()).strip(" ."):
            found += _read(said, part.strip())
    return tuple(found)


def _read(said: str, shown: str) -> list[HoursOfDay]:
    rest = _CANNOT.sub("", _RATHER.sub("", said))
    rather_not = bool(_RATHER.search(said))
    days, hours = _days(rest)
    since, until = _hours(hours, shown)
    if not days or since >= until:
        raise UnclearHours(shown)
    return [HoursOfDay(day, since, until, rather_not) for day in days]


def _days(text: str) -> tuple[list[int], str]:
    """The weekdays it begins with, and what comes after."""
    for word in _EVERY_DAY:
        if text.startswith(word):
            return [0, 1, 2, 3, 4], text[len(word) :].strip()
    match = _DAYS.match(text)
    first = _weekday(match["first"]) if match else None
    last = _weekday(match["last"]) if match and match["last"] else first
    if match is None or first is None:
        return [], text
    if last is None:  # `man til 10`: what follows is hours
        return [first], text[match.end("first") :].lstrip(". ")
    return list(range(first, last + 1)), text[match.end() :].strip()


def _weekday(word: str) -> int | None:
    return WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("e"), WEEKDAYS.get(word.removesuffix("s"))))


def _hours(text: str, shown: str) -> tuple[int, int]:
    if match := _HOURS.fullmatch(text):
        return _minute(match[1], match[2], shown), _minute(match[3], match[4], shown)
    if match := _FROM.fullmatch(text):
        return _minute(match[1], match[2], shown), MIDNIGHT
    if match := _UNTIL.fullmatch(text):
        return 0, _minute(match[1], match[2], shown)
    if _WHOLE.fullmatch(text):
        return 0, MIDNIGHT
    raise UnclearHours(shown)


def _minute(hour: str, minute: str | None, shown: str) -> int:
    found = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or found > MIDNIGHT:
        raise UnclearHours(shown)
    return found
