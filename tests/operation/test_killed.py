"""The real process on a real file: started, used in a browser, killed, started again."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3

import pytest

from tests.operation.browser import Browser
from tests.operation.console import COURSE, Console, Running, links

STARTS_WITHIN = 60.0  # seconds; on a quiet machine it is one
STOPS_WITHIN = 5.0


def start(console: Console, *arguments: str, port: int = 0) -> Running:
    more = {"SAMSPIL_PORT": str(port)} if port else {}
    running = console.start(*(arguments or ("run",)), **more)
    running.wait_ready(STARTS_WITHIN)
    return running


async def started(console: Console, *arguments: str, port: int = 0) -> Running:
    return await asyncio.to_thread(start, console, *arguments, port=port)


def intact(console: Console, file: str = "samspil.db") -> bool:
    with sqlite3.connect(console.folder / file) as connection:
        whole: list[tuple[str]] = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return whole == [("ok",)] and not broken


@pytest.fixture
def course(console: Console) -> tuple[Console, dict[str, str]]:
    """A loaded course, and each person's link by first name."""
    told = console.run("course", "load", console.write("c.toml", COURSE))
    assert told.code == 0, told.err
    lines = [line for line in told.out.splitlines() if "/ind/" in line]
    return console, {line.split()[0]: next(links(line)) for line in lines}


def test_it_starts_says_so_and_stops(course: tuple[Console, dict[str, str]]) -> None:
    console, _ = course
    running = start(console)
    assert running.get("/healthz") == (200, {"ok": True})
    status, body = running.get("/readyz")
    assert status == 200 and body["doors"]["web"]["ready"]
    assert running.get("/metrics")[0] == 404
    assert running.get("/demo")[0] == 404, "no demo in what is real"
    assert running.stop() < STOPS_WITHIN
    assert running.process.returncode == 0
    assert "kun i browseren" in running.text and f"127.0.0.1:{running.port}" in running.text
    assert "Traceback" not in running.text


def test_only_one_runs_on_a_file(course: tuple[Console, dict[str, str]]) -> None:
    console, _ = course
    start(console)
    told = console.run("run", SAMSPIL_PORT="0")
    assert told.code == 1 and "kører allerede" in told.err
    assert console.run("db", "upgrade").code == 1
    assert console.run("check").code == 0, "looking is allowed"
    assert console.run("backup", "b.gz").code == 0


def test_a_taken_port_is_told(course: tuple[Console, dict[str, str]]) -> None:
    console, _ = course
    running = start(console)
    told = console.process("run", SAMSPIL_PORT=str(running.port), DATABASE_URL="sqlite:///other.db")
    assert told.code == 1 and "Traceback" not in told.err and str(running.port) in told.err


async def test_what_was_answered_is_kept_through_kill_9(course: tuple[Console, dict[str, str]]) -> None:
    console, link = course
    running = await started(console)
    async with Browser(running.url) as amira:
        await amira.sign_in(link["Amira"])
        await amira.open("/")
        for round_, language in enumerate(("en", "da", "en")):
            await amira.send("/command", command=f"/samspil sprog {language}")
            assert amira.status == 200
            running.stop(signal.SIGKILL)
            assert intact(console), f"after kill {round_}"
            running = await started(console, port=running.port)
            await amira.open("/")
            assert amira.status == 200, "still signed in"
            html = amira.page.first("html")
            assert html is not None and html.attrs["lang"] == language
        await amira.open(link["Amira"][link["Amira"].index("/ind/") :])
        await amira.send("/ind")
        assert amira.status in (403, 404, 410), "the link is used up, also after a restart"
    assert running.stop() < STOPS_WITHIN


async def test_killed_at_any_moment_nothing_is_half_saved(console: Console) -> None:
    """The demo is killed while days pass in it; each day's cards come once, and in the end all are there."""
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    running = await started(console, "demo")
    async with Browser(running.url) as visitor:
        await visitor.open("/demo")
        await visitor.send("/demo/person", person="1/1")
        for _ in range(4):
            await visitor.open("/rum/1")
            passing = asyncio.create_task(visitor.send("/demo/time", forward="day"))
            await asyncio.sleep(chance.random() * 0.3)
            running.stop(signal.SIGKILL)
            await asyncio.gather(passing, return_exceptions=True)
            assert intact(console, "samspil-demo.db"), f"seed {seed}"
            running = await started(console, "demo", port=running.port)
        await visitor.open("/rum/1")
        await visitor.send("/demo/time", forward="day")
        await visitor.open("/rum/1")
        assert visitor.count("Hej, jeg er Samspil") == 1, f"seed {seed}"
        for _ in range(3):
            await visitor.send("/demo/time", forward="day")
            await visitor.open("/rum/1")
        assert visitor.count("Åbent til") <= 1 and visitor.sees("Tjek-ind"), f"seed {seed}"
    assert running.stop() < STOPS_WITHIN


async def test_the_demo_goes_on_where_it_was(console: Console) -> None:
    running = await started(console, "demo")
    assert "/demo" in running.text
    async with Browser(running.url) as visitor:
        await visitor.open("/demo")
        await visitor.send("/demo/person", person="1/1")
        await visitor.open("/rum/1")
        await visitor.send("/demo/time", forward="due")
        await visitor.open("/rum/1")
        before = demo_clock(visitor)
        running.stop()
        running = await started(console, "demo", port=running.port)
        await visitor.open("/rum/1")
        assert demo_clock(visitor) == before
    running.stop()


def demo_clock(visitor: Browser) -> str:
    clock = visitor.page.first("p", class_="demo-clock")
    assert clock is not None
    return clock.text


def test_a_demo_is_not_for_real_use_and_can_begin_anew(console: Console) -> None:
    start(console, "demo").stop()
    demo = {"DATABASE_URL": "sqlite:///samspil-demo.db"}
    for command in (["run"], ["course", "load", console.write("c.toml", COURSE)]):
        told = console.run(*command, **demo)
        assert told.code == 1 and "samspil demo" in told.err
    start(console, "demo", "--fresh").stop()
