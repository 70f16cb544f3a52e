"""Pressing, sending and commanding as anybody, and what came of it: the answer in words, and the rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Dialect, select

from bot.errors import NotAllowed, NotFound, Outdated
from bot.interactions import Ask, Reject, Replace, Reply, Response
from bot.ui import Action, Values
from storage.database import Database
from storage.tables import metadata
from tests.core.crowd import Crowd, as_opened, send
from tests.core.matrix import Row
from tests.visitor import Visitor, text_of

# What every interaction may touch: repeats, one's own drafts, the first-use notice, attempts with codes.
BESIDE = {"inbox", "draft", "person", "start_attempt"}
BESIDE_COLUMNS = {("membership", "last_here")}  # of one's own
DENIALS = (NotFound.message, NotAllowed.message)
WHO_ARE_YOU = ("Hvem er du på", "Vi kender ikke hinanden endnu")


def said(response: Response) -> str:
    match response:
        case Reply(card) | Replace(card):
            return text_of(card)
        case Ask(form):
            return f"a form: {form.title}"
        case Reject(form):
            return f"refused: {form.errors}"
        case other:
            return type(other).__name__


def denied(answer: str) -> bool:
    """No business here: told so, or asked who they are."""
    return any(denial in answer for denial in (*DENIALS, *WHO_ARE_YOU))


def went_wrong(answer: str) -> bool:
    return denied(answer) or Outdated.message in answer or answer.startswith(("refused", "Det gik ikke"))


def rows_of(database: Database, tenant_id: int | None = None) -> dict[str, list[str]]:
    """Every row (of one tenant) as it is stored, but for what anybody's knock on the door may leave."""
    with database.transaction() as tx:
        read: Any = tx.connection.connection.driver_connection
        return {
            name: sorted(map(repr, read.execute(query).fetchall()))
            for name, query in _queries(database.engine.dialect, tenant_id).items()
        }


@cache
def _queries(dialect: Dialect, tenant_id: int | None) -> dict[str, str]:
    """By table, for the driver itself: there are many, they are asked thousands of times, and to make values of
    what is only compared would take most of the time."""
    found = {}
    for table in metadata.sorted_tables:
        if table.name not in BESIDE and (tenant_id is None or "tenant_id" in table.c):
            query = select(*(one for one in table.c if (table.name, one.name) not in BESIDE_COLUMNS))
            query = query if tenant_id is None else query.where(table.c.tenant_id == tenant_id)
            found[table.name] = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    return found


def action_of(route: str, row: Row, args: tuple[str, ...], team_id: int | str) -> Action:
    return Action(route, (str(team_id), *args) if row.of_team else args)


def ways(made: Crowd, route: str, row: Row) -> Iterator[str]:
    """How a route can be come at: pressed, sent (a form), opened at a page (a form)."""
    yield "press"
    if route in made.world.bot.features.forms:
        yield "send"
        yield "open"


async def come_at(person: Visitor, way: str, action: Action, values: Values) -> str:
    """What the person is told."""
    if way == "send":
        await send(person, action, values)
    elif way == "open":
        await person.press_action(Action("core/form", ("0", *action.route.split("/"), *action.args)))
    else:
        await person.press_action(action)
    return said(person.last)


async def good_values(person: Visitor, row: Row, action: Action) -> Values:
    """What somebody who may sends: the form as it is opened for them, with the row's values in it."""
    await person.press_action(action)
    opened = as_opened(person.last.form) if isinstance(person.last, Ask) else {}
    return {**opened, **{name: value for name, value in row.values.items() if not opened or name in opened}}
