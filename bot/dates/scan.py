"""From text to clues: each rule takes one expression from where the reading has come to.

Both languages are read whatever the reader's is, since people mix them; only where one word means two things
(`half two`) does the language decide. Numbers are day before month in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from bot.dates.clues import (
    AtClock,
    Clue,
    Dash,
    Figures,
    HalfOfDay,
    InDays,
    InWeek,
    Number,
    OnDate,
    OnDayOfMonth,
    OnWeekday,
    Pair,
    Unclear,
    WeeksAhead,
)
from bot.dates.results import Reason
from bot.dates.words import words

_Build = Callable[[re.Match[str]], tuple[Clue, ...]]

_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212]\s*|\s+-\s+")
_WORD_END = r"(?!\w)"
_NUMBER_END = r"(?!\d)"
LAST_HOUR_TO_ASK = 6  # `kl 2` is afternoon to most people, `kl 7` is morning
_HOURS_TWICE = 12


def scan(text: str, lang: str) -> tuple[Clue, ...]:
    """Return what the text says, in order. Raises Unclear at the first word nobody knows."""
    text = _DASHES.sub(" - ", unicodedata.normalize("NFC", text).lower()).strip(" \t\n.,;")
    if not text:
        raise Unclear(Reason.empty)
    return tuple(_clues(text, lang))


def _clues(text: str, lang: str) -> Iterator[Clue]:
    at = 0
    while at < len(text):
        for pattern, build in _rules(lang):
            match = pattern.match(text, at)
            if match and match.end() > at:
                yield from build(match)
                at = match.end()
                break
        else:
            word = re.match(r"\w+|\S", text[at:])
            raise Unclear(Reason.unknown_word, word[0] if word else text[at:])


# ---- vocabulary

WEEKDAYS = {
    **dict.fromkeys(("mandag", "man", "monday", "mon"), 0),
    **dict.fromkeys(("tirsdag", "tirs", "tir", "tuesday", "tues", "tue"), 1),
    **dict.fromkeys(("onsdag", "ons", "wednesday", "wed", "weds"), 2),
    **dict.fromkeys(("torsdag", "tors", "tor", "thursday", "thurs", "thur", "thu"), 3),
    **dict.fromkeys(("fredag", "fre", "friday", "fri"), 4),
    **dict.fromkeys(("lørdag", "lør", "loerdag", "loer", "lordag", "saturday", "sat"), 5),
    **dict.fromkeys(("søndag", "søn", "soendag", "soen", "sondag", "sunday", "sun"), 6),
}
_SPOKEN = {
    **dict.fromkeys(("et", "en", "ét", "one"), 1),
    **dict.fromkeys(("to", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("syv", "seven"), 7),
    **dict.fromkeys(("otte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9),
    **dict.fromkeys(("ti", "ten"), 10),
    **dict.fromkeys(("elleve", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12),
    **dict.fromkeys(("tyve", "twenty"), 20),
    **dict.fromkeys(("femogtyve", "twenty-five"), 25),
}
_PHRASES: dict[str, tuple[Clue, ...]] = {
    r"i ?dag|today": (InDays(0),),
    r"i ?morgen|tomorrow": (InDays(1),),
    r"(?:i )?overmorgen|(?:the )?day after tomorrow": (InDays(2),),
    r"i ?går|yesterday": (InDays(-1),),
    r"i formiddag|this morning": (InDays(0), HalfOfDay(False)),
    r"i eftermiddag|i aften|this afternoon|this evening|tonight": (InDays(0), HalfOfDay(True)),
    r"(?:i )?(?:næste|naeste) uge|next week": (WeeksAhead(1),),
    r"(?:i )?denne uge|this week": (WeeksAhead(0),),
    r"(?:om )?(?:morgenen|formiddagen)|morgen|formiddag|(?:in the )?morning|a\.?m\.?": (HalfOfDay(False),),
    r"(?:om )?(?:eftermiddagen|aftenen)|eftermiddag|aften": (HalfOfDay(True),),
    r"(?:in the )?(?:afternoon|evening)|p\.?m\.?": (HalfOfDay(True),),
    r"(?:kl\.? ?)?12 middag|middag|(?:at )?noon": (AtClock(12),),
    r"-|til|to|until": (Dash(),),
    r"[\s.,;()]+|kl\.?|klokken|at|@|d\.?|den|the|på|on|i|in|om|of|o'clock|denne|kommende|this|coming": (),
}


@cache
def _months() -> dict[str, int]:
    names = [
        (name.rstrip(".").lower(), number)
        for language in ("da", "en")
        for months in (words(language).months, words(language).short_months)
        for number, name in enumerate(months)
        if name
    ]
    return {**dict(names), "sept": 9}


def _one_of(known: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, known), key=len, reverse=True))


@cache
def _rules(lang: str) -> tuple[tuple[re.Pattern[str], _Build], ...]:
    """Every rule, the more particular before the more general."""
    day, month = r"(?P<day>0?[1-9]|[12]\d|3[01])", r"(?P<month>0?[1-9]|1[0-2])"
    d = r"(?:d\.? ?|den |the )"
    nth = r"(?:\.|st|nd|rd|th)?"
    named = rf"(?P<name>{_one_of(_months())})\.?{_WORD_END}"
    weekday = rf"(?P<weekday>{_one_of(WEEKDAYS)})\.?{_WORD_END}"
    spelt = _one_of(_SPOKEN)
    hour = rf"(?P<hour>\d{{1,2}}|{spelt}){_WORD_END}(?![.:]\d)"
    quarter = r"(?:et )?kvart(?:er)?|(?:a )?quarter|half"
    minutes = rf"(?P<minutes>{quarter}|\d{{1,2}}|{spelt})(?: min(?:utter|utes|\.)?)?"
    # `9 to 10` is from nine to ten, `ten to ten` and `10 minutes to ten` are not.
    minutes_to = rf"(?P<minutes>{quarter}|{spelt}|\d{{1,2}}(?= min))(?: min(?:utes|\.)?)?"
    kl = r"(?:kl\.?|klokken|at|@) ?"
    rules: list[tuple[str, _Build]] = [
        (rf"(?P<year>\d{{4}})-{month}-{day}{_NUMBER_END}", _date),
        (
            rf"(?:om|in) (?P<count>\d{{1,2}}|a|{spelt}) (?P<unit>dage?|days?|uger?|weeks?){_WORD_END}",
            _from_now,
        ),
        (rf"(?:i )?(?:uge|week|w)(?: nr)?\.? ?(?P<week>\d{{1,2}}){_NUMBER_END}", _week),
        (rf"{d}?{day}{nth} ?(?:of )?{named}", _named_date),
        (rf"{named} {day}{nth}{_WORD_END}(?![.:]\d)", _named_date),
        (rf"{d}?{day}/{month}(?:[-/.](?P<year>\d{{4}}|2[4-9]|3\d)(?![\d/.:]))?{_NUMBER_END}", _date),
        (rf"{d}?{day}(?P<sign>[.-]){month}(?P=sign)(?P<year>\d{{4}}|\d\d)(?![\d.:])", _date),
        (rf"{d}?{day}\.{month}-(?P<year>\d{{4}}){_NUMBER_END}", _date),
        (rf"{d}{day}\.{month}{_NUMBER_END}", _date),
        (rf"{d}{day}{nth}(?![\w.:/])", _day_of_month),
        (rf"(?P<next>næste|naeste|next) {weekday}", _weekday),
        (weekday, _weekday),
        (rf"halv {hour}", _half_to),
        (rf"{minutes} (?P<side>over|i) halv {hour}", _around_half),
        (rf"{minutes} (?P<side>over|i|past) {hour}", _around_hour),
        (rf"{minutes_to} (?P<side>to) {hour}", _around_hour),
        (rf"{kl}(?P<hour>\d{{1,2}})[.:]?(?P<minute>\d\d){_NUMBER_END}", _clock),
        (rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d){_NUMBER_END}", _clock),
        (rf"(?P<hour>\d{{1,2}}),(?P<minute>[0-5][05]){_NUMBER_END}", _clock),
        (r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))? ?(?=[ap]\.?m\b)", _clock),
        (rf"{kl}{hour}", _hour),
        (rf"(?P<first>\d{{1,2}})\.(?P<second>\d{{1,2}}){_NUMBER_END}", _pair),
        (rf"(?P<number>\d{{3,4}}){_NUMBER_END}", _figures),
        (r"(?P<number>\d{1,2})(?P<ordinal>\.|st|nd|rd|th)?(?![\w./:])", _bare),
        (r"t(?=\d)", lambda _: ()),
    ]
    if lang == "en":
        rules.insert(0, (rf"half {hour}", _half_past))
    rules += [(_phrase(phrase), _says(clues)) for phrase, clues in _PHRASES.items()]
    return tuple((re.compile(pattern), build) for pattern, build in rules)


def _says(clues: tuple[Clue, ...]) -> _Build:
    return lambda _: clues


def _phrase(phrase: str) -> str:
    return rf"(?:{phrase})(?:(?<!\w)|(?!\w))"


# ---- what the rules make of what they matched


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _SPOKEN[text]


def _date(match: re.Match[str]) -> tuple[Clue, ...]:
    year = match.groupdict().get("year")
    in_full = int(year) + (2000 if len(year) == 2 else 0) if year else None
    return (OnDate(int(match["day"]), int(match["month"]), in_full),)


def _named_date(match: re.Match[str]) -> tuple[Clue, ...]:
    return (OnDate(int(match["day"]), _months()[match["name"]]),)


def _day_of_month(match: re.Match[str]) -> tuple[Clue, ...]:
    return (OnDayOfMonth(int(match["day"])),)


def _from_now(match: re.Match[str]) -> tuple[Clue, ...]:
    count = 1 if match["count"] == "a" else _number(match["count"])
    return (InDays(count * (7 if match["unit"].startswith(("uge", "week")) else 1)),)


def _week(match: re.Match[str]) -> tuple[Clue, ...]:
    return (InWeek(int(match["week"])),)


def _weekday(match: re.Match[str]) -> tuple[Clue, ...]:
    return (OnWeekday(WEEKDAYS[match["weekday"]], next_one="next" in match.groupdict()),)


def _half_to(match: re.Match[str]) -> tuple[Clue, ...]:
    return (_spoken(_number(match["hour"]), -30),)


def _half_past(match: re.Match[str]) -> tuple[Clue, ...]:
    return (_spoken(_number(match["hour"]), 30),)


def _around_hour(match: re.Match[str]) -> tuple[Clue, ...]:
    minutes = _minutes(match["minutes"])
    return (_spoken(_number(match["hour"]), minutes if match["side"] in ("over", "past") else -minutes),)


def _around_half(match: re.Match[str]) -> tuple[Clue, ...]:
    minutes = _minutes(match["minutes"])
    return (_spoken(_number(match["hour"]), -30 + (minutes if match["side"] == "over" else -minutes)),)


def _minutes(text: str) -> int:
    if text.endswith(("kvart", "kvarter", "quarter")):
        return 15
    return 30 if text == "half" else _number(text)


def _spoken(hour: int, offset: int) -> AtClock:
    """`halv to` is 2 and −30. Up to twelve nobody says which half of the day."""
    if not 0 <= hour <= 24 or abs(offset) >= 60:
        raise Unclear(Reason.no_such_time)
    minutes = (hour * 60 + offset) % (24 * 60)
    return AtClock(minutes // 60, minutes % 60, half_known=hour > _HOURS_TWICE or hour == 0)


def _clock(match: re.Match[str]) -> tuple[Clue, ...]:
    return (clock_in_figures(match["hour"], match["minute"]),)


def _hour(match: re.Match[str]) -> tuple[Clue, ...]:
    hour = match["hour"]
    return (clock_in_figures(hour if hour.isdecimal() else str(_SPOKEN[hour]), None),)


def clock_in_figures(hour: str, minute: str | None) -> AtClock:
    """`13` and `15`. A small hour without a leading zero may be in the afternoon."""
    at = AtClock(int(hour), int(minute or 0), numeric=minute is not None)
    if at.hour > 23 or at.minute > 59:
        raise Unclear(Reason.no_such_time, f"{hour}.{minute or '00'}")
    known = hour.startswith("0") or at.hour > LAST_HOUR_TO_ASK
    return AtClock(at.hour, at.minute, half_known=known, numeric=at.numeric)


def _pair(match: re.Match[str]) -> tuple[Clue, ...]:
    first, second = int(match["first"]), int(match["second"])
    is_date = 1 <= first <= 31 and 1 <= second <= 12
    is_time = first <= 23 and second <= 59 and len(match["second"]) == 2
    if is_date and is_time:
        return (Pair(OnDate(first, second), clock_in_figures(match["first"], match["second"])),)
    if is_date:
        return (OnDate(first, second),)
    if is_time:
        return (clock_in_figures(match["first"], match["second"]),)
    raise Unclear(Reason.no_such_time, match[0])


def _figures(match: re.Match[str]) -> tuple[Clue, ...]:
    return (Figures(match["number"]),)


def _bare(match: re.Match[str]) -> tuple[Clue, ...]:
    return (Number(int(match["number"]), match["ordinal"] is not None),)
