"""The learning journal: what somebody wrote and the roles they had, for nobody else."""

from __future__ import annotations

import pytest

from bot.prompts.library import GOALS
from bot.prompts.role_goals import ROLE_GOALS
from bot.roles.history import Role as MeetingRole
from bot.ui import Action
from storage.roles import RoleStore
from tests.features.meeting_sessions import suggest, vote
from tests.features.test_learning import SECRET, begun
from tests.features.test_reflections import everything_in
from tests.visitor import Visitor, text_of
from tests.world import World


async def journal_of(world: World) -> tuple[Visitor, Visitor]:
    amira, jonas, _mette = await begun(world, "samme-ord-to-betydninger", "Amira", "Jonas")
    await amira.command("refleksion", "alene effekt")
    await amira.press("Skriv")
    await amira.fill({"Din tekst": SECRET})
    await amira.command("samspil", "laering")
    return amira, jonas


async def test_the_journal_gathers_what_somebody_wrote_and_what_it_covers(world: World) -> None:
    amira, jonas = await journal_of(world)
    assert amira.sees("2 Formidle og bruge dit eget fag: én tekst")
    assert amira.sees("Møder: ingen endnu") and amira.sees("Effekt: én tekst")
    assert not amira.sees(SECRET), "the texts are behind their own press"
    urls = [button.url for button in amira.private[-1].blocks[-1].buttons]  # type: ignore[union-attr]
    assert any("/pdf/reflections/journal/0" in (url or "") for url in urls)
    await amira.press_action(Action.to("reflections/journal", 0))
    assert amira.sees(SECRET) and amira.sees("delt med teamet · Fagligheder og lovgivning · læringsmål 2")
    await jonas.press_action(Action.to("reflections/journal", 0))
    assert jonas.sees("Ordet sag") and not jonas.sees(SECRET)


async def test_ones_own_question_and_the_roles_one_has_had_count_for_a_goal(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await amira.command("refleksion", "alene")
    await amira.press("Brug mit eget spørgsmål")
    goal = "Hvilket læringsmål handler det om?"
    await amira.fill(
        {
            "Hvad vil du tænke over?": "Min tvivl",
            "Din tekst": SECRET,
            goal: "3 Velfærdsfag og aktivt medborgerskab",
        }
    )
    assert "Velfærdsfag" not in everything_in(world.database)
    await amira.command("samspil", "laering")
    assert amira.sees("3 Velfærdsfag og aktivt medborgerskab: én tekst")
    await suggest(amira, "tirs uge 46 13.15")
    await vote(jonas, "ja")
    with world.database.transaction() as tx:
        RoleStore(tx, world.tenant_id, world.clock.now).save(
            1, [("process_lead", amira.person_id, True), ("chair", jonas.person_id, True)]
        )
    await amira.command("samspil", "laering")
    assert not amira.sees("én rolle"), "the meeting has not been"
    await world.at("2026-11-10 15:00")
    await amira.command("samspil", "laering")
    assert amira.sees("5 Viden om og mod til konflikter: én rolle")
    await amira.command("refleksion", "mine")
    await amira.press_action(Action.to("reflections/rewrite", 1))
    await amira.fill({goal: "6 Nysgerrig på de andre uden at miste fodfæstet"})
    await amira.command("samspil", "laering")
    assert amira.sees("3 Velfærdsfag og aktivt medborgerskab: ingen endnu") and amira.sees(
        "fodfæstet: én tekst"
    )
    await jonas.command("samspil", "laering")
    assert jonas.sees("4 Facilitere: én rolle"), "also without a text"


def test_every_role_of_a_meeting_carries_a_goal() -> None:
    assert {role.value for role in MeetingRole} == set(ROLE_GOALS) and set(ROLE_GOALS.values()) <= set(GOALS)


@pytest.mark.parametrize(
    ("texts", "length", "pages"), [(4, 2900, 5), (11, 4, 2), (1, 2990, 2), (3, 1200, 2)], ids=str
)
async def test_a_journal_goes_on_page_by_page_with_nothing_left_out(
    world: World, texts: int, length: int, pages: int
) -> None:
    """Few long texts, and more short ones than a card has parts for."""
    amira, _mette = world.make_team("Amira")
    for number in range(texts):
        await amira.press_action(Action.to("reflections/alone", world.team.id, "eget"))  # type: ignore[union-attr]
        await amira.fill(
            {"Hvad vil du tænke over?": f"Nr. {number}", "Din tekst": f"<{number}>" + "x" * length}
        )
    found, action = [], Action.to("reflections/journal", 0)
    for _ in range(9):
        await amira.press_action(action)
        found.append(text_of(amira.private[-1]))
        following = amira.private[-1].actions()
        if not following:
            break
        action = following[0]
    assert len(found) == pages
    assert ["".join(found).count(f"<{number}>") for number in range(texts)] == [1] * texts
    assert "Her er ikke noget endnu" not in found[0]
