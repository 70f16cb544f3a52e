"""/healthz, /readyz and /metrics: what is wrong, and nothing about people."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.door import DoorState
from adapters.operation import Watch, routes
from bot.registry import Features
from storage.database import Database
from storage.outbox import OutboxStore
from storage.schedules import ScheduleStore
from tests.fakes.chat import FakeChat
from tests.operation.test_process import ChatDoor
from tests.world import World

Client = TestClient[web.Request, web.Application]


class Site:
    """The operator's pages for a team whose names are canaries."""

    def __init__(self, database: Database, features: Features) -> None:
        self.world = World(database, features, "2026-11-09 12:00")
        self.world.make_team("Kanariefugl", facilitator="Kanarie")
        self.database = database
        self.watch = Watch(database, self.world.clock)
        self.door = ChatDoor(FakeChat())
        self.door.now = DoorState(True, self.now)
        self.watch.doors["chat"] = self.door

    @property
    def now(self) -> datetime:
        return self.world.clock.now

    def ago(self, **time: float) -> datetime:
        return self.now - timedelta(**time)

    def want(self, due_at: datetime) -> None:
        with self.database.transaction() as tx:
            OutboxStore(tx, self.world.tenant_id, self.now).want(
                "chat", "c-broen", f"k{due_at}", "{}", language="da", team_id=None, person_id=None, week=1,
                counts=False, due_at=due_at, expires_at=self.now + timedelta(days=1),
            )  # fmt: skip


@pytest.fixture
def site(database: Database, features: Features) -> Site:
    return Site(database, features)


@pytest.fixture
async def client(site: Site) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(routes(site.watch, metrics=True))
    async with TestClient(TestServer(app)) as one:
        yield one


async def ask(client: Client, path: str) -> tuple[int, dict[str, object]]:
    async with client.get(path) as answer:
        return answer.status, await answer.json()


async def test_all_is_well(client: Client) -> None:
    assert await ask(client, "/healthz") == (200, {"ok": True})
    status, body = await ask(client, "/readyz")
    assert (status, body["ready"], body["problems"]) == (200, True, [])


async def test_a_database_that_does_not_answer(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OSError("no database")

    monkeypatch.setattr(site.watch, "_in_transaction", gone)
    assert await ask(client, "/healthz") == (503, {"ok": False})
    status, body = await ask(client, "/readyz")
    assert status == 503 and body["problems"] == [{"what": "database", "reason": "no answer"}]


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 503)])
async def test_a_door_may_be_down_for_ten_minutes(
    client: Client, site: Site, minutes: int, status: int
) -> None:
    site.door.now = DoorState(False, site.ago(minutes=minutes), "token_revoked")
    got, body = await ask(client, "/readyz")
    assert got == status
    if status == 503:
        since = site.ago(minutes=minutes).isoformat()
        problem = {"what": "door", "which": "chat", "since": since, "reason": "token_revoked"}
        assert body["problems"] == [problem]
    assert await ask(client, "/healthz") == (200, {"ok": True}), "restarting would not help"


async def test_a_standby_is_ready(client: Client, site: Site) -> None:
    site.door.now = DoorState(False, site.ago(hours=3), "connecting")
    site.watch.waiting_for_lead["chat"] = lambda: True
    assert (await ask(client, "/readyz"))[0] == 200


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 503)])
async def test_a_post_may_be_late_by_fifteen_minutes(
    client: Client, site: Site, minutes: int, status: int
) -> None:
    site.want(site.ago(minutes=minutes))
    site.want(site.now + timedelta(hours=1))
    got, body = await ask(client, "/readyz")
    assert got == status
    if status == 503:
        assert [one["what"] for one in body["problems"]] == ["post"]  # type: ignore[attr-defined]


async def test_late_work_of_the_clock(client: Client, site: Site) -> None:
    with site.database.transaction() as tx:
        ScheduleStore(tx, site.world.tenant_id, site.now).put_at("x/y", "k", site.ago(minutes=20), (), None)
    status, body = await ask(client, "/readyz")
    assert status == 503 and [one["what"] for one in body["problems"]] == ["work"]  # type: ignore[attr-defined]


async def test_metrics_are_prometheus_text_without_people(client: Client, site: Site) -> None:
    site.want(site.ago(minutes=5))
    async with client.get("/metrics") as answer:
        text = await answer.text()
    assert answer.status == 200 and answer.content_type == "text/plain"
    line = re.compile(r'samspil_\w+(\{\w+="[\w.]+"\})? -?[\d.e+-]+')
    for one in text.splitlines():
        assert one.startswith("# ") or line.fullmatch(one), one
    assert 'samspil_door_ready{door="chat"} 1' in text and "samspil_posts_waiting 1" in text
    assert "samspil_oldest_post_seconds 300" in text
    assert "anarie" not in text


async def test_metrics_are_off_unless_asked_for(site: Site) -> None:
    app = web.Application()
    app.add_routes(routes(site.watch, metrics=False))
    async with TestClient(TestServer(app)) as client, client.get("/metrics") as answer:
        assert answer.status == 404
