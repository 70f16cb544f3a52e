"""The boundary for people's text: every text passes `clean` and `find_cpr` before a handler sees it.

Lengths are counted in code points, as Python and PostgreSQL count them. What leaves `clean` can be stored
unchanged in SQLite and in PostgreSQL: valid UTF-8 without NUL, in Unicode normal form C.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from bot.errors import N_, BotError

Span = tuple[int, int]

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
# Never seen, or turning the text around them: controls, surrogates, bidi marks and isolates, zero-width and
# filler characters, noncharacters. (The joiners U+200C and U+200D are judged by their neighbours.)
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufdd0-\ufdef\ufff0-\ufffc\ufffe\uffff"
    + "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0x1FFFF, 0x110000, 0x10000))
    + "]"
)
# Tag characters spell hidden text, except in the flags of England, Scotland and Wales.
_TAG = re.compile("[\U000e0000-\U000e007f]")
_FLAG_OR_TAG = re.compile(f"(\U0001f3f4[\U000e0061-\U000e007a]{{5}}\U000e007f)|{_TAG.pattern}")
# A joiner stays between two emoji (families, professions) and between letters of the scripts from Arabic to
# Myanmar, which cannot be spelt without it; anywhere else it only makes equal words differ.
_JOINER = re.compile("[\u200c\u200d]")
_KEPT_OR_JOINER = re.compile(
    "((?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    f"|(?<=[\u0600-\u109f]){_JOINER.pattern}(?=[\u0600-\u109f]))|{_JOINER.pattern}"
)
# UAX #15, Stream-Safe Text: no language needs more than 30 combining marks in a row, and putting thousands
# in their canonical order takes quadratic time. Nothing below U+0300 is a mark, so most texts are done at a
# glance.
_MOST_MARKS = 30
_PERHAPS_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1},}}")
# No canonical decomposition is longer than four code points, so composing shortens four times at most.
_MOST_SHORTENING = 4


class TextTooLong(BotError):
    """A text is longer than its place allows; both numbers are code points."""

    message = N_("Teksten er for lang. Den fylder %(length)s tegn, og der er plads til %(limit)s.")

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)
        self.length = length
        self.limit = limit


def clean(text: str, *, max_length: int, multiline: bool) -> str:
    """Return `text` as it may be stored and shown; cleaning the result again changes nothing.

    Line breaks become `\\n` and other spaces a plain space, characters nobody can see are removed (joiners
    inside emoji stay), spaces at the ends go. With `multiline` lines and their inner spaces stay, without it
    the text becomes one line with single spaces. Raises TextTooLong when more than `max_length` code points
    are left.
    """
    text = _UNSEEN.sub("", _SPACES.sub(" ", _NEWLINES.sub("\n", text)))
    text = _trim(text, multiline)
    if len(text) > max_length * _MOST_SHORTENING:
        raise TextTooLong(len(text), max_length)
    if not text.isascii():
        text = _trim(_compose(text), multiline)
    if len(text) > max_length:
        raise TextTooLong(len(text), max_length)
    return text


def _trim(text: str, multiline: bool) -> str:
    if not multiline:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _compose(text: str) -> str:
    if _TAG.search(text):
        text = _FLAG_OR_TAG.sub(r"\1", text)
    text = unicodedata.normalize("NFC", _PERHAPS_MARKS.sub(_fewer_marks, text))
    if _JOINER.search(text):
        # Composed on both sides of removing joiners: which of them stay depends on their composed
        # neighbours, and a removed one may bring a letter and its mark together.
        text = _KEPT_OR_JOINER.sub(r"\1", text)
        text = unicodedata.normalize("NFC", _PERHAPS_MARKS.sub(_fewer_marks, text))
    return text


def _fewer_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


# ---- CPR numbers

# ddmmyy-nnnn as people write it: with or without spaces, dashes, dots or slashes between day, month, year and
# serial number, the year with two digits or four; day and month have one digit only beside a dot or slash. The serial
# number is never split. Modulus 11 is no help: numbers without it have been given out since 2007 (cpr.dk).
_SEAM = r"[ ]{0,3}[-./_]{0,2}[ ]{0,3}"
_CPR = re.compile(
    rf"(?P<day>[0-9]{{2}}|[0-9](?=[./]))(?P<seam>{_SEAM})"
    rf"(?P<month>[0-9]{{2}}|(?:(?<=[./])|(?<=[./][ ]))[0-9](?=[-./]))(?P<next_seam>{_SEAM})"
    rf"(?P<year>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?P<last_seam>{_SEAM})(?P<serial>[0-9]{{4}})(?![0-9])"
)
# What a number may be a part of without being a CPR number.
_LARGER_WHOLE = re.compile(
    r"(?<![0-9])[0-9]{10}\.[0-9]{6}(?![-0-9])"  # the timestamp of a message: seconds and microseconds
    r"|(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?:[ ][0-9]{4}){2,7}[ ][0-9]{1,4}(?![0-9])"  # an IBAN in groups of four
    r"|(?<![0-9])[0-9]{4}(?:[ -][0-9]{4}){3}(?![0-9])"  # a payment card
    r"|(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])"  # a UUID
)
_FEWEST_DIGITS = 8  # 1.1.65-1234
_ANY_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[0-9]+")
_FOREIGN_SIGN = re.compile(r"[^\x00-\x7f\w]")
_FOREIGN_DIGIT = re.compile(r"\d(?<![0-9])")
_DATE_SIGNS = (".", "/", "-")
_DATE_BEFORE = re.compile(r"[0-9]{1,2}[-./][ ]?\Z")
# A course's dates and times: `12.11.26 1315`. Whoever is born in one of these years of the last century is 87
# at least, and only where the number is written with a date's signs, a bare space and a serial number that is
# a round time of day (one in forty) is it taken for a date.
_YEARS_OF_COURSES = range(24, 40)
_HOURS_OF_MEETINGS = range(6, 23)
_EVERY_MINUTES = 5
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACEMENT = 60  # Added to the day in a replacement number, for people without a CPR number of their own.


def find_cpr(text: str) -> tuple[Span, ...]:
    """Return where `text` holds what looks like CPR numbers: (start, end) pairs in order, never overlapping.

    Digits, dashes and spaces of any script count, and characters nobody can see are overlooked. Ten digits
    that begin with a possible day and month are taken for a CPR number, since nothing else tells them apart;
    a date with a time of day (`12.11.26 1315`, `12.11.2026 1315`) is not.
    """
    if len(_ANY_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return ()
    plain, places = _plain(text)
    numbers = (_CPR.match(plain, digits.start()) for digits in _NUMBER.finditer(plain))
    found = [number for number in numbers if number and _has_birthday(number) and not _holds_date(number)]
    wholes = [whole.span() for whole in _LARGER_WHOLE.finditer(plain)] if found else []
    spans: list[Span] = []
    for number in found:
        start, end = number.span()
        if any(first <= start and end <= last for first, last in wholes):
            continue
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        if spans and start < spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(spans)


def mask_cpr(text: str) -> str:
    """Return `text` with every number that `find_cpr` finds replaced by an ellipsis; none are left in it."""
    while spans := find_cpr(text):
        for start, end in reversed(spans):
            text = f"{text[:start]}…{text[end:]}"
    return text


def _has_birthday(number: re.Match[str]) -> bool:
    day, month = int(number["day"]), int(number["month"])
    if day > _REPLACEMENT:
        day -= _REPLACEMENT
    return 1 <= month <= 12 and 1 <= day <= _DAYS_OF_MONTH[month - 1]


def _holds_date(number: re.Match[str]) -> bool:
    if len(number["year"]) == 4:
        return _is_not_of_century(number)
    return _ends_in_date(number) or _is_date_and_time(number) or _begins_in_date(number)


def _is_not_of_century(number: re.Match[str]) -> bool:
    # Whoever is born in this century has a serial number of 4000 or more (cpr.dk): `12.11.2026 1315` is a time.
    return number["year"].startswith("20") and number["serial"] < "4" and int(number["day"]) < _REPLACEMENT


def _is_date_and_time(number: re.Match[str]) -> bool:
    hour, minute = int(number["serial"][:2]), int(number["serial"][2:])
    return (
        number["seam"].strip() in _DATE_SIGNS
        and number["next_seam"].strip() in _DATE_SIGNS
        and number["last_seam"] != ""
        and number["last_seam"].isspace()
        and int(number["year"]) in _YEARS_OF_COURSES
        and hour in _HOURS_OF_MEETINGS
        and minute < 60
        and minute % _EVERY_MINUTES == 0
    )


def _ends_in_date(number: re.Match[str]) -> bool:
    # `kl. 13.15 12.11.2026`, `d. 10.-12.11.2026`: another number before a date. Whoever parts the day of a CPR
    # number from its month parts the month from the year with the same sign.
    return (
        number["serial"][:2] in ("19", "20")
        and 1 <= int(number["year"]) <= 12
        and number["last_seam"] in _DATE_SIGNS
        and number["next_seam"] in _DATE_SIGNS
        and number["seam"] not in ("", number["next_seam"])
    )


def _begins_in_date(number: re.Match[str]) -> bool:
    # `12.11.26 1315-1400`: what would be the day is the year of a date.
    return (
        number["seam"].isspace()
        and _DATE_BEFORE.search(number.string, max(number.start() - 4, 0), number.start()) is not None
    )


def _plain(text: str) -> tuple[str, list[int] | None]:
    """Return the text with plain digits, dashes and spaces, and where in `text` each character stood."""
    text = text.replace("\t", " ")
    if not _FOREIGN_SIGN.search(text) and not _FOREIGN_DIGIT.search(text):
        return text, None
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = char if char.isascii() else _plain_char(char)
        if plain:
            chars.append(plain)
            places.append(place)
    return "".join(chars), places


def _plain_char(char: str) -> str:
    match unicodedata.category(char):
        case "Nd":
            return str(unicodedata.decimal(char))
        case "Pd":
            return "-"
        case "Zs":
            return " "
        case "Cf" | "Cs" | "Mn" | "Me":
            return ""
        case _:
            return _LOOKS_LIKE.get(char, char)


# Signs drawn as a dash, a dot or a stroke that Unicode counts as something else.
_LOOKS_LIKE = (
    dict.fromkeys("\u02d7\u2043\u2212", "-")
    | dict.fromkeys("\u00b7\u2022\u2024\u2219\u3002\u30fb\uff0e", ".")
    | dict.fromkeys("\u2044\u2215\uff0f", "/")
    | {"\uff3f": "_"}
)


# ---- what else may point to a person


class Hint(StrEnum):
    """What a text seems to hold about a person."""

    phone = "phone"
    email = "email"
    address = "address"


# Danish numbers have eight digits and begin with 2 to 9 (the national numbering plan); a date such as
# 2026-11-12 is let go.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)[1-9](?:[ ()-]{0,2}\d){7,13}|(?!20\d\d-?[01]\d-?[0-3]\d)[2-9]\d(?:[ -]?\d\d){3}"
    r"|[2-9]\d{3}[ -]\d{4})(?![\w/]|[.,]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
# A street and a number, or a postcode and a town. A postcode that could be a year is let go.
_ADDRESS = re.compile(
    r"\b(?:\w+(?:vej|gade|all[eé]|stræde|plads|torv|vænge|park|boulevard|have)(?:en|n|et|t)?"
    r"|(?-i:Vej|Gade|Allé|Alle|Plads|Torv|Boulevard)) (?:nr\.? ?)?\d{1,3}"
    r" ?[a-z]?\b|\b(?!(?:19|20)\d\d\b)[1-9]\d{3} (?-i:[A-ZÆØÅ])[a-zæøåé]{2,}",
    re.IGNORECASE,
)
_HINTS = {Hint.phone: _PHONE, Hint.email: _EMAIL, Hint.address: _ADDRESS}


def sensitive_hints(text: str) -> frozenset[Hint]:
    """Return what `text` seems to hold about a person, for a soft warning before it is saved.

    Far from complete, and to be called so: names, descriptions, foreign addresses, anything spelt out pass.
    """
    return frozenset(hint for hint, pattern in _HINTS.items() if pattern.search(text))
