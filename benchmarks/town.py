"""Many teams in one Slack workspace, with open check-in rounds that every press of theirs answers for the first
time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote_plus

from adapters.slack import render
from benchmarks.slack_at_once import WORKSPACE
from benchmarks.team import Instantly
from bot.delivery import Delivery
from bot.features import FEATURES
from bot.interactions import Address
from bot.ui import Card
from storage.checkins import CheckinStore, answers
from storage.database import Database
from storage.teams import Team, TeamStore
from tests.world import World

MEMBERS = 5
CLOSES_AFTER = timedelta(days=4)
USER, ROUND, TRIGGER = "U0WHO", "4242424242", "7.7.7"  # what is put in the place of in a payload


@dataclass(frozen=True, slots=True)
class Press:
    """*Jeg er væk i denne uge*, by this person in this round."""

    team: int  # index
    person_id: int
    account: str
    round_id: int


class _InSlack(Instantly):
    """Takes a message as Slack does: its reference is a channel and a stamp."""

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        await super().send(to, card, key=key)
        return f"{to.value.split('/')[1]}/{self.calls}.000100"


class Town:
    """Teams of five, made at `start` (now, if not given), and with `teams_each` a facilitator for each so many."""

    def __init__(
        self, database: Database, teams: int, *, start: datetime | None = None, teams_each: int = 0
    ) -> None:
        self.world = World(database, FEATURES)
        self.world.clock.now = start or datetime.now(UTC)
        self._teams_each = teams_each
        self.database = database
        self._people: list[list[tuple[int, str]]] = []  # (person, account) by team
        self.teams = [self._team(number) for number in range(teams)]
        self._bodies: list[str] = []

    def _team(self, number: int) -> Team:
        today = self.world.clock.now.date()
        names = [f"Amira {number}-{n}" for n in range(MEMBERS)]
        facilitator = f"Mette {number // self._teams_each}" if self._teams_each else ""
        ends = today + timedelta(days=300)
        visitors = self.world.make_team(
            *names, facilitator=facilitator, key=f"t{number}", starts=str(today), ends=str(ends)
        )
        with self.database.transaction() as tx:
            store = TeamStore(tx, self.world.tenant_id, self.world.clock.now)
            team = store.team(number + 1)
            assert team is not None
            store.end_place("chat", f"c-t{number}")
            store.add_place(team.id, "slack", f"{WORKSPACE}/C{number}")
            for visitor in visitors:
                account = f"U{visitor.person_id}X"
                store.remove_account(visitor.person_id, "chat", visitor.account)
                store.add_account(visitor.person_id, "slack", f"{WORKSPACE}/{account}", claimed=False)
        people = [(one.person_id, f"U{one.person_id}X") for one in visitors[:MEMBERS]]
        self._people.append(people)
        return team

    async def open_rounds(self, presses: int, response_url: str) -> Iterator[Press]:
        """So many rounds, their cards on show, that there is a first answer for each press. A team answers one
        round, then other teams theirs, and then it answers its next."""
        per_team = -(-presses // (MEMBERS * len(self.teams)))
        rounds = [await self.database.run(self._open, team, per_team) for team in self.teams]
        await Delivery(self.world.bot, {"slack": _InSlack()}).drain()
        self._bodies = [
            await self.database.run(self._body, n, rounds[n][0], response_url) for n in range(len(self.teams))
        ]
        found = (
            Press(team, person_id, account, rounds[team][number])
            for number in range(per_team)
            for team, people in enumerate(self._people)
            for person_id, account in people
        )
        return itertools.islice(found, presses)

    def _open(self, team: Team, count: int) -> list[int]:
        opened = []
        with self.database.transaction() as tx:
            ctx = self.world.context(tx, team)
            store = ctx.store(CheckinStore)
            closes_at = ctx.now + CLOSES_AFTER
            for number in range(count):
                day = date(2020, 1, 1) + timedelta(days=number)
                round_ = store.ensure_round(team.id, day, ctx.now, closes_at)
                store.mark_opened(round_.id)
                ctx.post(team, f"checkins/round/{round_.id}", expires=closes_at, free=True)
                opened.append(round_.id)
        return opened

    def _body(self, number: int, round_id: int, response_url: str) -> str:
        """`block_actions` as Slack sends it for the team's card, form-encoded; who and which round are put in."""
        team = self.teams[number]
        with self.database.transaction() as tx:
            card = self.world.context(tx, team).render(f"checkins/round/{round_id}")
        assert card is not None
        text = {"type": "plain_text", "text": "Jeg er væk i denne uge", "emoji": False}
        payload = {
            "type": "block_actions",
            "api_app_id": "A0APP",
            "team": {"id": WORKSPACE, "domain": "example"},
            "user": {"id": USER, "username": "amira", "name": "amira", "team_id": WORKSPACE},
            "trigger_id": TRIGGER,
            "container": {"type": "message", "message_ts": "1.1", "channel_id": f"C{number}"},
            "channel": {"id": f"C{number}", "name": "team"},
            "message": {
                "type": "message",
                "user": "UBOT",
                "bot_id": "BBOT",
                "ts": "1.1",
                **render.message(card),
            },
            "state": {"values": {}},
            "response_url": response_url,
            "actions": [
                {
                    "type": "button",
                    "action_id": f"checkins/away/{team.id}/{ROUND}",
                    "block_id": "b1",
                    "text": text,
                    "action_ts": "1.1",
                }
            ],
        }
        return f"payload={quote_plus(json.dumps(payload))}"

    def body(self, press: Press, number: int) -> bytes:
        """The press as Slack sends it; `number` makes it a delivery of its own."""
        body = self._bodies[press.team].replace(USER, press.account).replace(ROUND, str(press.round_id))
        return body.replace(TRIGGER, f"{number}.1.1").encode()

    def lost(self, told: list[Press]) -> int:
        """How many of the presses that were acknowledged are not stored."""
        with self.database.transaction() as tx:
            rows = tx.connection.execute(answers.select())
            stored = {(row.person_id, row.round_id) for row in rows}
        return sum((press.person_id, press.round_id) not in stored for press in told)
