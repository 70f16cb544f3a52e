"""Calendars that are broken, and kinds of teaching by their titles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds import NotACalendar
from bot.feeds.read import read
from bot.feeds.wanted import WORDS, kind_of
from tests.bot.feed_samples import (
    GOOD,
    GOOD_SHOWN,
    GOOGLE,
    ITSLEARNING,
    OUTLOOK,
    OWN,
    TEACHING,
    calendar,
    shown,
)

# ---- text that is broken


def test_broken_events_are_counted_and_the_rest_counts() -> None:
    found = read(
        calendar(
            "DTSTART:i morgen", "SUMMARY:uden tid", "DTSTART:20261332T120000Z", "DTSTART", GOOD
        ).encode(),
        OWN,
    )
    assert (len(found.times or ()), found.unread) == (1, 4)


def test_an_event_without_an_end_and_a_file_that_stops() -> None:
    open_ = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n{GOOD}\nBEGIN:VEVENT\nUID:b\n{GOOD}\nEND:VEVENT\nBEGIN:VEVENT\nDTSTA"
    found = read(open_.encode(), OWN)
    assert (len(found.times or ()), found.unread) == (1, 2)


def test_lines_that_are_nothing_are_no_matter() -> None:
    text = calendar(f'{GOOD}\n:::\nSUMMARY;X="\n\x00\x01\nLOCATION\n;;;;;\n{"x" * 30_000}').replace(
        "\n", "\r"
    )
    assert shown(text) == [GOOD_SHOWN]


def test_other_encodings() -> None:
    text = calendar(f"{GOOD}\nSUMMARY:Vejledning på Ørsted")
    for encoding in ("utf-8-sig", "utf-16", "latin-1"):
        assert shown(text.encode(encoding), TEACHING) == [GOOD_SHOWN + " supervision"], encoding


def test_a_fold_in_the_middle_of_a_letter() -> None:
    text = calendar(f"{GOOD}\nSUMMARY:Forelæsning").encode().replace(b"\xc3\xa6", b"\xc3\r\n \xa6")
    assert shown(text, TEACHING) == [GOOD_SHOWN + " lecture"]


@pytest.mark.parametrize(
    "text", ["", "<!doctype html><title>Log ind</title>", "BEGIN:VEVENT\nEND:VEVENT", "\x00" * 99]
)
def test_what_is_no_calendar_says_so(text: str) -> None:
    with pytest.raises(NotACalendar):
        read(text.encode(), OWN)


def test_a_calendar_of_nothing_is_read() -> None:
    assert shown("BEGIN:VCALENDAR\nEND:VCALENDAR") == []


# ---- kinds


def test_the_word_that_comes_first_decides_and_a_longer_one_over_a_shorter() -> None:
    assert kind_of("Forelæsning om vejledning", WORDS) == "lecture"
    assert kind_of("KLYNGEVEJLEDNING", WORDS) == "supervision"
    assert kind_of("Gruppevejledning, klynge Nord", WORDS) == "supervision"
    assert kind_of("Cluster teaching", WORDS) == "cluster"
    assert kind_of("Frokost", WORDS) == "other"
    assert kind_of("Bootcamp", {"workshop": ("bootcamp",)}) == "workshop"


# ---- anything at all

PIECES = [line + "\n" for text in (OUTLOOK, GOOGLE, ITSLEARNING) for line in text.splitlines()]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_no_text_breaks_the_reader(seed: int) -> None:
    """Lines of real calendars dropped, doubled, cut and swapped: read, or no calendar; never anything else."""
    chance = random.Random(seed)
    lines = [one for one in PIECES for _ in range(chance.choice((0, 1, 1, 1, 1, 2)))]
    for _ in range(chance.randint(0, 12)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randint(0, len(line))
        lines[at] = chance.choice(
            (
                line[:cut],
                line[:cut] + chance.choice('\x00;:=",Zæ\ud7ff9') + line[cut:],
                chance.choice(lines),
                line * 3,
            )
        )
    try:
        found = read("".join(lines).encode(), OWN)
    except NotACalendar:
        return
    times = found.times or ()
    assert all(one.start < one.end for one in times)
    assert list(times) == sorted(times, key=lambda one: (one.start, one.end, one.kind, one.soft))
    assert found.unread >= 0
