"""The crowd with accounts at a real door, and everything they could send there, unspoilt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.interactions import Ask
from bot.ui import Action, ChoicesField, Form, Values
from storage.teams import TeamStore
from storage.teams.tables import people
from tests.core.acting import action_of, good_values
from tests.core.crowd import Crowd
from tests.core.matrix import COMMANDS, ROUTES
from tests.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Sent:
    """Something a person sends: a command (`text`), a press (with `value` from a list), or a filled-in form."""

    person: Visitor
    action: Action
    text: str = ""
    value: str = ""
    form: Form | None = None


def let_in(made: Crowd, platform: str, account: Callable[[str], str], place: Callable[[str], str]) -> None:
    """Everybody gets an account on the platform, every team a place there: by name, and by the team's key."""
    world, now = made.world, made.world.clock.now
    with world.database.transaction() as tx:
        for key, team in made.teams.items():
            TeamStore(tx, team.tenant_id, now).add_place(team.id, platform, place(key))
        for row in tx.connection.execute(people.select()):
            if row.name in world.people:
                TeamStore(tx, row.tenant_id, now).add_account(
                    row.id, platform, account(row.name), claimed=False
                )


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
                    found.append(Sent(person, action, form=picked(person.last.form.filled(values))))
    vote = Action.to("meetings/vote", made.teams["broen"].id, *made.args(("@poll", "@slot")))
    found += [Sent(made.roles["M"], vote, value=choice) for choice in ("yes", "no")]
    for name, command in COMMANDS.items():
        for text in command.texts:
            found.append(Sent(made.roles["M"], Action.to("core/run", "-", name), text=text))
    return found


def picked(form: Form) -> Form:
    """Where something must be picked and nothing is, the first is."""
    first: Values = {
        one.name: (one.options[0].value,)
        for one in form.fields
        if isinstance(one, ChoicesField) and one.required and not one.value
    }
    return form.filled(first)


def words(made: Crowd, sent: list[Sent]) -> Iterator[str]:
    """Ids and actions that a payload can be spoilt with: other teams' and other people's."""
    for key in made.objects:
        for route, row in ROUTES.items():
            yield action_of(route, row, made.args(row.args, key), made.teams[key].id).encode()
            yield f"core/form/0/{action_of(route, row, made.args(row.args, key), made.teams[key].id).encode()}"
        yield from made.objects[key].values()
    yield from (one.action.encode() for one in sent)
