"""Calendars as Outlook, Google and timetable systems write them, cut down to what differs."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.feeds import Wanted
from bot.feeds.read import read
from bot.feeds.wanted import WORDS

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
