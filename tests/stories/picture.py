"""What stands in a town at one moment: every message, every page, every row; and what the budget counts."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.health import door_states
from storage.inbox import DRAFT_KEPT, drafts, inbox
from storage.outbox.tables import outbox
from storage.tables import metadata
from storage.web import inboxes, sessions
from tests.doors.web import WebVisitor

if TYPE_CHECKING:
    from tests.fakes.discord.world import Message
    from tests.fakes.slack.state import Shown
    from tests.stories.people import Visitor
    from tests.stories.town import Town

ZONE = ZoneInfo("Europe/Copenhagen")
NOT_THE_TEAMS = {
    door_states,
    inbox,
    inboxes,
    sessions,
}  # the process's own report, delivery ids, when somebody looked
Picture = dict[str, Any]


async def of(town: Town) -> Picture:
    """Everything, by name."""
    found: Picture = {f"table {name}": rows for name, rows in _rows(town).items()}
    if town.slack is not None:
        for shown in town.slack.workspace.shown:
            found[f"slack {shown.channel} {shown.ts}"] = (
                shown.only_for,
                shown.blocks,
                shown.text,
                shown.edits,
            )
    if town.discord is not None:
        for message in town.discord.world.messages.values():
            found[f"discord {message.id}"] = (
                message.only_for,
                message.deleted,
                message.components,
                message.edits,
            )
    browsers = [one for one in town.people.values() if isinstance(one.visitor, WebVisitor)]
    for one in browsers:
        found[f"web inbox of {one.name}"] = await _feed(one.visitor, "/indbakke")
    for one in browsers[:1]:  # the room is the same for all
        found["web room"] = await _feed(one.visitor, town.web.room)
    return found


async def _feed(visitor: Visitor, path: str) -> str:
    """The cards of a page as they are written, without what is new on every page: tokens in hidden fields."""
    assert isinstance(visitor, WebVisitor)
    async with visitor.http.get(path) as response:
        assert response.status == 200, f"{path}: {response.status}"
        _, found, feed = (await response.text()).partition('id="feed"')
    assert found or path == "/indbakke", f"no cards in {path}"
    return re.sub(r'<input type="hidden"[^>]*>', "", feed.partition("</main>")[0])


def _rows(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows as they are stored, without drafts that have run out: a start tidies them away."""
    fresh = drafts.c.saved_at >= town.now() - DRAFT_KEPT + timedelta(minutes=1)
    found = {}
    with town.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table is drafts:
                rows = connection.execute(select(table).where(fresh)).all()
            elif table in NOT_THE_TEAMS:
                continue
            else:
                rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


# ---- once each


def check_once_each(town: Town) -> None:
    """Nothing lost: every post that was wanted is on show, in its newest version. Nothing doubled: each is
    there once, and there is none that was not wanted."""
    with town.database.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.card.is_not(None))).all()
    wanted: Counter[str] = Counter()
    for row in rows:
        waiting = row.state == "due" and row.next_at is not None and row.next_at > town.now()
        if row.state == "expired" or waiting:
            continue
        assert (row.state, row.shown_version) == ("sent", row.version), (
            f"not on show: {row.platform} {row.key}"
        )
        wanted[row.platform] += 1
    for name, marks in (("slack", _slack_marks(town)), ("discord", _discord_marks(town))):
        doubled = [mark for mark, times in Counter(marks).items() if times > 1]
        assert not doubled, f"posted twice on {name}: {doubled}"
        assert len(marks) == wanted[name], f"{name} shows {len(marks)} posts, {wanted[name]} are wanted"


def _slack_marks(town: Town) -> list[tuple[str, str]]:
    """(conversation, mark) of every post; answers that ride on somebody's own press have no mark."""
    return [(one.channel, str((one.metadata or {})["event_payload"]["key"])) for one in slack_posts(town)]


def _discord_marks(town: Town) -> list[tuple[int, str | None]]:
    return [(one.channel.id, one.nonce) for one in discord_posts(town)]


def slack_posts(town: Town) -> list[Shown]:
    """Messages of the bot's own, in channels and in private; not its answers, nor files put under a card."""
    shown = town.slack.workspace.shown if town.slack is not None else []
    return [one for one in shown if one.metadata and not one.only_for]


def discord_posts(town: Town) -> list[Message]:
    messages = town.discord.world.messages.values() if town.discord is not None else []
    return [one for one in messages if not one.deleted and one.only_for is None and one.interaction is None]


# ---- the noise budget


def posts_by_week(town: Town) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]:
    """How many posts (ISO week, place) got: the team's places, and people in private. Answers to somebody's
    own press are none."""
    team: Counter[tuple[int, str]] = Counter()
    private: Counter[tuple[int, str]] = Counter()
    with town.database.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.sent_at.is_not(None))).all()
    for row in rows:
        week = row.sent_at.astimezone(ZONE).isocalendar().week
        counted = team if row.person_id is None else private
        counted[week, f"{row.platform} {row.value}"] += 1
    return team, private


def meeting_posts(town: Town) -> int:
    """The most that the one meeting has posted in any of the team's places."""
    with town.database.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.person_id.is_(None))).all()
    places = Counter(row.platform for row in rows if row.key.startswith("meetings/") and row.ref)
    return max(places.values())
