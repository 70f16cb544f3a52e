"""The team's library: one concept, asked for after teaching where the team looks anyway."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot import busy, guide, library, teams
from bot.busy import Busy, Source
from bot.context import Context
from bot.feature import Track
from bot.registry import Features
from bot.ui import Action
from tests.visitor import Visitor
from tests.world import World, local


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, library.feature, guide.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    return world.make_team("Amira", "Jonas")


def taught(monkeypatch: pytest.MonkeyPatch, *lessons: tuple[str, str]) -> None:
    """The timetable: (start, kind) of two hours each."""
    starts = [(local(start), kind) for start, kind in lessons]

    def teaching_of(_ctx: Context, since: datetime, until: datetime) -> tuple[Busy, ...]:
        found = [Busy(at, at + timedelta(hours=2), Source.teaching, kind) for at, kind in starts]
        return tuple(one for one in found if one.end > since and one.start < until)

    monkeypatch.setattr(busy, "teaching_of", teaching_of)


def topics(world: World) -> list[tuple[str, Track]]:
    assert world.team
    with world.database.transaction() as tx:
        return [(one.title, one.track) for one in world.bot.features.topics(world.context(tx, world.team))]


async def test_after_a_lecture_one_concept_is_asked_for_on_the_agenda(
    world: World, team: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    taught(monkeypatch, ("2026-11-03 09:00", "lecture"), ("2026-11-04 09:00", "supervision"))
    await world.at("2026-11-03 10:59")
    assert topics(world) == [], "it is not over"
    await world.at("2026-11-04 12:00")
    assert topics(world) == [
        ("Ét begreb, vi vil bruge fra forelæsningen tirsdag d. 3. november", Track.process)
    ]
    amira, jonas, mette = team
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Hvilket ét begreb vil I bruge fra forelæsningen tirsdag d. 3. november?")
    await amira.press("Skriv begrebet")
    assert amira.form and amira.form.fields[1].value == "Forelæsningen tirsdag d. 3. november"
    await amira.fill({"Hvad hedder det?": "Relationel koordinering", "Hvornår bruger I det?": "På torsdag"})
    assert topics(world) == [], "asked and answered"
    await jonas.command("samspil", "begreber")
    assert jonas.sees("Relationel koordinering (Forelæsningen tirsdag d. 3. november)\nPå torsdag")
    await jonas.press("Ret")
    await jonas.fill({"Virkede det?": "Det virkede delvist"})
    assert jonas.sees("På torsdag · Det virkede delvist")
    mette.place = "c-broen"
    await mette.command("samspil", "concepts")
    assert mette.sees("På torsdag · Det virkede delvist")
    assert not mette.private[-1].actions()
    assert world.channel.posts == 0


async def test_a_week_later_it_is_asked_no_more(
    world: World, team: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    taught(monkeypatch, ("2026-11-03 09:00", "lecture"), ("2026-11-05 09:00", "workshop"))
    await world.at("2026-11-05 12:00")
    assert [title for title, _ in topics(world)] == [
        "Ét begreb, vi vil bruge fra workshoppen torsdag d. 5. november"
    ]
    await world.at("2026-11-12 11:00")
    assert topics(world) == []


async def test_a_concept_of_ones_own_and_a_day_that_is_none(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    await amira.command("samspil", "begreber")
    assert amira.sees("Her samler I de begreber og metoder")
    await amira.press("Nyt begreb")
    assert amira.form and not amira.form.fields[1].value
    await amira.fill({"Hvad hedder det?": "Tre horisonter"})
    assert amira.sees("Tre horisonter")
    await amira.press_action(Action.to("library/new", world.team.id, "i-går"))  # type: ignore[union-attr]
    assert amira.sees("Knappen er fra en ældre besked.")
    for number in range(6):
        await amira.press("Nyt begreb")
        await amira.fill({"Hvad hedder det?": f"Begreb {number}"})
    await amira.press("Næste")
    assert "Tre horisonter" in str(amira.private[-1])
    await amira.press("Forrige")
    assert "Tre horisonter" not in str(amira.private[-1])
