"""What only one can get, or decide: roles, a swap, and whose an account is."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from bot.interactions import Response
from bot.roles import lineup as ends
from bot.roles import lineups, rules
from bot.roles.history import History, Role
from bot.roles.lineup import Lineup
from bot.ui import Action
from storage.meetings import MeetingStore
from storage.roles import RoleStore, SwapState, swaps
from storage.teams.tables import accounts, claims
from tests.histories.pressed import Act, said
from tests.visitor import Visitor
from tests.world import World


@dataclass(frozen=True, slots=True)
class Roles:
    lineup: Lineup
    swap: ends.Swap | None
    swap_state: str


class Seats:
    """State: the line-up, and one swap that was asked for before. The rules are the product's own, which know
    nothing of each other's haste."""

    def __init__(self, world: World, team_id: int, meeting_id: int, people: list[Visitor]) -> None:
        self.world, self.team_id, self.meeting_id = world, team_id, meeting_id
        self.ids = {one.name: one.person_id for one in people}
        self.names = {number: name for name, number in self.ids.items()}
        self.swap_id = 0
        lineup, self.past, _ = self._loaded()
        self.roles = [seat.role for seat in lineup.seats]

    def _loaded(self) -> tuple[Lineup, History, Any]:
        world = self.world
        assert world.team is not None
        with world.database.transaction() as tx:
            ctx = world.context(tx, world.team)
            meeting = ctx.store(MeetingStore).meeting(self.team_id, self.meeting_id)
            assert meeting is not None
            lineup = lineups.load(ctx, meeting)
            assert lineup is not None
            asked = ctx.store(RoleStore).swap(self.meeting_id, self.swap_id)
            return lineup, lineups.history_of(ctx, but=self.meeting_id), asked

    def prepare(self, chance: random.Random) -> None:
        """Nobody has said no yet, some roles are free, and one has asked another to swap."""
        world = self.world
        with world.database.transaction() as tx:
            store = RoleStore(tx, world.tenant_id, world.clock.now)
            tx.connection.execute(swaps.delete())
            tx.connection.exec_driver_sql("DELETE FROM role_decline")
            lineup = [(role, chance.choice([None, *self.names]), False) for role in self.roles]
            store.save(self.meeting_id, lineup)
            held = [(role, person) for role, person, _ in lineup if person is not None]
            self.swap_id = 0
            if held:
                role, asker = chance.choice(held)
                other = chance.choice([person for person in self.names if person != asker])
                theirs = next((role for role, person in held if person == other), "")
                self.swap_id = store.ask_swap(self.meeting_id, Role(role), asker, other, theirs).id

    def state(self) -> Roles:
        lineup, _, asked = self._loaded()
        if asked is None:
            return Roles(lineup, None, "")
        in_return = Role(asked.in_return) if asked.in_return else None
        swap = ends.Swap(Role(asked.role), asked.asker_id, asked.other_id, in_return)
        return Roles(lineup, swap, asked.state.value)

    def act(self, chance: random.Random) -> Act:
        who, role = chance.choice(list(self.ids)), chance.choice(self.roles)
        verb = chance.choice(("take", "take", "decline", "decline", "fine", "answer"))
        if verb == "fine":
            return Act(who, verb)
        if verb == "answer" and self.swap_id:
            return Act(who, verb, (self.swap_id, chance.choice(("yes", "yes", "no"))))
        return Act(who, verb if verb != "answer" else "take", (role,))

    def action(self, act: Act) -> Action:
        return Action.to(f"roles/{act.verb}", self.team_id, self.meeting_id, *act.args)

    def answer(self, act: Act, response: Response) -> object:
        text = said(response)
        for known in ("netop taget", "er fri, og", "ikke længere", "ingen rolle denne gang", "allerede svaret",
                      "ændret siden, så", "som de var", "ikke finde"):  # fmt: skip
            if known in text:
                return known
        passed = re.search(r"Jeg har spurgt (\w+) i stedet", text)
        if passed:
            return "passed", passed.group(1)
        return "accepted" if text.startswith("Tak, du er") else text

    def apply(self, state: Any, act: Act) -> tuple[Any, object]:
        person, lineup = self.ids[act.who], state.lineup
        match act.verb:
            case "take":
                found: Any = rules.take(lineup, Role(str(act.args[0])), person)
            case "decline":
                found = rules.decline(lineup, Role(str(act.args[0])), person, self.past)
            case "fine":
                found = rules.accept(lineup, person)
            case _:
                return self._answered(state, person, yes=act.args[1] == "yes")
        match found:
            case ends.Taken(after) | ends.Accepted(after):
                return self._settled(state, after), "accepted"
            case ends.Passed(after, _, to):
                return self._settled(state, after), ("passed", self.names[to])
            case ends.LeftVacant(after, _):
                return self._settled(state, after), "er fri, og"
            case ends.NoRole():
                return state, "ingen rolle denne gang"
            case _:
                return state, "netop taget" if act.verb == "take" else "ikke længere"

    def _answered(self, state: Roles, person: int, *, yes: bool) -> tuple[Roles, object]:
        swap = state.swap
        assert swap is not None
        if person != swap.other:
            return state, "ikke finde"
        if state.swap_state != SwapState.open:
            return state, "allerede svaret"
        match rules.answer_swap(state.lineup, swap, person, yes):
            case ends.Swapped(after):
                told = "accepted" if after.roles_of(person) else "ingen rolle denne gang"
                return Roles(after, swap, "done"), told
            case ends.Refused():
                return replace(state, swap_state="refused"), "som de var"
            case _:
                return replace(state, swap_state="outdated"), "ændret siden, så"

    def _settled(self, state: Roles, after: Lineup) -> Roles:
        """A swap that the new line-up makes impossible is over."""
        swap, swap_state = state.swap, state.swap_state
        if swap is not None and swap_state == SwapState.open:
            possible = isinstance(rules.answer_swap(after, swap, swap.other, yes=True), ends.Swapped)
            swap_state = swap_state if possible else "outdated"
        return Roles(after, swap, swap_state)


# ---- who is who


# What must be said of a claim for the press to count, and what is said of it afterwards.
BECOMES = {"confirm": ("waiting", "done"), "refuse": ("waiting", "refused"), "undo": ("done", "undone")}


class Membership:
    """State: an account's claim to be a member, and whether it is theirs."""

    def __init__(self, world: World, team_id: int, member: Visitor, facilitator: str) -> None:
        self.world, self.team_id, self.member, self.facilitator = world, team_id, member, facilitator
        with world.database.transaction() as tx:
            self.claim_id = int(
                tx.connection.execute(
                    claims.insert()
                    .values(
                        tenant_id=world.tenant_id, team_id=team_id, person_id=member.person_id, platform="other",
                        value="u-new", account_name="New", state="waiting", asked=True, claimed_at=world.clock.now,
                    )
                    .returning(claims.c.id)
                ).scalar_one()
            )  # fmt: skip

    def prepare(self, chance: random.Random) -> None:
        with self.world.database.transaction() as tx:
            tx.connection.execute(accounts.delete().where(accounts.c.platform == "other"))
            tx.connection.execute(claims.update().values(state="waiting"))

    def state(self) -> tuple[str, bool]:
        with self.world.database.transaction() as tx:
            state = str(tx.connection.execute(select(claims.c.state)).scalar_one())
            theirs = tx.connection.execute(select(accounts.c.id).where(accounts.c.platform == "other")).all()
        return state, bool(theirs)

    def act(self, chance: random.Random) -> Act:
        verb = chance.choice(("confirm", "confirm", "refuse", "undo"))
        who = self.facilitator if verb == "undo" else chance.choice((self.facilitator, self.member.name))
        return Act(who, verb)

    def action(self, act: Act) -> Action:
        return Action.to(f"teams/{act.verb}", self.team_id, self.claim_id)

    def answer(self, act: Act, response: Response) -> object:
        text = said(response)
        if "Det er der allerede svaret på" in text:
            return "already"
        return "done" if re.search("New|er nu også kendt på|er ikke", text) else text

    def apply(self, state: Any, act: Act) -> tuple[Any, object]:
        before, after = BECOMES[act.verb]
        return ((after, after == "done"), "done") if state[0] == before else (state, "already")
