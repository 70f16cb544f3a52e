"""What the sessions about meetings and roles share: a poll, votes, and the calendar as a program reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from icalendar import Calendar

from bot import calendar_feed
from bot.ui import Choice, File
from storage.files import load
from tests.visitor import Visitor
from tests.world import World

PURPOSE = "Forberedelse af besøget"
TWO_TIMES = "tirs uge 47 13.15\nons uge 47 9.00"


async def suggest(person: Visitor, times: str = TWO_TIMES, **more: str | tuple[str, ...]) -> None:
    """Suggest a meeting in the team's channel; `more` by field name, whichever of the two forms it stands in."""
    place, person.place = person.place, "c-broen"
    await person.command("moede", "ny")
    if person.form is None:
        await person.press("Foreslå et møde")
    assert person.form
    first = {one.name for one in person.form.fields}
    given = {"purpose": PURPOSE, "slots": times, "minutes": "90", "place": "lokale B2.14", **more}
    await fill(person, {name: value for name, value in given.items() if name in first})
    rest = {name: value for name, value in given.items() if name not in first}
    if rest and person.form is None:
        await person.press("Tilpas mødet")
        await fill(person, rest)
    person.place = place


async def fill(person: Visitor, values: Mapping[str, str | tuple[str, ...]]) -> None:
    """Fill in the open form by field names."""
    assert person.form, f"{person.name} has no form open; sees:\n{person.text}"
    labels = {one.name: one.label for one in person.form.fields}
    await person.fill({labels[name]: value for name, value in values.items()})


async def vote(person: Visitor, *answers: str) -> None:
    """*Stem*, and one answer for each time: "ja", "måske", "nej"; "-" leaves it open."""
    await person.press("Stem")
    words = {"ja": "Ja", "måske": "Hvis nødvendigt", "nej": "Nej"}
    for index, answer in enumerate(answers):
        lists = [block for block in person.private[-1].blocks if isinstance(block, Choice)]
        if answer != "-":
            await person.choose(lists[index].label, words[answer])


def events(content: bytes | None) -> list[Any]:
    """The events of a calendar, as icalendar parses them."""
    assert content is not None
    return list(Calendar.from_ical(content.decode()).walk("VEVENT"))


def file_of(world: World, title: str) -> Any:
    """The event in the file of the channel's newest card with this title."""
    card = next(one for one in reversed(world.channel.cards) if one.title.plain == title)
    file = next(block for block in card.blocks if isinstance(block, File))
    assert (file.name, file.kind) == ("moede.ics", "text/calendar")
    with world.database.transaction() as tx:
        stored = load(tx, file.sha256)
    assert stored
    (event,) = events(stored.content)
    return event


def addresses(person: Visitor) -> list[str]:
    """The calendar addresses on the person's newest private card: their own, the team's."""
    spans = [span for block in person.private[-1].blocks for span in getattr(block, "spans", ())]
    return [span.link for span in spans if span.link]


def fetch(world: World, url: str) -> bytes | None:
    prefix = "https://samspil.example/kalender/"
    assert url.startswith(prefix) and url.endswith(".ics")
    return calendar_feed.feed(world.bot, url[len(prefix) : -len(".ics")])


def starts(event: Any) -> datetime:
    found: datetime = event.start
    return found
