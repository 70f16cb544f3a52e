"""The boundary for people's text: every text passes `clean` and `find_cpr` before a handler sees it.

Lengths are counted in code points, as Python and PostgreSQL count them. What leaves `clean` can be stored
unchanged in SQLite and in PostgreSQL: valid UTF-8 without NUL, in Unicode normal form C.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from bot.errors import BotError, N_

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
# serial number; the serial number is never split. Modulus 11 is no help: numbers without it have been given
# out since 2007 (cpr.dk). Ten digits, a dot and six digits are the timestamp of a message.
_SEAM = r"[ ]{0,3}[-./_]{0,2}[ ]{0,3}"
_CPR = re.compile(
    rf"(?P<day>[0-9]{{2}})(?P<seam>{_SEAM})(?P<month>[0-9]{{2}}){_SEAM}[0-9]{{2}}{_SEAM}[0-9]{{4}}"
    r"(?![0-9])(?!(?<=[0-9]{10})\.[0-9]{6}(?![-0-9]))"
)
_DIGITS_OF_CPR = 10
_ANY_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[0-9]+")
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACEMENT = 60  # Added to the day in a replacement number, for people without a CPR number of their own.


def find_cpr(text: str) -> tuple[Span, ...]:
    """Return where `text` holds what looks like CPR numbers: (start, end) pairs in order, never overlapping.

    Digits, dashes and spaces of any script count, and characters nobody can see are overlooked. Ten digits
    that begin with a possible day and month are taken for a CPR number, since nothing else tells them apart.
    """
    if len(_ANY_DIGIT.findall(text)) < _DIGITS_OF_CPR:
        return ()
    plain, places = _plain(text)
    spans: list[Span] = []
    for number in _NUMBER.finditer(plain):
        match = _CPR.match(plain, number.start())
        if match is None or not _is_birthday(match):
            continue
        start, end = match.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        if spans and start < spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(spans)


def mask_cpr(text: str) -> str:
    """Return `text` with every number that `find_cpr` finds replaced by an ellipsis."""
    for start, end in reversed(find_cpr(text)):
        text = f"{text[:start]}…{text[end:]}"
    return text


def _is_birthday(match: re.Match[str]) -> bool:
    day, month = int(match["day"]), int(match["month"])
    if day > _REPLACEMENT:
        day -= _REPLACEMENT
    if not (1 <= month <= 12 and 1 <= day <= _DAYS_OF_MONTH[month - 1]):
        return False
    # `10.-12.11.2026` is how Danes write from one day to another; nobody puts two signs inside a number.
    return not ("." in match["seam"] and "-" in match["seam"])


def _plain(text: str) -> tuple[str, list[int] | None]:
    """Return the text with plain digits, dashes and spaces, and where in `text` each character stood."""
    if text.isascii():
        return text.replace("\t", " "), None
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text.replace("\t", " ")):
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
# 20261112 is let go.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)[1-9](?:[ ()-]{0,2}\d){7,13}|(?!20\d\d[01]\d[0-3]\d)[2-9]\d(?:[ -]?\d\d){3}"
    r"|[2-9]\d{3}[ -]\d{4})(?![\w/]|[.,]\d)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A street and a number, or a postcode and a town. A postcode that could be a year is let go.
_ADDRESS = re.compile(
    r"\b\w+(?:vej|gade|all[eé]|stræde|plads|torv|vænge|park|boulevard|have)(?:en|n|et|t)? (?:nr\.? ?)?\d{1,3}"
    r" ?[a-z]?\b|\b(?!(?:19|20)\d\d\b)[1-9]\d{3} (?-i:[A-ZÆØÅ])[a-zæøåé]{2,}",
    re.IGNORECASE,
)
_HINTS = {Hint.phone: _PHONE, Hint.email: _EMAIL, Hint.address: _ADDRESS}


def sensitive_hints(text: str) -> frozenset[Hint]:
    """Return what `text` seems to hold about a person, for a soft warning before it is saved.

    Far from complete, and to be called so: names, descriptions, foreign addresses, anything spelt out pass.
    """
    return frozenset(hint for hint, pattern in _HINTS.items() if pattern.search(text))
