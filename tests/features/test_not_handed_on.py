"""What was said to one facilitator is not handed on to who comes after."""

from __future__ import annotations

from bot.ui import Action
from tests.features.test_staff import appoint, inbox, newest, school
from tests.visitor import Visitor
from tests.world import World

WAY = "Er der noget, der spænder ben?"

__all__ = ["school"]  # the fixture


async def test_a_request_for_help_stays_with_who_was_asked(world: World, school: dict[str, Visitor]) -> None:
    amira, karl, mette, lone = (school[name] for name in ("amira", "karl", "mette", "lone"))
    await amira.command("samspil", "konflikt")
    await amira.press_action(Action.to("conflict/help", 1, "yes"))
    assert "Amira" in inbox(mette)
    await world.at("2026-11-03 10:00")
    await appoint(lone, "2026-11-30")
    await karl.press_action(Action.to("conflict/seen", 1, 1))
    assert "Det kan jeg ikke finde." in newest(karl)
    await world.at("2026-11-16 12:00")  # two Mondays
    assert "Amira" not in inbox(karl) and "bedt dig om hjælp" not in inbox(karl)
    assert "bad dig om hjælp" not in inbox(karl)
    await karl.command("samspil", "facilitator")
    assert "hjælp" not in newest(karl).replace("Spørg", "")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("der er ikke svaret endnu. Karl er vikar. Skriv til Karl. Kun du ser det her.")
    await amira.press("Spørg igen")
    await amira.press("Ja, gør det")
    assert "Amira" in inbox(karl), "with a yes of her own"
    await karl.press_action(Action.to("conflict/seen", 1, 1))
    assert "Jeg har sagt, at du tager fat i det." in newest(karl)


async def test_who_hears_of_it_when_it_is_asked_again_is_told_that_day_and_not_the_first(
    world: World, school: dict[str, Visitor]
) -> None:
    amira, karl, lone = (school[name] for name in ("amira", "karl", "lone"))
    await amira.press_action(Action.to("conflict/help", 1, "yes"))
    await world.at("2026-11-10 10:00")
    await appoint(lone, "2026-11-30")
    await amira.press_action(Action.to("conflict/help", 1, "yes"))
    await world.at("2026-11-16 12:00")
    assert "nogen bad dig om hjælp tirsdag d. 10. november" in inbox(karl)
    assert "2. november" not in inbox(karl)


async def test_help_asked_for_in_a_check_in_stays_with_who_was_asked(
    world: World, school: dict[str, Visitor]
) -> None:
    """Also when what was in the way is worded anew after the substitute has come, for whom it is no new request."""
    amira, karl, mette, lone = (school[name] for name in ("amira", "karl", "mette", "lone"))
    await amira.command("tjekind", "spørgsmål")
    await amira.fill({"Hvornår læser teamet svarene?": "Når runden lukker"})
    await world.at("2026-11-05 09:00")
    await amira.press_action(Action.to("checkins/answer", 1, 1))
    await amira.fill({WAY: "Foreningen svarer ikke"})
    await amira.press("Bed Mette om hjælp")
    assert "Foreningen svarer ikke" in inbox(mette)
    await world.at("2026-11-05 11:00")
    await appoint(lone, "2026-11-30")
    await world.at("2026-11-05 14:00")
    await amira.press_action(Action.to("checkins/answer", 1, 1))
    await amira.fill({WAY: "Foreningen svarer slet ikke"})
    karl.place = mette.place = "c-broen"
    await karl.command("tjekind")
    assert "Foreningen" not in newest(karl)
    await mette.command("tjekind")
    assert "Foreningen svarer slet ikke" in newest(mette)
    await karl.press_action(Action.to("checkins/helped", 1, 1, amira.person_id))
    assert "Det kan jeg ikke finde." in newest(karl)
    await world.at("2026-11-16 12:00")
    assert "bad dig om hjælp" in inbox(mette) and "bad dig om hjælp" not in inbox(karl)


async def test_what_was_in_the_way_was_said_to_the_facilitator_whom_the_form_named(
    world: World, school: dict[str, Visitor]
) -> None:
    amira, karl, mette, lone = (school[name] for name in ("amira", "karl", "mette", "lone"))
    await world.at("2026-11-05 09:00")
    await amira.press_action(Action.to("checkins/answer", 1, 1))
    assert amira.sees("Mette kan læse, hvad der spænder ben")
    await amira.fill({WAY: "Foreningen svarer ikke"})
    await world.at("2026-11-05 10:00")
    await appoint(lone, "2026-11-30")
    karl.place = mette.place = "c-broen"
    for person, reads in ((mette, True), (karl, False)):
        await person.command("tjekind")
        assert ("Foreningen svarer ikke" in newest(person)) is reads
