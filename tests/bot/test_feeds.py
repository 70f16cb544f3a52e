"""Calendars as they are out there, and what is read of them: when their owner is busy, and nothing else."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds import NotACalendar, Wanted, read, zones
from bot.feeds.wanted import WORDS, kind_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
OWN = Wanted(
    since=datetime(2026, 11, 1, tzinfo=UTC),
    until=datetime(2026, 12, 1, tzinfo=UTC),
    zone=COPENHAGEN,
    owner=frozenset({"amira@skolen.example"}),
)
TEACHING = Wanted(since=OWN.since, until=OWN.until, zone=COPENHAGEN, words=WORDS)

# As Outlook writes it: Windows' names of zones, their rules, CRLF and folded lines.
OUTLOOK = """BEGIN:VCALENDAR\r
METHOD:PUBLISH\r
PRODID:Microsoft Exchange Server 2010\r
VERSION:2.0\r
X-WR-CALNAME:Kalender\r
BEGIN:VTIMEZONE\r
TZID:Romance Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T030000\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:16010101T020000\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:040000008200E00074C5B7101A82E008\r
SUMMARY:Tandl\u00e6ge og en meget lang titel\\, som Outlook folder midt i et or\r
 d\r
DTSTART;TZID=Romance Standard Time:20261110T130000\r
DTEND;TZID=Romance Standard Time:20261110T134500\r
CLASS:PUBLIC\r
TRANSP:OPAQUE\r
STATUS:CONFIRMED\r
X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
DTSTART;TZID=Romance Standard Time:20261111T130000\r
DTEND;TZID=Romance Standard Time:20261111T140000\r
TRANSP:TRANSPARENT\r
X-MICROSOFT-CDO-BUSYSTATUS:FREE\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:3\r
DTSTART;TZID=Romance Standard Time:20261112T130000\r
DTEND;TZID=Romance Standard Time:20261112T140000\r
TRANSP:OPAQUE\r
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:4\r
DTSTART;TZID="Romance Standard Time":20261113T000000\r
DTEND;TZID="Romance Standard Time":20261114T000000\r
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r
X-MICROSOFT-CDO-BUSYSTATUS:FREE\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:5\r
DTSTART;VALUE=DATE:20261116\r
DTEND;VALUE=DATE:20261118\r
TRANSP:OPAQUE\r
X-MICROSOFT-CDO-BUSYSTATUS:OOF\r
END:VEVENT\r
END:VCALENDAR\r
"""

# As Google writes it: a weekly event, one of it moved, one cancelled, one declined.
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:amira.privat@gmail.example
X-WR-TIMEZONE:Europe/Copenhagen
BEGIN:VEVENT
DTSTART;TZID=Europe/Copenhagen:20261005T160000
DTEND;TZID=Europe/Copenhagen:20261005T173000
RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261223T225959Z;BYDAY=MO
EXDATE;TZID=Europe/Copenhagen:20261109T160000
DTSTAMP:20261101T090000Z
UID:haandbold@google.com
SUMMARY:H\u00e5ndbold
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H30M0S
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Copenhagen:20261117T180000
DTEND;TZID=Europe/Copenhagen:20261117T190000
UID:haandbold@google.com
RECURRENCE-ID;TZID=Europe/Copenhagen:20261116T160000
SUMMARY:H\u00e5ndbold (flyttet)
END:VEVENT
BEGIN:VEVENT
DTSTART:20261118T090000Z
DTEND:20261118T100000Z
UID:moede@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Bo:mailto:bo@skolen.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=A:mailto:Amira@Skolen.example
END:VEVENT
BEGIN:VEVENT
DTSTART:20261119T090000Z
DTEND:20261119T100000Z
UID:aflyst@google.com
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261120
DTEND;VALUE=DATE:20261121
UID:foedselsdag@google.com
SUMMARY:Mormors f\u00f8dselsdag
END:VEVENT
END:VCALENDAR
"""

# As timetables write them: TimeEdit in UTC, WebUntis floating and without an end, itslearning with a zone of its own.
TIMEEDIT = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:TimeEdit-Sammen om byen-20261101
X-PUBLISHED-TTL:PT20M
PRODID:-//TimeEdit//TimeEdit//EN
BEGIN:VEVENT
DTSTART:20261103T080000Z
DTEND:20261103T094500Z
UID:218041--1001@timeedit.com
DTSTAMP:20261101T090000Z
SUMMARY:Forel\u00e6sning\\, Samskabelse\\, Lektor
LOCATION:Auditorium 1
DESCRIPTION:ID 218041
END:VEVENT
BEGIN:VEVENT
DTSTART:20261103T110000Z
DTEND:20261103T130000Z
UID:218042--1001@timeedit.com
SUMMARY:Klyngevejledning\\, hold B
END:VEVENT
END:VCALENDAR
"""
WEBUNTIS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Untis GmbH//WebUntis//DE
BEGIN:VEVENT
UID:u1
SUMMARY:Workshop: interview
DTSTART:20261104T130000
END:VEVENT
BEGIN:VEVENT
UID:u2
SUMMARY:Klyngeundervisning
DTSTART;TZID=/untis.at/Europe/Copenhagen:20261105T090000
DURATION:PT2H30M
END:VEVENT
END:VCALENDAR
"""
ITSLEARNING = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//itslearning//Calendar//EN
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0200
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:i1
SUMMARY:Aflevering
DTSTART;TZID=Customized Time Zone:20261106T120000
DTEND;TZID=Customized Time Zone:20261106T120000
END:VEVENT
BEGIN:VEVENT
UID:i2
SUMMARY:Kulturm\u00f8de
CATEGORIES:Undervisning,Vejledning
DTSTART;TZID=Customized Time Zone:20261106T140000
DTEND;TZID=Customized Time Zone:20261106T150000
END:VEVENT
END:VCALENDAR
"""


def shown(text: str | bytes, wanted: Wanted = OWN) -> list[str]:
    """`10/11 13.00-13.45` in Copenhagen, with its kind, and ~ where it is soft."""
    found = read(text if isinstance(text, bytes) else text.encode(), wanted)
    lines = []
    for one in found.times or ():
        start, end = one.start.astimezone(COPENHAGEN), one.end.astimezone(COPENHAGEN)
        last = f"{end:%H.%M}" if end.date() == start.date() else f"{end:%d/%m %H.%M}"
        lines.append(
            f"{start:%d/%m %H.%M}-{last}{' ~' if one.soft else ''}{' ' + one.kind if one.kind else ''}"
        )
    return lines


def calendar(*events: str, head: str = "") -> str:
    """A calendar of events given by their lines."""
    bodies = [
        f"BEGIN:VEVENT\n{'' if 'UID:' in event else f'UID:{number}' + chr(10)}{event}\nEND:VEVENT"
        for number, event in enumerate(events)
    ]
    return "\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), *bodies, "END:VCALENDAR", ""]
    )


GOOD = "DTSTART:20261110T120000Z\nDTEND:20261110T130000Z"
GOOD_SHOWN = "10/11 13.00-14.00"


# ---- as they come


def test_outlook() -> None:
    assert shown(OUTLOOK) == [
        "10/11 13.00-13.45",
        "12/11 13.00-14.00 ~",
        "16/11 00.00-18/11 00.00",
    ]


def test_google() -> None:
    assert shown(GOOGLE) == [
        "02/11 16.00-17.30",
        "17/11 18.00-19.00",
        "23/11 16.00-17.30",
        "30/11 16.00-17.30",
    ]


def test_timetables() -> None:
    assert shown(TIMEEDIT, TEACHING) == ["03/11 09.00-10.45 lecture", "03/11 12.00-14.00 supervision"]
    assert shown(WEBUNTIS, TEACHING) == ["04/11 13.00-14.00 workshop", "05/11 09.00-11.30 cluster"]
    assert shown(ITSLEARNING, TEACHING) == ["06/11 13.00-14.00 supervision"], "UTC+2 all year"


def test_titles_of_own_calendars_are_not_even_taken_apart() -> None:
    found = read(OUTLOOK.encode(), OWN)
    assert "Tandl" not in repr(found)
    assert all(one.kind == "" for one in found.times or ())


# ---- times


def test_floating_times_are_where_the_calendar_or_the_course_is() -> None:
    event = "DTSTART:20261110T130000\nDTEND:20261110T140000"
    assert shown(calendar(event)) == [GOOD_SHOWN]
    assert shown(calendar(event, head="X-WR-TIMEZONE:Europe/London")) == ["10/11 14.00-15.00"]
    assert shown(calendar(event, head="X-WR-TIMEZONE:Der hvor vi bor")) == [GOOD_SHOWN]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        ("Romance Standard Time", "Europe/Paris"),
        ("/freeassociation.sourceforge.net/Europe/Oslo", "Europe/Oslo"),
        ("/citadel.org/20261101_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "Europe/Brussels"),
        ("GMT", "GMT"),
        ("../../etc/passwd", ""),
        ("Europe", ""),
        ("Vores egen tid", ""),
        ("x" * 5000, ""),
        ("", ""),
    ],
)
def test_odd_names_of_zones(name: str, known: str) -> None:
    found = zones.known(name)
    offset = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(known)).utcoffset() if known else None
    assert (datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(found)).utcoffset() if found else None) == offset


def test_an_unknown_zone_is_the_courses() -> None:
    assert shown(calendar("DTSTART;TZID=Vores egen tid:20261110T130000\nDURATION:PT1H")) == [GOOD_SHOWN]


def test_two_calendars_that_define_one_zone_differently_do_not_disturb_each_other() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Vor tid\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{0}\nTZOFFSETTO:{0}\nEND:STANDARD\nEND:VTIMEZONE"
    event = "DTSTART;TZID=Vor tid:20261110T130000\nDURATION:PT1H"
    assert shown(calendar(event, head=zone.format("+0300"))) == ["10/11 11.00-12.00"]
    assert shown(calendar(event, head=zone.format("-0200"))) == ["10/11 16.00-17.00"]


def test_ends_that_are_missing_or_odd() -> None:
    assert shown(calendar("DTSTART:20261110T120000Z")) == [GOOD_SHOWN], "an hour"
    assert shown(calendar("DTSTART:20261110T120000Z\nDURATION:PT45M")) == ["10/11 13.00-13.45"]
    assert shown(calendar("DTSTART:20261110T120000Z\nDTEND:20261110T120000Z")) == [], "a mark takes no time"
    both = "DTSTART:20261110T120000Z\nDTEND:20261110T130000Z\nDURATION:PT5H"
    assert shown(calendar(both)) == [GOOD_SHOWN]
    backwards = read(calendar("DTSTART:20261110T120000Z\nDTEND:20261110T110000Z", GOOD).encode(), OWN)
    assert (len(backwards.times or ()), backwards.unread) == (1, 1)


def test_a_whole_day_is_busy_only_where_it_says_so() -> None:
    day = "DTSTART;VALUE=DATE:20261110"
    assert shown(calendar(day)) == []
    assert shown(calendar(day + "\nTRANSP:TRANSPARENT")) == []
    assert shown(calendar(day + "\nTRANSP:OPAQUE")) == ["10/11 00.00-11/11 00.00"]
    assert shown(calendar(day + "\nX-MICROSOFT-CDO-BUSYSTATUS:OOF")) == ["10/11 00.00-11/11 00.00"]
    assert shown(calendar(day + "\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE")) == []


def test_what_does_not_happen_is_not_busy() -> None:
    for line in ("STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
                 "ATTENDEE;PARTSTAT=DECLINED:mailto:amira@skolen.example"):  # fmt: skip
        assert shown(calendar(f"{GOOD}\n{line}")) == [], line
    others = "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@x.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:eva@x.example"
    assert shown(calendar(f"{GOOD}\n{others}")) == [GOOD_SHOWN], "what others decline"
    assert shown(calendar(f"{GOOD}\nSTATUS:TENTATIVE")) == [GOOD_SHOWN + " ~"]


def test_times_that_meet_are_one() -> None:
    events = [f"DTSTART:20261110T{hour:02}0000Z\nDTEND:20261110T{hour + 1:02}0000Z" for hour in (12, 13, 16)]
    assert shown(calendar(*events)) == ["10/11 13.00-15.00", "10/11 17.00-18.00"]


def test_what_is_at_the_edges_of_the_time_wanted() -> None:
    long = "DTSTART:20260601T000000Z\nDTEND:20270101T000000Z"
    assert shown(calendar(long)) == ["01/06 02.00-01/01 01.00"]
    before, after = (
        "DTSTART:20261031T230000Z\nDTEND:20261101T000000Z",
        "DTSTART:20261201T000000Z\nDURATION:PT1H",
    )
    assert shown(calendar(before, after)) == []


def test_summer_time_ends_in_the_middle_of_a_series() -> None:
    wanted = Wanted(since=datetime(2026, 10, 19, tzinfo=UTC), until=OWN.until, zone=COPENHAGEN)
    weekly = "DTSTART;TZID=Europe/Copenhagen:20261019T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
    found = read(calendar(weekly).encode(), wanted).times or ()
    assert [f"{one.start:%d %H}" for one in found] == ["19 07", "26 08", "02 08"]


# ---- series


def test_this_and_all_that_follow() -> None:
    weekly = "UID:s\nDTSTART;TZID=Europe/Copenhagen:20261102T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
    later = ("UID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Copenhagen:20261116T090000\n"
             "DTSTART;TZID=Europe/Copenhagen:20261116T110000\nDURATION:PT2H")  # fmt: skip
    assert shown(calendar(weekly, later)) == [
        "02/11 09.00-10.00", "09/11 09.00-10.00", "16/11 11.00-13.00", "23/11 11.00-13.00",
    ]  # fmt: skip


def test_one_of_a_series_is_cancelled_and_one_is_free() -> None:
    weekly = (
        "UID:s\nDTSTART:20261102T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261123T090000Z"
    )
    cancelled = (
        "UID:s\nRECURRENCE-ID:20261109T090000Z\nDTSTART:20261109T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED"
    )
    free = (
        "UID:s\nRECURRENCE-ID:20261116T090000Z\nDTSTART:20261116T090000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT"
    )
    assert shown(calendar(weekly, cancelled, free)) == ["02/11 10.00-11.00"]


def test_an_exception_whose_series_is_not_there() -> None:
    assert shown(calendar(f"UID:s\nRECURRENCE-ID:20261109T090000Z\n{GOOD}")) == [GOOD_SHOWN]


def test_dates_added_to_a_series() -> None:
    event = f"{GOOD}\nRDATE:20261112T120000Z,20261113T120000Z"
    assert shown(calendar(event)) == [GOOD_SHOWN, "12/11 13.00-14.00", "13/11 13.00-14.00"]


def test_an_end_that_is_a_day_means_all_of_it() -> None:
    weekly = "DTSTART;TZID=Europe/Copenhagen:20261103T130000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261110"
    assert shown(calendar(weekly)) == ["03/11 13.00-14.00", "10/11 13.00-14.00"]


def test_events_that_all_have_one_name() -> None:
    other = "UID:same\nDTSTART:20261111T120000Z\nDURATION:PT1H"
    assert shown(calendar(f"UID:same\n{GOOD}", other)) == [GOOD_SHOWN, "11/11 13.00-14.00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5;BYSECOND=0,1,2,3,4,5",
        "FREQ=ALDRIG",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=i morgen",
        "vrøvl",
    ],
)
def test_a_rule_nobody_could_follow_is_left_out_and_the_rest_counts(rule: str) -> None:
    found = read(calendar(f"DTSTART:20200101T080000Z\nDURATION:PT1M\nRRULE:{rule}", GOOD).encode(), OWN)
    assert (len(found.times or ()), found.unread) == (1, 1)


def test_a_series_that_began_long_ago_is_followed_only_where_that_ends() -> None:
    birthday = "DTSTART:16040310T120000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10"
    endless = "DTSTART:00010101T120000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    found = read(calendar(birthday, endless).encode(), OWN)
    assert (len(found.times or ()), found.unread) == (1, 1)


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
