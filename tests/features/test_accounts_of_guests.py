"""Who reads along in the team's chat is known as soon as a partner has an account there."""

from __future__ import annotations

from typing import Any

import pytest

from bot import teams
from bot.events import AccountAdded
from bot.feature import Feature
from bot.registry import Features
from tests.features.course import EXAMPLE, load_in, person_id, team_of
from tests.world import World

heard: list[AccountAdded] = []


def hear(_ctx: Any, event: AccountAdded) -> None:
    heard.append(event)


@pytest.fixture
def features() -> Features:
    heard.clear()
    return Features((teams.feature, Feature(name="listens", on={AccountAdded: hear})))


def with_account(text: str, name: str) -> str:
    return text.replace(f'id = "{name}"', f'id = "{name}"\nslack = "T0AB12CD/U0{name.upper()}"')


async def test_the_course_file_gives_a_partner_an_account(world: World) -> None:
    partner = '\n[[people]]\nid = "pia"\nname = "Pia Holm"\nrole = "partner"\nteam = "broen"\n'
    load_in(world, EXAMPLE + partner)
    assert heard == [], "they are new, and that is told"
    load_in(world, with_account(with_account(EXAMPLE + partner, "pia"), "sofie"))
    with world.database.transaction() as tx:
        pia = AccountAdded(team_of(world, tx).id, person_id(tx, "pia"))
    assert heard == [pia], "what members read is theirs already"
