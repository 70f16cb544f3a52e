"""Numbers that are CPR numbers and numbers that only look like them, all made up and the same every time."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

SENTENCES = (
    "{}",
    "Hun hedder Mette ({}).",
    "cpr: {}, se journalen",
    "cpr-nr.{}",
    "CPR{}",
    "Borgeren {} kommer tors 13.15.",
    "Ring 22 33 44 55 og sig {}.",
    "2026-11-12 13.15 {}",
    "linje et\n{}\nlinje tre",
    "«{}»",
    "{}, {}",
    "id_{}.pdf",
    "æøå {} é",
)
_SEAMS = ("", "", "-", " ", ".", "/", " - ", "\u2013", "\u2011", "\u00a0", "\u2212", "\t", "_", ". ")
_DIGITS = ("0123456789", "0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩")


def cpr_numbers(count: int) -> Iterator[str]:
    """CPR numbers with birthdays from 1900 to 2026, a fifth of them replacement numbers, in many spellings."""
    random = Random("cpr")
    first = datetime(1900, 1, 1)
    for _ in range(count):
        born = first + timedelta(days=random.randrange(46_300))
        day = born.day + (60 if random.random() < 0.2 else 0)
        year = f"{born.year % 100:02}"
        # A serial number from 2360 is no time of day: what reads as a date and a time is not a number (bot.text).
        parts = (f"{day:02}", f"{born.month:02}", year, f"{random.randrange(2360, 10_000):04}")
        number = random.choice(_SPELLINGS)(random, *parts)
        yield number.translate(str.maketrans(_DIGITS[0], random.choice(_DIGITS)))


def _usual(random: Random, day: str, month: str, year: str, serial: str) -> str:
    return f"{day}{month}{year}{random.choice(_SEAMS)}{serial}"


def _named_forms(random: Random, day: str, month: str, year: str, serial: str) -> str:
    forms = ("{}{}{}-{}", "{}{}{}{}", "{}{}{} {}", "{}{} {} {}", "{}-{}-{}-{}")
    return random.choice(forms).format(day, month, year, serial)


def _seam_by_seam(random: Random, day: str, month: str, year: str, serial: str) -> str:
    seam, last = random.choice(_SEAMS), random.choice(_SEAMS)
    seams = random.choice(((seam, seam), ("", seam), (seam, "")))
    return f"{day}{seams[0]}{month}{seams[1]}{year}{last}{serial}"


def _hidden(random: Random, day: str, month: str, year: str, serial: str) -> str:
    number = list(f"{day}{month}{year}-{serial}")
    number.insert(random.randrange(1, len(number)), random.choice("\u200b\u200d\u2060\u00ad\ufe0f\u20e3"))
    return "".join(number)


_SPELLINGS = (_usual, _named_forms, _seam_by_seam, _hidden)


def lookalikes() -> dict[str, Callable[[Random], str]]:
    """Kinds of numbers that can be told from a CPR number, each with what makes one."""
    return {
        "phone": _phone,
        "phone abroad": _phone_abroad,
        "cvr": lambda random: random.choice(("{}", "DK{}", "CVR {}")).format(random.randrange(10**7, 10**8)),
        "ean": _ean,
        "snowflake": lambda random: str(random.randrange(10**16, 10 ** random.choice((17, 18, 19)))),
        "message": lambda random: f"{_seconds(random)}.{random.randrange(10**6):06}",
        "milliseconds": lambda random: f"{_seconds(random)}{random.randrange(1000):03}",
        "date and time": _date_and_time,
        "days": _days,
        "iban": _iban,
        "card": lambda random: " ".join(f"{random.randrange(10**4):04}" for _ in range(4)),
        "uuid": lambda random: str(uuid.UUID(int=random.getrandbits(128))),
        "place": lambda random: f"{random.uniform(54, 58):.7f}, {random.uniform(8, 15):.7f}",
        "amount": lambda random: f"{random.randrange(10**9, 10**10):,},00".replace(",", ".", 3) + " kr.",
        "norwegian": lambda random: f"{random.randrange(1, 32):02}{random.randrange(1, 13):02}65 12345",
    }


def _seconds(random: Random) -> int:
    return random.randrange(1_400_000_000, 1_900_000_000)


def _moment(random: Random) -> datetime:
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(60 * 24 * 365 * 12))


def _phone(random: Random) -> str:
    number = str(random.randrange(2 * 10**7, 10**8))
    pairs, fours = [number[at : at + 2] for at in range(0, 8, 2)], [number[:4], number[4:]]
    written = random.choice((number, " ".join(pairs), " ".join(fours), "-".join(pairs), ".".join(pairs)))
    return random.choice(("", "", "tlf. ", "+45 ", "+45", "0045 ", "(+45) ", "45")) + written


def _phone_abroad(random: Random) -> str:
    country = random.choice(("+46", "+47", "+49", "+44", "+1", "+298", "0046", "+358"))
    return f"{country} {random.randrange(20, 99)} {random.randrange(100, 999)} {random.randrange(1000, 9999)}"


def _ean(random: Random) -> str:
    number = f"57900{random.randrange(10**8):08}"
    return random.choice((number, f"{number[0]} {number[1:7]} {number[7:]}", f"EAN {number}"))


def _date_and_time(random: Random) -> str:
    forms = (
        "%Y-%m-%d %H.%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y%m%dT%H%M%SZ",
        "%Y%m%d%H%M",
        "%d.%m.%Y kl. %H.%M",
        "%d/%m-%Y %H:%M",
        "%d-%m-%Y %H%M",
        "%d/%m/%y %H.%M",
        "%d.%m.%y kl. %H%M",
        "d. %d.%m kl. %H.%M-%H.%M",
        "uge %V %H%M, %d.%m",
        "%H.%M %d.%m.%Y",
        "%d%m%y %H:%M",
    )
    return _moment(random).strftime(random.choice(forms))


def _days(random: Random) -> str:
    first = _moment(random)
    last = first + timedelta(days=random.randrange(1, 9))
    return random.choice(
        (
            f"{first:%d}.-{last:%d.%m.%Y}",
            f"{first:%d/%m}-{last:%d/%m-%Y}",
            f"{first:%d.%m.%Y}-{last:%d.%m.%Y}",
            f"{first:%d.%m}.-{last:%d.%m.%Y}",
            f"{first:%Y-%m-%d}/{last:%Y-%m-%d}",
            f"uge {first:%V}-{last:%V} {first:%Y}",
        )
    )


def _iban(random: Random) -> str:
    number = f"DK{random.randrange(10, 99)}{random.randrange(10**14):014}"
    return random.choice((number, " ".join(number[at : at + 4] for at in range(0, len(number), 4))))
