"""What a facilitator is shown, and that few are never told apart: texts without names appear from four on.

(That nobody reads what somebody kept for herself, whatever they press: tests/core/test_private_words.py.)
"""

from __future__ import annotations

import re

import pytest

from bot.interactions import Ask, Reject, Replace, Reply, Response
from bot.reflections.rules import shuffled
from tests.features.test_reflections import opened, write
from tests.security.life import send
from tests.visitor import text_of
from tests.world import World

DONE, NEXT = "kanarie gjort", "kanarie skridt"
NAMES = ("Amira", "Jonas", "Freja", "Emil", "Sofie")
TEXTS = ("Ordet borger", "Ordet sag", "Ordet mål", "Ordet faglighed")


def words_of(response: Response) -> str:
    match response:
        case Reply(card) | Replace(card) | Reject(_, card):
            return text_of(card)
        case Ask(form):
            return str(form)
        case other:
            return str(other)


async def test_a_facilitator_sees_how_many_and_what_help_is_asked_for(world: World) -> None:
    amira, *_, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:00")
    await amira.press("Svar")
    await send(amira, {"mood": "2", "done": DONE, "next_step": NEXT, "in_the_way": "Vi savner en nøgle"})
    for words in (("tjekind", ""), ("samspil", "facilitator"), ("samspil", "hjaelp"), ("samspil", "team")):
        await mette.command(*words)
        assert DONE not in words_of(mette.last) and NEXT not in words_of(mette.last)
    await world.at("2026-11-16 09:00")
    assert DONE not in mette.inbox.text and NEXT not in mette.inbox.text and "2/5" not in mette.inbox.text


# ---- four or more


@pytest.mark.parametrize("sharers", [2, 3])
async def test_with_three_texts_nobody_guesses_each_is_asked_first(world: World, sharers: int) -> None:
    *people, _mette = await opened(world, *NAMES)
    for person, words in zip(people[:sharers], TEXTS, strict=False):
        await write(person, words)
    for person in people[sharers:]:
        await person.press("Spring over")
    assert not any(words in world.channel.text for words in TEXTS)
    assert all(person.inbox.posts == 1 for person in people[:sharers]), "each sharer is asked, in private"
    assert not any(person.inbox.posts for person in people[sharers:])
    await people[0].press("Nej, behold den")
    assert TEXTS[0] not in world.channel.text


async def test_four_appear_together_without_names_times_or_order(world: World) -> None:
    *people, _mette = await opened(world, *NAMES)
    for person, words in zip(people[:4], TEXTS, strict=True):
        world.clock.now = world.clock.now.replace(minute=world.clock.now.minute + 1)
        await write(person, words)
        assert not any(one in world.channel.text for one in TEXTS), "nothing before the last one is ready"
    await people[4].press("Spring over")
    shown = world.channel.text.split("Her er det, I har delt")[1]
    assert all(words in shown for words in TEXTS)
    assert not any(name in shown for name in NAMES)
    assert not re.search(r"\d\d?[.:]\d\d|\bkl\.", shown), "no times: they would tell who wrote when"


def test_the_order_does_not_follow_who_wrote_first() -> None:
    """Over many rounds each place holds the first writer's text about equally often, and a text that is taken back
    leaves the others where they were."""
    places = [0, 0, 0, 0]
    for number in range(400):
        order = shuffled((1, 2, 3, 4), number.to_bytes(8))
        places[order.index(1)] += 1
        assert shuffled((1, 2, 4), number.to_bytes(8)) == tuple(one for one in order if one != 3)
    assert min(places) > 60, places
