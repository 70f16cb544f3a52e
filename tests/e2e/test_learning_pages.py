"""The learning journal and a board in a browser: pictures for docs/learning.md, and axe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.prompts.library import find
from bot.reflections import boards, rounds, together
from storage.own_reflections import OwnReflectionStore
from storage.reflections import ReflectionStore
from tests.e2e.axe import light_and_dark
from tests.e2e.conftest import Stage
from tests.e2e.test_pictures import LOOKS, Camera

WRITTEN = {
    "samme-ord-to-betydninger": "Jeg siger patient, Jonas siger borger. Det er den samme mand på bænken.",
    "fordommen-der-faldt": "Jeg troede, at lærere altid talte. Freja spurgte og ventede.",
    "pausen-der-fik-lov": "Der gik ti sekunder. Så kom det vigtige.",
    "det-mindste-tegn": "Han satte selv kaffe over.",
}
HOUSES = (
    ("Amira", {"bekymringer": "Vi mødes for sjældent", "virker": "Vi griner sammen"}),
    ("Jonas", {"bekymringer": "Partneren svarer sent", "droemme": "En fast dag i klubben"}),
    ("Freja", {"virker": "Rollerne går på skift", "skridt": "Spørge om onsdag"}),
    ("Emil", {"droemme": "At klubben selv kører videre"}),
    ("Sofie", {"bekymringer": "Tiden er knap", "skridt": "Ringe i dag"}),
)


async def prepared(stage: Stage) -> None:
    """Amira has written alone; the team has the three houses before it, at the step where it talks about them."""
    world, team = stage.world, stage.world.team
    assert team is not None
    with stage.database.transaction() as tx:
        now = stage.clock()
        alone = OwnReflectionStore(tx, world.tenant_id, now)
        for prompt, text in WRITTEN.items():
            alone.write(team.id, world.people["Amira"].person_id, prompt, "", text)
        ctx = replace(world.context(tx, team), now=now, by_clock=False)
        houses = find(None, "tre-huse")
        opener = world.people["Mette"].person_id
        opened = rounds.open_round(ctx, houses, live=False, by_name=False, opened_by=opener)
        store = ReflectionStore(tx, world.tenant_id, now)
        assert opened is not None
        for name, words in HOUSES:
            store.write(opened, world.people[name].person_id, "shared", boards.kept(houses, words))
        rounds.come_to(ctx, rounds.hold(ctx, opened))
        together.go_to(ctx, opened, 1)
    await stage.work()


@pytest.mark.parametrize("look", LOOKS)
async def test_the_journal_and_a_board_in_pictures(stage: Stage, pictures: Path, look: str) -> None:
    await prepared(stage)
    camera = Camera(pictures, look)
    amira = await stage.enter("Amira", **LOOKS[look])
    await amira.goto("/laering")
    await expect(amira.get_by_role("img", name="Effekt: én tekst")).to_be_visible()
    await camera.take(amira, "journal")
    await amira.goto(stage.room)
    await expect(amira.get_by_text("Bekymringernes hus")).to_be_visible()
    await camera.take(amira, "board", of="article:has-text('Jeres tavle') >> nth=0")


async def test_axe_finds_nothing_and_the_journal_fits_a_phone(stage: Stage) -> None:
    await prepared(stage)
    amira = await stage.enter("Amira", bypass_csp=True)
    for path in ("/laering", stage.room):
        await amira.goto(path)
        assert await light_and_dark(amira) == []
    await amira.goto("/laering")
    await amira.set_viewport_size({"width": 320, "height": 740})
    assert await amira.evaluate("document.documentElement.scrollWidth") <= 320
