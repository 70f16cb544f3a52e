"""Logs: no secrets, no people's text, also not in tracebacks or in what libraries say."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator

import pytest
from aiohttp import web

from adapters import logs
from storage.database import Database
from storage.teams.tables import organisations

CANARY = "Ali er ked af det"
OWN_SECRET = "a secret of this installation"
TOKENS = [
    "xoxb-1234-5678-canary",
    "xapp-1-A0-123-canary",
    "MTAxMDEwMTAxMDEwMTAxMDEw.GabcDE.canarycanarycanarycanarycanary",
    "postgresql://samspil:canary@localhost/samspil",
    "Authorization: Bearer canarycanarycanary",
    "GET https://samspil.example/kalender/canarycanarycanarycanary.ics",
    "POST https://samspil.example/ind/canarycanarycanarycanary",
    "https://hooks.slack.com/actions/T0/1/canary",
    "https://discord.com/api/webhooks/123/canarycanary",
]


@pytest.fixture(params=["json", "text"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the log holds, once configured as `samspil run` does."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure(as_json=request.param == "json", secrets=(OWN_SECRET,), stream=stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    logging.captureWarnings(False)


@pytest.mark.parametrize("token", TOKENS)
def test_tokens_are_hidden_wherever_they_stand(written: io.StringIO, token: str) -> None:
    log = logging.getLogger("some.library")
    log.error("it failed: %s", token, extra={"url": token})
    log.error(token)
    assert "it failed" in written.getvalue()
    assert "canary" not in written.getvalue()


def test_this_installations_own_secrets_are_hidden(written: io.StringIO) -> None:
    logging.getLogger("x").error("sent %s", OWN_SECRET)
    assert OWN_SECRET not in written.getvalue()


def test_peoples_text_in_an_error_stays_out_of_the_traceback(written: io.StringIO) -> None:
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error
    except KeyError:
        logging.getLogger("bot.app").exception("interaction failed", extra={"action": "checkins/answer"})
    text = written.getvalue()
    assert CANARY not in text
    assert "ValueError" in text and "KeyError" in text and "test_logs.py" in text, "it still says where"
    assert "checkins/answer" in text


def test_a_failed_statement_does_not_show_its_row(written: io.StringIO, database: Database) -> None:
    try:
        with database.transaction() as tx:
            for _ in range(2):
                tx.connection.execute(organisations.insert().values(key=CANARY, name=CANARY))
    except Exception:
        logging.getLogger("storage").exception("not saved")
    text = written.getvalue()
    assert ("IntegrityError" in text and "uq_organisation_key" in text) or "organisation.key" in text
    assert CANARY not in text


async def test_the_loops_own_report_does_not_quote_the_task(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.log_loop_error)

    async def fail() -> None:
        raise ValueError(CANARY)

    task = asyncio.create_task(fail())
    await asyncio.wait((task,))
    del task
    loop.call_soon(lambda: None)
    await asyncio.sleep(0)
    gc.collect()
    await asyncio.sleep(0)
    assert "loop.error" in written.getvalue() and "ValueError" in written.getvalue()
    assert CANARY not in written.getvalue()


@pytest.mark.parametrize("name", ["slack_sdk.web", "discord.gateway", "aiohttp.access"])
def test_clients_do_not_log_payloads(written: io.StringIO, name: str) -> None:
    log = logging.getLogger(name)
    log.debug("payload: %s", CANARY)
    log.info("payload: %s", CANARY)
    assert CANARY not in written.getvalue()


def test_a_line_has_its_facts(written: io.StringIO) -> None:
    logging.getLogger("adapters.process").info("running", extra={"action": "process.up", "doors": "web"})
    line = written.getvalue().splitlines()[-1]
    if line.startswith("{"):
        body = json.loads(line)
        assert (body["action"], body["level"], body["doors"]) == ("process.up", "info", "web")
    else:
        assert "process.up: running doors=web" in line


async def test_what_is_no_http_is_not_quoted(written: io.StringIO) -> None:
    """Anybody can send anything to the port, parts of somebody's cookie too."""
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET / HTTP/1.1\r\nCookie: {CANARY}\r\n {CANARY}\x00: x\r\n\r\n".encode())
    assert b"400" in await reader.readline()
    writer.close()
    await runner.cleanup()
    assert CANARY not in written.getvalue()
