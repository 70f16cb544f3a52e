"""The help pages and the poster against axe, light, dark and on a phone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.web.help_views import PAGES
from bot.ui import Action
from storage.challenges import ChallengeStore
from storage.closings import ClosingStore, Line
from storage.decisions import DecisionStore, RecordKind
from storage.goals import GoalStore
from storage.meetings import MeetingStore
from storage.partners import PartnerStore
from tests.core.crowd import held
from tests.e2e.axe import light_and_dark
from tests.e2e.conftest import Stage
from tests.e2e.test_pictures import LOOKS, Camera


async def test_axe_finds_nothing_in_the_help(stage: Stage) -> None:
    found: dict[str, list[str]] = {}
    page = await stage.page(bypass_csp=True)
    phone = await stage.page(bypass_csp=True, viewport={"width": 390, "height": 844})
    for one, path in ((page, "/hjaelp"), (page, "/hjaelp/studerende"), (phone, "/help/partner")):
        await one.goto(path)
        if lines := await light_and_dark(one):
            found[path] = lines
    for name in PAGES:
        await phone.goto(f"/hjaelp/{name}")
        wide = await phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is wider than a phone"
    fill_in(stage)
    amira = await stage.enter("Amira", bypass_csp=True)
    await amira.goto(POSTER)
    if lines := await light_and_dark(amira):
        found["poster"] = lines
    assert found == {}


TEAM = 1
POSTER = f"/papir/{Action.to('closing/poster', TEAM).encode()}"


def fill_in(stage: Stage) -> None:
    """A team that has come to its end."""
    with stage.database.transaction() as tx:
        tenant, now, amira = stage.world.tenant_id, stage.clock(), stage.world.people["Amira"].person_id
        PartnerStore(tx, tenant, now).save(TEAM, "Foreningen Åben Kaj", "", "", "")
        ChallengeStore(tx, tenant, now).write(
            TEAM,
            amira,
            {
                "problem": "Flere ældre på havnen spiser alene. Foreningen vil gerne vide, hvad der skal til, for at de "
                "selv samles om mad, også når foreningen ikke står for det.",
                "whom": "Ældre, der bor alene på havnen",
                "assumptions": "De savner nogen at spise med",
                "question": "Hvem ville komme, hvis de selv bestemte menuen",
            },
        )
        for number, text in enumerate(
            ("Vi holder tre aftener i køkkenet", "Nøglen ligger hos naboen"), start=1
        ):
            meeting = held(MeetingStore(tx, tenant, now), TEAM, amira, now - timedelta(days=number))
            DecisionStore(tx, tenant, now).write(TEAM, meeting, RecordKind.decision, "Maden", text)
        goals = GoalStore(tx, tenant, now)
        goal = goals.add(TEAM, amira, "Flere spiser sammen", "De bestiller selv varer til næste torsdag")
        goals.change(goal, state="reached", closed_at=now)
        closing = ClosingStore(tx, tenant, now)
        said = (
            "De ældre vil selv lave maden",
            "Stedet er vigtigere end maden",
            "Den, der har nøglen, har ansvaret",
        )
        closing.write(TEAM, "conclusion", amira, [Line(one) for one in said])
        closing.write(
            TEAM,
            "recommendation",
            amira,
            [
                Line("Giv dem nøglen til køkkenet", "foreningen"),
                Line("Lad busruten gå forbi kajen om torsdagen", "kommunen"),
                Line("Begynd med dem, der allerede mødes", "næste hold"),
            ],
        )
        closing.thank(TEAM, amira, "Tak for de lange torsdage, for kaffen og for at sige, når vi tog fejl.")


@pytest.mark.parametrize("look", LOOKS)
async def test_help_and_the_poster_in_pictures(stage: Stage, pictures: Path, look: str) -> None:
    camera, options = Camera(pictures, look), LOOKS[look]
    outside = await stage.page(**options)
    for name in ("", "studerende", "partner"):
        await outside.goto(f"/hjaelp/{name}".rstrip("/"))
        await camera.take(outside, f"help-{name or 'index'}")
    fill_in(stage)
    amira = await stage.enter("Amira", **options)
    await amira.goto(POSTER)
    await camera.take(amira, "poster")
