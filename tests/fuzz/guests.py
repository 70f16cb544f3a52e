"""The crowd with accounts at a real door, and everything they could send there, unspoilt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.interactions import Ask
from bot.ui import Action, Form
from storage.teams import TeamStore
from tests.core.acting import action_of, good_values
from tests.core.crowd import Crowd
from tests.core.matrix import COMMANDS, ROUTES
from tests.world import Visitor


@dataclass(frozen=True, slots=True)
class Sent:
    """Something a person sends: a command (`text`), a press (with `value` from a list), or a filled-in form."""

    person: Visitor
    action: Action
    text: str = ""
    value: str = ""
    form: Form | None = None


def let_in(made: Crowd, platform: str, account: str, place: str) -> dict[str, int]:
    """Everybody gets an account on the platform, every team a place there; numbers by name and key.
    `account` and `place` are patterns of a number."""
    numbers = {name: number for number, name in enumerate(made.world.people, start=1)}
    for key, team in made.teams.items():
        numbers[key] = len(numbers) + 1
        with made.world.database.transaction() as tx:
            store = TeamStore(tx, team.tenant_id, made.world.clock.now)
            store.add_place(team.id, platform, place.format(numbers[key]))
    for name, person in made.world.people.items():
        tenant = made.teams["fremmed" if name in ("Otto", "Per", "Olaf", "Olga", "Ny i fremmed") else "broen"]
        with made.world.database.transaction() as tx:
            store = TeamStore(tx, tenant.tenant_id, made.world.clock.now)
            store.add_account(person.person_id, platform, account.format(numbers[name]), claimed=False)
    return numbers


async def everything(made: Crowd) -> list[Sent]:
    """Every command, every button and every form, from somebody who may."""
    found: list[Sent] = []
    for route, row in ROUTES.items():
        letters = row.allow.replace("*", "MF")
        for person in {
            made.roles[letters[0]].name: made.roles[letters[0]],
            "L": made.roles[letters[-1]],
        }.values():
            action = action_of(route, row, made.args(row.args), made.teams["broen"].id)
            found.append(Sent(person, action))
            if route in made.world.bot.features.forms:
                values = await good_values(person, row, action)
                if isinstance(person.last, Ask):
                    found.append(Sent(person, action, form=person.last.form.filled(values)))
    picked = Action.to("meetings/vote", made.teams["broen"].id, *made.args(("@poll", "@slot")))
    found += [Sent(made.roles["M"], picked, value=choice) for choice in ("yes", "no")]
    for name, command in COMMANDS.items():
        for text in command.texts:
            found.append(Sent(made.roles["M"], Action.to("core/run", "-", name), text=text))
    return found


def words(made: Crowd, sent: list[Sent]) -> Iterator[str]:
    """Ids and actions that a payload can be spoilt with: other teams' and other people's."""
    for key in made.objects:
        for route, row in ROUTES.items():
            yield action_of(route, row, made.args(row.args, key), made.teams[key].id).encode()
            yield f"core/form/0/{action_of(route, row, made.args(row.args, key), made.teams[key].id).encode()}"
        yield from made.objects[key].values()
    yield from (one.action.encode() for one in sent)
