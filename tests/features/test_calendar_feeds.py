"""Our calendars as somebody else's program reads them: an independent parser that validates, the letter of RFC 5545,
and a calendar that takes in what it is given and is right after every move and every end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import vobject

from bot import checkins, meetings, roles, supervision, teams
from bot.registry import Features
from bot.ui import File
from storage.files import load
from tests.features.meeting_sessions import PURPOSE, addresses, fetch, fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World, local

ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "DTEND", "LAST-MODIFIED")
AT_MOST_ONCE = ("LOCATION", "DESCRIPTION")


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, checkins.feature, meetings.feature, roles.feature, supervision.feature))


@dataclass
class Program:
    """A calendar program: one event for each UID, the one with the highest sequence; cancelled ones are crossed out."""

    shown: dict[str, tuple[int, datetime, datetime, str]] = field(default_factory=dict)

    def takes(self, content: bytes) -> None:
        for event in read(content):
            new = (int(event.sequence.value), event.dtstart.value, event.dtend.value, event.status.value)
            uid = str(event.uid.value)
            if uid not in self.shown or new[0] >= self.shown[uid][0]:
                self.shown[uid] = new

    @property
    def meetings(self) -> list[tuple[datetime, timedelta]]:
        """What one is to turn up for, in order."""
        return sorted(
            (start, end - start) for _, start, end, status in self.shown.values() if status == "CONFIRMED"
        )


def read(content: bytes) -> list[Any]:
    """The events, after everything has been held against the standard."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b"", "every line ends with CRLF"
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2] == b"END:VCALENDAR"
    calendar = vobject.readOne(content.decode(), validate=True)
    assert calendar.validate(raiseException=True)
    assert (calendar.version.value, calendar.calscale.value) == ("2.0", "GREGORIAN")
    assert calendar.prodid.value
    events = list(calendar.contents.get("vevent", []))
    for event in events:
        for name in ONCE:
            assert len(event.contents[name.lower()]) == 1, name
        for name in AT_MOST_ONCE:
            assert len(event.contents.get(name.lower(), [])) <= 1, name
        assert event.dtstart.value.utcoffset() == event.dtend.value.utcoffset() == timedelta(0), "in UTC"
        assert event.dtstart.value < event.dtend.value
        assert event.status.value in ("CONFIRMED", "CANCELLED")
    uids = [event.uid.value for event in events]
    assert len(uids) == len(set(uids)), "one event for each UID"
    return events


def files(world: World) -> list[bytes]:
    """Every event file in the channel, in the order of its cards."""
    found = []
    with world.database.transaction() as tx:
        for card in world.channel.cards:
            for block in card.blocks:
                if isinstance(block, File) and (stored := load(tx, block.sha256)):
                    found.append(stored.content)
    return found


async def test_three_programs_follow_a_meeting_through_its_life(world: World) -> None:
    """One subscribes to a person's feed, one to the team's, one only opens the files."""
    jonas, amira, freja, mette = world.make_team("Jonas", "Amira", "Freja")
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tirs uge 47 13.15")
    for person in (amira, freja):
        await vote(person, "ja")
    await amira.press("Hent til kalenderen")
    own, shared = addresses(amira)
    subscribed, team, opened = Program(), Program(), Program()

    def fetched() -> list[list[tuple[datetime, timedelta]]]:
        for program, url in ((subscribed, own), (team, shared)):
            content = fetch(world, url)
            assert content is not None
            program.takes(content)
        for content in files(world):
            opened.takes(content)
        return [subscribed.meetings, team.meetings, opened.meetings]

    assert fetched() == [[(local("2026-11-17 13:15"), timedelta(minutes=90))]] * 3
    await move(jonas, when="ons uge 47 10.00", minutes="60")
    assert fetched() == [[(local("2026-11-18 10:00"), timedelta(minutes=60))]] * 3
    await move(jonas, place="Foreningens hus, 2. sal; bagindgangen")
    assert fetched() == [[(local("2026-11-18 10:00"), timedelta(minutes=60))]] * 3
    await jonas.command("moede")
    await jonas.press("Gentag mødet")
    await fill(jonas, {"every": "Hver uge", "times": "2"})
    weekly = [
        (local(f"{day} 10:00"), timedelta(hours=1)) for day in ("2026-11-18", "2026-11-25", "2026-12-02")
    ]
    assert fetched()[:2] == [weekly] * 2
    await jonas.command("moede")
    await jonas.press("Aflys mødet")  # the newest card's first: the next meeting
    await jonas.press("Ja, aflys mødet")
    assert fetched()[:2] == [weekly[1:]] * 2
    assert opened.meetings == []
    assert {sequence for sequence, *_ in team.shown.values()} == {0, 3}
    mette.place = None
    await mette.command("samspil", "vejledning")
    await fill(mette, {"times": "fre uge 47 9.00"})
    await amira.press("fre. d. 20. nov. kl. 9.00")
    assert fetched()[0] == [(local("2026-11-20 09:00"), timedelta(minutes=30)), *weekly[1:]]


async def move(person: Visitor, **values: str) -> None:
    await person.command("moede")
    await person.press("Flyt mødet")
    await fill(person, values)


async def test_any_text_is_read_back_as_it_was_written(world: World) -> None:
    words = 'Æbler, øl; og "å" \\n BEGIN:VEVENT / 100 % ☕ — ' + "langt " * 12
    jonas, amira, *_ = world.make_team("Jonas", "Amira")
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tirs uge 47 13.15", purpose=words[:110], place="a;b,c\\n")
    await vote(amira, "ja")
    await amira.press("Hent til kalenderen")
    content = fetch(world, addresses(amira)[0])
    assert content
    (event,) = read(content)
    assert event.summary.value == words[:110].strip() != PURPOSE
    assert event.location.value == "a;b,c\\n"
