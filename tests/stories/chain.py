"""Who is in the story of four weeks, and the words they write: each of them once."""

from __future__ import annotations

from collections.abc import Sequence

from tests.stories.course import FACILITATOR
from tests.stories.people import Somebody

HOMES = {
    "Amira": "slack", "Jonas": "discord", "Freja": "web", "Emil": "discord", "Sofie": "slack", FACILITATOR: "slack",
}  # fmt: skip
PARTNER = "Den Grønne Have"
PLAN, VISIT = "Planen for besøget", "Besøg i haven"
KEY = "Vi har ikke fået nøglen til haven"
HOW_MANY, ABOUT_TWENTY = "Hvor mange frivillige har I?", "Vi er omkring tyve"
DECIDED = "Vi besøger haven, før det bliver frost"
FETCH, POSTER, CODE = "Henter nøglen hos formanden", "Trykker plakaten", "Sender koden til lågen"


async def all_see(people: Sequence[Somebody], *texts: str) -> None:
    for one in people:
        for text in texts:
            await one.until_sees(text)


async def answers(one: Somebody, step: str, way: str = "") -> None:
    await one.press("Svar")
    await one.fill({"Hvad er dit næste skridt?": step, "Er der noget, der spænder ben?": way})
    await one.until_sees("Tak, dit svar er med")
