"""The meeting once it has a time: the calendar, the day before, moving, cancelling, who comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot import checkins, ics, meetings, noise, roles, teams
from bot.feature import CalendarEntry
from bot.registry import Features
from bot.ui import Action
from storage.calendars import CalendarRow
from storage.files import FileStore, load
from storage.outbox import BudgetStore
from storage.tables import table
from storage.teams import TeamStore
from tests.features.meeting_sessions import (
    PURPOSE,
    addresses,
    events,
    fetch,
    file_of,
    fill,
    starts,
    suggest,
    vote,
)
from tests.visitor import Visitor
from tests.world import World, local


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    """Jonas, Amira and Freja have a meeting on Tuesday 17 November at 13.15; Mette facilitates."""
    people = world.make_team("Jonas", "Amira", "Freja")
    await world.at("2026-11-09 10:00")
    await suggest(people[0])
    for person in people[1:3]:
        await vote(person, "ja", "nej")
    assert world.channel.sees("Så er mødet på plads")
    return people


async def test_the_file_is_one_event_that_moves_and_is_cancelled(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _ = team
    first = file_of(world, "Så er mødet på plads")
    assert (str(first["SUMMARY"]), str(first["LOCATION"])) == (PURPOSE, "lokale B2.14")
    assert starts(first) == local("2026-11-17 13:15")
    assert first.end - first.start == timedelta(minutes=90)
    assert (first["SEQUENCE"], first["STATUS"]) == (0, "CONFIRMED")
    assert b"DTSTART:20261117T121500Z" in first.to_ical(), "in UTC: no zone to misread"

    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "ons uge 47 10.00", "minutes": "60", "place": "lokale 3"})
    second = file_of(world, "Mødet er ændret")
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 1)
    assert starts(second) == local("2026-11-18 10:00")
    assert second.end - second.start == timedelta(minutes=60)
    assert second["DTSTAMP"].dt >= first["DTSTAMP"].dt
    assert world.channel.sees("onsdag d. 18. november kl. 10.00–11.00 (uge 47), lokale 3.")
    for person in (amira, freja):
        assert person.inbox.sees("Nu er det Forberedelse af besøget, onsdag d. 18. november kl. 10.00–11.00")
    assert jonas.inbox.posts == 0, "who moved it knows"

    await amira.command("moede")
    await amira.press("Aflys mødet")
    assert amira.sees("De, der skulle komme, får besked.")
    await amira.press("Ja, aflys mødet")
    third = file_of(world, "Mødet er aflyst")
    assert (third["UID"], third["SEQUENCE"], third["STATUS"]) == (first["UID"], 2, "CANCELLED")
    assert jonas.inbox.sees("Mødet er aflyst")
    assert freja.inbox.posts == 1, "the note about the move makes room for the one about the end"
    assert world.channel.posts == 2
    await world.at("2026-11-18 12:00")
    assert not world.channel.sees("I mødes"), "no day before, no hour before"
    assert freja.inbox.posts == 1
    await amira.press_action(Action.to("meetings/cancelled", world.team.id, 1))  # type: ignore[union-attr]
    assert amira.sees("Det er allerede aflyst.")


async def test_a_move_must_make_sense_and_loses_nothing(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "ons 9.00 eller tors 9.00"})
    assert jonas.sees("Skriv kun én tid her.")
    await fill(jonas, {"when": "5/11 kl 9"})
    assert jonas.sees("Det tidspunkt er allerede gået.")
    await fill(jonas, {"when": "tors uge 47 halv ti", "place": "lokale 3"})
    await jonas.press("tors. d. 19. nov. kl. 9.30")
    assert world.channel.sees("torsdag d. 19. november kl. 9.30–11.00 (uge 47), lokale 3.")
    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {})
    assert jonas.sees("Mødet er, som det var.")
    assert file_of(world, "Mødet er ændret")["SEQUENCE"] == 1


async def test_the_day_before_and_the_hour_before(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, mette = team
    await world.at("2026-11-16 08:59")
    assert world.channel.posts == 2
    await world.at("2026-11-16 09:00")
    assert world.channel.posts == 3
    assert world.channel.sees("I mødes i morgen")
    await amira.press("Jeg kan ikke komme")
    assert amira.sees("Noteret, du kommer ikke")
    assert world.channel.sees("2 af 3 kan.")
    await world.at("2026-11-17 12:14")
    assert not jonas.inbox.sees("begynder kl. 13.15")
    await world.at("2026-11-17 12:15")
    assert jonas.inbox.sees("Hej Jonas. Forberedelse af besøget begynder kl. 13.15, lokale B2.14.")
    reminded = [one.inbox.sees("begynder kl. 13.15") for one in (freja, amira, mette)]
    assert reminded == [True, False, False]
    assert world.channel.posts == 3

    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "i morgen kl. 10"})
    assert freja.inbox.sees("Mødet er ændret")
    assert "begynder kl. 13.15" not in freja.inbox.text, "what it said is no longer so"


async def test_the_hour_before_is_private_and_can_be_switched_off(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _ = team
    await jonas.press_action(Action.to("meetings/mute_meetings", world.team.id))  # type: ignore[union-attr]
    await amira.press("Hent til kalenderen")
    assert fetch(world, addresses(amira)[0])
    await world.at("2026-11-16 22:00")
    assert fetch(world, addresses(amira)[0])
    await world.at("2026-11-17 12:30")
    assert not jonas.inbox.sees("begynder kl. 13.15"), "switched off"
    assert not amira.inbox.sees("begynder kl. 13.15"), "her calendar reminds her"
    assert freja.inbox.sees("begynder kl. 13.15")


async def test_in_a_full_week_the_hour_before_is_left_out(
    world: World, team: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    jonas, *_ = team
    assert world.team
    await world.at("2026-11-17 12:00")
    with world.database.transaction() as tx:
        had = BudgetStore(tx, world.tenant_id, world.clock.now).new_in_week(
            202647, world.team.id, jonas.person_id
        )
    assert had == 1 + jonas.inbox.posts, "the day before, for the team, and what is theirs alone"
    monkeypatch.setattr(noise, "FULL", had)
    await world.at("2026-11-17 12:30")
    assert not jonas.inbox.sees("begynder kl. 13.15")


@pytest.mark.parametrize(("full", "came"), [(True, False), (False, True)])
async def test_in_a_full_week_a_time_found_yesterday_is_not_told_again(
    world: World, monkeypatch: pytest.MonkeyPatch, full: bool, came: bool
) -> None:
    jonas, amira, freja, _ = world.make_team("Jonas", "Amira", "Freja")
    await world.at("2026-11-16 10:00")
    await suggest(jonas)
    await world.at("2026-11-16 14:00")
    for person in (amira, freja):
        await vote(person, "nej", "ja")
    assert world.channel.sees("Så er mødet på plads") and world.channel.sees("mødeleder")
    if full:
        monkeypatch.setattr(noise, "FULL", 0)
    await world.at("2026-11-17 09:00")
    assert world.channel.sees("I mødes i morgen") is came
    await world.at("2026-11-18 08:30")
    assert world.channel.sees("I mødes i morgen") is came


async def test_a_required_person_cannot_come_after_all(world: World) -> None:
    jonas, amira, freja, _ = world.make_team("Jonas", "Amira", "Freja")
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    for person in (amira, freja):
        await vote(person, "ja", "nej")
    await amira.press("Jeg kan ikke komme")
    assert jonas.inbox.sees("Amira kan ikke komme")
    assert not freja.inbox.sees("Amira"), "nobody else is told who"
    await amira.press("Jeg kan alligevel")
    assert jonas.inbox.posts == 0
    assert world.channel.sees("Alle tre kan.")


async def test_the_personal_and_the_team_calendar(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _ = team
    await amira.press("Hent til kalenderen")
    own, shared = addresses(amira)
    (event,) = events(fetch(world, own))
    assert starts(event) == local("2026-11-17 13:15")
    assert [str(one["SUMMARY"]) for one in events(fetch(world, shared))] == [PURPOSE]
    await amira.press("Hent til kalenderen")
    assert addresses(amira) == [own, shared], "the same address every time"

    await freja.press("Hent til kalenderen")
    hers, _shared = addresses(freja)
    assert hers != own
    await freja.press("Jeg kan ikke komme")
    assert events(fetch(world, hers)) == [], "not in her calendar, but still in the team's"
    assert len(events(fetch(world, shared))) == 1

    await amira.press("Giv mig en ny adresse")
    assert fetch(world, own) is None, "an address that was given away is closed"
    assert len(events(fetch(world, addresses(amira)[0]))) == 1
    await jonas.command("moede")
    await jonas.press("Aflys mødet")
    await jonas.press("Ja, aflys mødet")
    (event,) = events(fetch(world, shared))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1), (
        "calendars take away what they are told of"
    )
    assert fetch(world, "https://samspil.example/kalender/nonsense.ics") is None


async def test_who_is_only_on_the_web_has_windows_and_limits_in_the_calendar(world: World) -> None:
    world.bot.features = Features((teams.feature, checkins.feature, meetings.feature, roles.feature))
    jonas, amira, *_ = world.make_team("Jonas", "Amira", "Freja")
    with world.database.transaction() as tx:
        people = TeamStore(tx, world.tenant_id, world.clock.now)
        people.remove_account(amira.person_id, "chat", amira.account)
        people.add_account(amira.person_id, "web", f"person/{amira.person_id}", claimed=False)
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await jonas.press_action(Action.to("meetings/calendar", world.team.id))  # type: ignore[union-attr]
    own, shared = addresses(jonas)
    assert events(fetch(world, own)) == events(fetch(world, shared)) == []
    found = {str(one["SUMMARY"]): one for one in events(fetch(world, url_of(world, amira)))}
    assert starts(found["Tjek-ind · uge 46"]) == local("2026-11-12 09:00")
    assert found["Tjek-ind · uge 46"].end == local("2026-11-13 12:00")
    poll = found[f"Stem om: {PURPOSE}"]
    assert poll.end == local("2026-11-12 16:00")
    assert poll["TRANSP"] == "TRANSPARENT", "a limit does not make anybody busy"


def url_of(world: World, person: Visitor) -> str:
    from storage.calendars import CalendarStore

    with world.database.transaction() as tx:
        secret = CalendarStore(tx, world.tenant_id, world.clock.now).of_person(person.person_id)
    return f"https://samspil.example/kalender/{secret}.ics"


async def test_secrets_are_not_in_the_database(world: World, team: list[Visitor]) -> None:
    amira = team[1]
    await amira.press("Hent til kalenderen")
    with world.database.transaction() as tx:
        rows = str(tx.connection.execute(table(CalendarRow).select()).all())
    for url in addresses(amira):
        assert url.rsplit("/", 1)[1].removesuffix(".ics") not in rows


async def test_a_meeting_across_the_end_of_summer_time(world: World) -> None:
    world.clock.now = local("2026-10-19 08:00")
    jonas, amira, _ = world.make_team("Jonas", "Amira", starts="2026-10-01", key="havnen")
    await world.at("2026-10-19 10:00")
    jonas.place = amira.place = "c-havnen"
    await jonas.command("moede")
    await fill(jonas, {"purpose": "Nat", "slots": "26/10 kl. 8.30", "minutes": "60"})
    await vote(amira, "ja")
    await amira.press("Hent til kalenderen")
    (event,) = events(fetch(world, addresses(amira)[0]))
    assert event.start == datetime(2026, 10, 26, 7, 30, tzinfo=UTC), "winter time on the day"
    await world.at("2026-10-23 09:00")
    assert world.channel_of("havnen").sees("mandag d. 26. oktober kl. 8.30–9.30 (uge 44)")
    assert world.channel_of("havnen").sees("I mødes mandag d. 26. oktober"), (
        "the working day before is Friday"
    )
    await jonas.command("moede", "ny")
    if jonas.form is None:
        await jonas.press("Foreslå et møde")
    await fill(jonas, {"purpose": "Forår", "slots": "28/3 2027 kl. 02.30"})
    assert jonas.sees("Det klokkeslæt findes ikke den nat")


async def test_another_organisation_cannot_read_the_file(world: World, team: list[Visitor]) -> None:
    card = next(one for one in world.channel.cards if one.title.plain == "Så er mødet på plads")
    sha256 = next(block.sha256 for block in card.blocks if hasattr(block, "sha256"))
    with world.database.transaction() as tx:
        assert FileStore(tx, world.tenant_id, world.clock.now).get(sha256)
        assert FileStore(tx, world.tenant_id + 1, world.clock.now).get(sha256) is None
        assert load(tx, sha256), "a door that delivers the card reads it"


TEXTS = st.text(max_size=80) | st.sampled_from(
    ["a\r\nATTENDEE:mailto:x@y", "END:VEVENT\nBEGIN:VALARM", "a;b,c\\n"]
)


@given(title=TEXTS, place=TEXTS, about=TEXTS)
def test_no_text_can_add_a_line_to_a_calendar(title: str, place: str, about: str) -> None:
    now = datetime(2026, 11, 17, 12, 15, tzinfo=UTC)
    entry = CalendarEntry(
        uid="1@samspil", start=now, end=now + timedelta(hours=1), title=title, changed_at=now, place=place,
        about=about,
    )  # fmt: skip
    content = ics.feed("Team", [entry, entry])
    found = Calendar.from_ical(content.decode())
    assert [one.name for one in found.walk()] == ["VCALENDAR", "VEVENT", "VEVENT"]
    allowed = {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "LOCATION",
               "DESCRIPTION", "STATUS", "TRANSP"}  # fmt: skip
    for event in found.walk("VEVENT"):
        assert set(event) <= allowed
        assert str(event["SUMMARY"]) == ics._line(title)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line and b"\r" not in line
