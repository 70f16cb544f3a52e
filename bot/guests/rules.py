"""Letters as addresses that a mail program opens, partners' names made comparable, and when to phone. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

LONGEST = 1900  # characters: Windows hands a program about two thousand
PATIENCE = 3  # working days without an answer, then a call is better than another letter
_FORMS = frozenset({"aps", "as", "a/s", "i/s", "ivs", "fmba"})


class Letter(StrEnum):
    """What a letter is about."""

    hello = "hello"
    vote = "vote"
    visit = "visit"
    agreement = "agreement"
    question = "question"


_ABOUT = {
    "meetings": Letter.vote,
    "field": Letter.visit,
    "agreements": Letter.agreement,
    "guests": Letter.question,
}


def about(routes: tuple[str, ...], *, written_before: bool, meets: bool) -> Letter:
    """What the next letter is about: the first thing that waits for the guest (`routes` of its buttons), else
    the next visit; the very first one says hello when nothing waits."""
    for route in routes:
        if (found := _ABOUT.get(route.partition("/")[0])) is not None:
            return found
    return Letter.visit if meets and written_before else Letter.hello


def mail(subject: str, body: str) -> str | None:
    """The letter as a `mailto:` address without a recipient (RFC 6068: UTF-8, percent-encoded, lines end in CRLF);
    None when it is longer than mail programs take."""
    lines = "\r\n".join(body.split("\n"))
    address = f"mailto:?subject={quote(' '.join(subject.split()), safe='')}&body={quote(lines, safe='')}"
    return address if len(address) <= LONGEST else None


def partner_key(name: str) -> str:
    """A partner's name for comparing: `Den Grønne Have, ApS` and `den grønne have` are one. "" for none."""
    text = unicodedata.normalize("NFC", name).casefold()
    words = ["".join(sign for sign in word if sign.isalnum() or sign == "/") for word in text.split()]
    return " ".join(word for word in words if word and word not in _FORMS)[:120]


def call_on(day: date, next_working_day: Callable[[date], date]) -> date:
    """The working day on which a letter of `day` has waited long enough."""
    for _ in range(PATIENCE):
        day = next_working_day(day)
    return day


def silent(written_at: datetime | None, acted_at: datetime | None) -> bool:
    """Whether the guest was written to and has done nothing since."""
    return written_at is not None and (acted_at is None or acted_at < written_at)
