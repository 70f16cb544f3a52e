"""CPR numbers as people write them, and what looks like them: all invented, the same at every run.

Real ones are never used. A birthday, a serial number of the right century (cpr.dk: *Personnummeret i CPR*),
half of them with a modulus-11 check and half without, as given out since 2007.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from tests.bot.numbers import lookalikes as kinds_of_old

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DAYS = (date(2026, 1, 1) - date(1900, 1, 1)).days

# d and m: day and month without a leading zero; Y: the year with four digits; n: the serial number.
SPELLINGS = (
    *("DMyn", "DMy-n", "DMy n", "DMy - n", "DMy–n", "DMy\u00a0n", "DM y n", "D M y n", "D-M-y-n", "D.M.y-n"),
    *("D.M.y n", "D/M/y n", "D/M-y n", "D/M-y-n", "D. M. y - n", "DMy.n", "DMy/n", "DMy_n"),
    *("DMY-n", "DMYn", "DMY n", "DMY - n", "D.M.Y-n", "D.M.Y n", "D/M/Y n", "D/M-Y n", "D/M-Y-n", "D-M-Y n"),
    *("D-M-Y-n", "D M Y n", "D. M. Y n", "D.M.Y – n"),
    *("d/m-Y n", "d/m-y n", "d.m.Y-n", "d.m.y-n", "d. m. Y n", "d/m/Y-n"),
)
SENTENCES = (
    "{}",
    "cpr {}",
    "CPR-nr.: {}.",
    "CPR{}",
    "Borgeren ({}) kommer torsdag kl. 13.15.",
    "Ring 22 33 44 55 og spørg efter {}, tak",
    "Født {}\nog bor alene",
    "vi talte om {} igen",
    "«{}»",
    "id_{}.pdf",
    "Moren {}, faren ukendt",
    "2026-11-12: {}!",
)


@dataclass(frozen=True, slots=True)
class Number:
    """`written` as somebody wrote it; the rest says what it is."""

    written: str
    spelling: str
    born: date
    serial: str
    checks: bool  # passes modulus 11

    @property
    def reads_as_date(self) -> bool:
        """Nobody can tell `12.11.26 1315`, a citizen of a hundred years or a meeting, nor `10/12-11-2026`."""
        hour, minute = divmod(int(self.serial), 100)
        round_time = 6 <= hour <= 22 and minute in range(0, 60, 5)
        meeting = self.spelling in ("D.M.y n", "D/M/y n", "D/M-y n", "d/m-y n") and round_time
        until = self.spelling == "D/M-y-n" and self.serial[:2] in ("19", "20")
        return (meeting and 1924 <= self.born.year <= 1939) or (until and 1901 <= self.born.year <= 1912)


def numbers(count: int, seed: str = "cpr") -> Iterator[Number]:
    """CPR numbers in every spelling, a seventh of them replacement numbers (day + 60)."""
    random = Random(seed)
    for index in range(count):
        born = date(1900, 1, 1) + timedelta(days=random.randrange(_DAYS))
        replacement = 60 if random.randrange(7) == 0 else 0
        serial, checks = _serial(random, born, replacement, valid=bool(index % 2))
        spelling = SPELLINGS[index % len(SPELLINGS)]
        if replacement:
            spelling = spelling.replace("d", "D")
        yield Number(_written(spelling, born, replacement, serial), spelling, born, serial, checks)


def _serial(random: Random, born: date, replacement: int, *, valid: bool) -> tuple[str, bool]:
    """A serial number that the birthday can have, with or without a right check digit."""
    sevenths = "0123" if born.year < 1937 else "01239" if born.year < 2000 else "456789"
    while True:
        serial = random.choice(sevenths) + f"{random.randrange(1000):03}"
        digits = f"{born.day + replacement:02}{born:%m%y}{serial}"
        checks = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
        if checks == valid:
            return serial, checks


def _written(spelling: str, born: date, replacement: int, serial: str) -> str:
    day = born.day + replacement
    parts = {"D": f"{day:02}", "d": str(day), "M": f"{born:%m}", "m": str(born.month),
             "y": f"{born:%y}", "Y": f"{born:%Y}", "n": serial}  # fmt: skip
    return "".join(parts.get(sign, sign) for sign in spelling)


# ---- lookalikes


def lookalikes() -> dict[str, Callable[[Random], str]]:
    """What teams write that holds ten digits or more and is no CPR number, each kind with what makes one."""
    return kinds_of_old() | {
        "date and time in a row": _date_and_time,
        "date, postcode": _postcode,
        "room": lambda random: f"lokale {random.randrange(1, 30)}.{random.randrange(1, 13):02}.{random.randrange(10, 400)}, kl. 13.15-14.45",
        "case": lambda random: f"sag 27.{random.randrange(10, 69)}.08-G01-{random.randrange(1, 99)}-26 / 2026-{random.randrange(10**6):07}",
        "order": lambda random: f"ordre {random.choice(('SO', 'PO-', 'nr. '))}{random.randrange(10**5, 10**8)}, {random.randrange(10**4)} stk.",
        "several phones": lambda random: f"{_eight(random)} / {_eight(random)}",
        "measure": lambda random: f"{random.randrange(10**3)}.{random.randrange(10**3):03}.{random.randrange(10**3):03},{random.randrange(100):02} kr. ({random.randrange(100)} %)",
        "version": lambda random: f"v{random.randrange(9)}.{random.randrange(40)}.{random.randrange(400)}-rc{random.randrange(9)}, 127.0.0.1:8{random.randrange(1000):03}",
    }  # fmt: skip


def _eight(random: Random) -> str:
    number = str(random.randrange(2 * 10**7, 10**8))
    return " ".join(number[at : at + 2] for at in range(0, 8, 2))


def _planned(random: Random) -> datetime:
    """A meeting's time: in a working day, to five minutes, in the years of courses."""
    day = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=random.randrange(14 * 365))
    return day.replace(hour=random.randrange(7, 21), minute=random.randrange(0, 60, 5))


def _date_and_time(random: Random) -> str:
    forms = (
        *(
            "%d.%m.%y %H%M",
            "%d.%m.%Y %H%M",
            "%d/%m/%y %H%M",
            "%d/%m-%y %H%M",
            "%d-%m-%Y %H%M",
            "%d. %m. %Y %H%M",
        ),
        *(
            "%d.%m.%y %H%M-1500",
            "tors %d.%m.%y  %H%M",
            "%d.%m.%Y kl. %H%M",
            "%H%M, %d.%m.%Y",
            "%d%m%Y kl %H%M",
        ),
    )
    return _planned(random).strftime(random.choice(forms))


def _postcode(random: Random) -> str:
    code, day = random.randrange(1000, 9990), _planned(random)
    forms = (
        "{:%d.%m.%Y}, {} Aarhus",
        "{1} Aarhus C, {0:%d.%m.%y}",
        "d. {:%d/%m} i {} Odense",
        "{1} Vejle {0:%Y-%m-%d}",
    )
    return random.choice(forms).format(day, code)  # fmt: skip
