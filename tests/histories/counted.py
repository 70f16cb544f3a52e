"""What is counted: votes on a meeting's times, answers to a check-in."""

from __future__ import annotations

import random
import re
from typing import Any

from sqlalchemy import func, select

from bot.interactions import Response
from bot.ui import Action, Choice
from storage.checkins import answers, rounds
from storage.meetings import MeetingStore
from storage.meetings.tables import votes
from tests.histories.pressed import Act, said
from tests.visitor import Visitor
from tests.world import World

CHOICES = ("yes", "if_needed", "no")


# ---- votes


class Poll:
    """State: every (person, time) and its one vote. Who votes sees their own votes, who looks sees the tallies."""

    def __init__(self, world: World, team_id: int, meeting_id: int, people: list[Visitor]) -> None:
        self.world, self.team_id, self.meeting_id = world, team_id, meeting_id
        self.ids = {one.name: one.person_id for one in people}
        with world.database.transaction() as tx:
            store = MeetingStore(tx, world.tenant_id, world.clock.now)
            meeting = store.meeting(team_id, meeting_id)
            assert meeting is not None
            self.slots = [slot.id for slot in store.slots(meeting)]

    def prepare(self, chance: random.Random) -> None:
        pass

    def state(self) -> frozenset[tuple[int, int, str]]:
        with self.world.database.transaction() as tx:
            found = tx.connection.execute(select(votes).where(votes.c.slot_id.in_(self.slots))).all()
        return frozenset((row.person_id, row.slot_id, row.choice) for row in found)

    def act(self, chance: random.Random) -> Act:
        who, choice = chance.choice(list(self.ids)), chance.choice(CHOICES)
        match chance.randrange(4):
            case 0:
                return Act(who, "see")
            case 1:
                return Act(who, "vote_all", (choice,))
            case _:
                return Act(who, "vote", (chance.choice(self.slots), choice))

    def action(self, act: Act) -> Action:
        return Action.to(f"meetings/{act.verb}", self.team_id, self.meeting_id, *act.args)

    def answer(self, act: Act, response: Response) -> object:
        if act.verb == "see":
            times = [line for line in said(response).splitlines() if " kl. " in line and "lukker" not in line]
            return tuple(tuple(map(int, _counts(line))) for line in times)
        card = response.card  # type: ignore[union-attr]
        return tuple(block.selected for block in card.blocks if isinstance(block, Choice))

    def apply(self, state: Any, act: Act) -> tuple[Any, object]:
        person = self.ids[act.who]
        if act.verb == "see":
            return state, tuple(
                tuple(sum((slot, choice) == one[1:] for one in state) for choice in CHOICES)
                for slot in self.slots
            )
        choice = str(act.args[-1])
        voted = self.slots if act.verb == "vote_all" else [int(act.args[0])]
        kept = {one for one in state if one[0] != person or one[1] not in voted}
        after = frozenset(kept | {(person, slot, choice) for slot in voted})
        own = {slot: choice for who, slot, choice in after if who == person}
        return after, tuple(own.get(slot) for slot in self.slots)


def _counts(line: str) -> list[str]:
    """How many yes, if needed and no a line of the poll's card tells of."""
    found = [re.search(rf"(\d+) {word}\b", line) for word in ("ja", "hvis nødvendigt", "nej")]
    return [one.group(1) if one else "0" for one in found]


# ---- answers to a check-in


class CheckIn:
    """State: what each has said. The facilitator sees how many have answered, and who needs help with what."""

    def __init__(self, world: World, team_id: int, people: list[Visitor], facilitator: str) -> None:
        self.world, self.team_id, self.facilitator = world, team_id, facilitator
        self.ids = {one.name: one.person_id for one in people}
        with world.database.transaction() as tx:
            self.round_id = int(tx.connection.execute(select(func.max(rounds.c.id))).scalar_one())

    def prepare(self, chance: random.Random) -> None:
        pass

    def state(self) -> frozenset[tuple[str, str]]:
        names = {number: name for name, number in self.ids.items()}
        with self.world.database.transaction() as tx:
            found = tx.connection.execute(select(answers).where(answers.c.round_id == self.round_id)).all()
        return frozenset((names[row.person_id], row.in_the_way or row.kind) for row in found)

    def act(self, chance: random.Random) -> Act:
        who = chance.choice(list(self.ids))
        match chance.randrange(6):
            case 0 | 1:
                return Act(self.facilitator, "read")
            case 2:
                return Act(who, "away")
            case 3:
                return Act(who, "skip")
            case _:
                return Act(who, "answer", (), (("in_the_way", f"Grund {chance.randrange(10**6)}"),))

    def action(self, act: Act) -> Action:
        if act.verb == "read":
            return Action.to("core/run", self.team_id, "tjekind")
        return Action.to(f"checkins/{act.verb}", self.team_id, self.round_id)

    def answer(self, act: Act, response: Response) -> object:
        text = said(response)
        if act.verb != "read":
            return True if re.search("Tak, dit svar|Noteret|springer over", text) else text
        count = re.search(r"(\d+) af \d+ har svaret", text)
        assert count, text
        return int(count.group(1)), frozenset(re.findall(r"(\w+): (Grund \d+)", text))

    def apply(self, state: Any, act: Act) -> tuple[Any, object]:
        if act.verb == "read":
            helps = frozenset(one for one in state if one[1].startswith("Grund"))
            return state, (len(state), helps)
        what = act.values[0][1] if act.values else {"skip": "skipped"}.get(act.verb, act.verb)
        return frozenset({one for one in state if one[0] != act.who} | {(act.who, what)}), True
