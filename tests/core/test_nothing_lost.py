"""What goes wrong is said in the person's own language, and what they wrote is there when they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.interactions import Ask, Reply, Submit
from bot.ui import Action, Values
from storage.meetings import MeetingStore
from tests.visitor import Visitor
from tests.world import World

PAGES: tuple[Values, ...] = (
    {"type": "team", "kind": "decide", "place_kind": "physical", "place": "Foreningens hus ved havnen"},
    {"quorum": "majority", "tally": "hidden", "required": (), "deadline": ""},
)


async def propose(person: Visitor, slots: str) -> None:
    await person.command("moede", "ny")
    assert person.form
    labels = {one.name: one.label for one in person.form.fields}
    await person.fill({labels["purpose"]: "Forberedelse af besøget i foreningen", labels["slots"]: slots})


async def send_page(person: Visitor, page: int) -> None:
    """As a door that shows one page at a time."""
    assert person.world.team
    action = Action.to("meetings/adjust", person.world.team.id, 1)
    delivery = person.world.delivery_id()
    submit = Submit(
        sender=person.sender,
        place=person.here,
        action=action,
        delivery_id=delivery,
        values=PAGES[page],
        page=page,
    )
    person.last = await person.world.handle(submit)
    if isinstance(person.last, Reply):
        person.private.append(person.last.card)


async def test_when_the_last_page_fails_the_first_are_there_still(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await propose(amira, "tors uge 47 13.15")
    await send_page(amira, 0)
    with monkeypatch.context() as broken:
        broken.setattr(MeetingStore, "change", _fail)
        await send_page(amira, 1)
    assert amira.sees("Det gik ikke. Prøv igen om lidt.")
    assert amira.sees("Foreningens hus ved havnen"), "it can be used again"
    await amira.press("Tilpas mødet")
    assert isinstance(amira.last, Ask)
    given = {one.name: one.value for one in amira.last.form.fields}
    assert (given["kind"], given["place"], given["tally"]) == (
        "decide",
        "Foreningens hus ved havnen",
        "hidden",
    )
    await send_page(amira, 1)
    assert world.channel.sees("beslutte · 1 time · fysisk, Foreningens hus ved havnen")
    assert world.channel.sees("Stemmerne vises, når den er lukket.")


def _fail(*_args: object, **_values: object) -> None:
    raise RuntimeError("a defect")


async def test_a_draft_is_kept_for_a_day(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await propose(amira, "når det passer")
    world.clock.now += timedelta(hours=23)
    await amira.command("moede")
    assert amira.form and amira.form.fields[0].value
    world.clock.now += timedelta(hours=25)
    amira.private.clear()
    await amira.command("moede", "ny")
    assert amira.form and not amira.form.fields[0].value


async def test_every_error_is_in_the_persons_own_language(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("samspil", "sprog en")
    await amira.press_action(Action.to("checkins/answer", "999999"))
    assert amira.sees("I can't find that.")
    await amira.press_action(Action.to("no/such"))
    assert amira.sees("That button is from an older message.")
    await amira.command("moede", "borgeren 010165-1234")
    assert amira.sees("looks like a CPR number")
    await amira.command("samspil", "hvadsomhelst")
    assert amira.sees("I don't know")
    amira.place = None
    await amira.press_action(Action.to("no/such"))
    assert "Knappen" not in amira.text
