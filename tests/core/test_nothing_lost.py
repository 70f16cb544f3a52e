"""What goes wrong is said in the person's own language, and what they wrote is there when they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.interactions import Ask, Reply, Submit
from bot.ui import Action, Values
from storage.meetings import MeetingStore
from tests.world import Visitor, World

PAGES: tuple[Values, ...] = (
    {"purpose": "Forberedelse af besøget i foreningen", "place_kind": "physical", "place": "B2.14"},
    {"slots": "tors uge 47 13.15", "minutes": "60", "deadline": ""},
    {"quorum": "majority", "tally": "shown", "required": ()},
)


async def send_page(person: Visitor, page: int) -> None:
    """As a door that shows one page at a time."""
    assert person.world.team
    action = Action.to("meetings/propose", person.world.team.id)
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
    await send_page(amira, 0)
    await send_page(amira, 1)
    with monkeypatch.context() as broken:
        broken.setattr(MeetingStore, "propose", _fail)
        await send_page(amira, 2)
    assert amira.sees("Det gik ikke. Prøv igen om lidt.")
    assert amira.sees("Forberedelse af besøget i foreningen"), "it can be used again"
    await amira.command("moede")
    assert isinstance(amira.last, Ask)
    given = {one.name: one.value for one in amira.last.form.fields}
    assert given["purpose"] == "Forberedelse af besøget i foreningen"
    assert given["slots"] == "tors uge 47 13.15"
    await send_page(amira, 2)
    assert world.channel.sees("Amira foreslår: Forberedelse af besøget i foreningen")


def _fail(*_args: object) -> None:
    raise RuntimeError("a defect")


async def test_a_draft_is_kept_for_a_day(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await send_page(amira, 0)
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
