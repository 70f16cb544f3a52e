"""Each string of the corpus in the database and back, in calendars, in the stored cards' JSON, in logs, and in the
header that names a download."""

from __future__ import annotations

import io
import json
import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from icalendar import Calendar

from adapters.logs import Formatter, Redactor
from bot import card_json, ics
from bot.feature import CalendarEntry
from bot.interactions import Ask
from bot.text import clean, find_cpr
from bot.ui import TextField
from storage.files import FileStore
from tests.adapters.web.conftest import one_database as one_database
from tests.adapters.web.conftest import site as site
from tests.adapters.web.test_links import browser, issue, redeem
from tests.doors.web import WebUnderTest
from tests.security.corpus import corpus
from tests.security.life import send
from tests.security.test_chat_sinks import everywhere
from tests.world import World

FIELDS = ("done", "next_step", "in_the_way")
START = datetime(2026, 11, 17, 12, 15, tzinfo=UTC)


async def test_what_somebody_wrote_comes_back_as_it_can_be_read(world: World) -> None:
    """Each string as an answer, stored, and offered to its writer again: the original in normal form C without what
    nobody can see."""
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:00")
    world.delivers = False
    await amira.press("Svar")
    wrong = []
    for texts in _threes():
        await amira.command("tjekind")
        if not isinstance(amira.last, Ask):
            await amira.press("Ret svaret")
        await send(amira, dict(zip(FIELDS, texts, strict=False)))
        await amira.press("Ret svaret")
        assert amira.form
        shown = {one.name: one.value for one in amira.form.fields if isinstance(one, TextField)}
        for name, text in zip(FIELDS, texts, strict=False):
            if shown[name] != clean(text, max_length=3000, multiline=True):
                wrong.append((text, shown[name]))
    assert not wrong, wrong[:10]


def _threes() -> list[tuple[str, ...]]:
    texts = [text for text in corpus() if len(text) <= 500 and clean(text, max_length=500, multiline=True)]
    assert len(texts) > 500 and not any(find_cpr(text) for text in texts)
    return [texts[at : at + 3] for at in range(0, len(texts), 3)]  # type: ignore[misc]


# ---- calendars


def entry(text: str) -> CalendarEntry:
    return CalendarEntry(
        uid="meeting-1@samspil", start=START, end=START + timedelta(hours=1), title=text, place=text, about=text,
        changed_at=START,
    )  # fmt: skip


def lines_of(file: bytes) -> list[tuple[str, str]]:
    """RFC 5545 by hand, beside the library that wrote it: (name with parameters, value) of each unfolded line."""
    assert file.endswith(b"\r\n")
    raw = file.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(one) <= 75 for one in raw)
    unfolded = b"\r\n".join(raw).replace(b"\r\n ", b"").decode().split("\r\n")
    assert not any(sign in one for one in unfolded for sign in "\r\n\x0b\x0c\x85\u2028\u2029")
    return [(name, value) for name, _, value in (one.partition(":") for one in unfolded)]


def unescaped(value: str) -> str:
    found, signs = [], iter(value)
    for sign in signs:
        if sign == "\\":
            escaped = next(signs)
            found.append("\n" if escaped in "nN" else escaped)
        else:
            assert sign not in ";,", "a sign that parts values"
            found.append(sign)
    return "".join(found)


def test_a_calendar_holds_no_line_of_peoples() -> None:
    names = [name for name, _ in lines_of(ics.event_file(entry("Besøg")))]
    wrong = []
    for text in corpus():
        text = text[:500]
        line = clean(text, max_length=2000, multiline=False)
        if not line:
            continue
        file = ics.event_file(entry(text))
        said = dict(lines_of(file))
        about = clean(text, max_length=2000, multiline=True)
        [event] = Calendar.from_ical(file.decode()).walk("VEVENT")
        if (
            [name for name, _ in lines_of(file)] != names
            or (unescaped(said["SUMMARY"]), unescaped(said["LOCATION"])) != (line, line)
            or unescaped(said["DESCRIPTION"]) != about
            or str(event["SUMMARY"]) != line
        ):
            wrong.append(text)
        feed = lines_of(ics.feed(text, [entry(text)]))
        if sum(name == "BEGIN" for name, _ in feed) != 2 or unescaped(dict(feed)["NAME"]) != line:
            wrong.append(text)
    assert not wrong, wrong[:20]


# ---- what else is written


def test_a_stored_card_is_read_as_it_was_written() -> None:
    for text in corpus():
        if cleaned := clean(text, max_length=1000, multiline=True):
            card = everywhere(cleaned)
            assert card_json.loads(card_json.dumps(card)) == card
            assert "\n" not in card_json.dumps(card)


@pytest.mark.parametrize("as_json", [True, False])
def test_a_record_of_the_log_is_one_line_whatever_it_says(as_json: bool) -> None:
    formatter, stream = Formatter(Redactor(), as_json=as_json), io.StringIO()
    for text in corpus():
        record = logging.LogRecord("x", logging.WARNING, __file__, 1, "%s", (text,), None)
        record.action, record.place = "a.b", text
        line = formatter.format(record)
        assert len(line.splitlines()) == 1, repr(text)
        if as_json:
            assert json.loads(line)["message"] == text
        stream.write(line.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    assert "\x1b" not in stream.getvalue(), "nor does it colour a terminal"


async def test_a_download_has_the_name_and_no_other_header(site: WebUnderTest) -> None:
    with site.house.database.transaction() as tx:
        world = site.house.world
        sha256 = FileStore(tx, world.tenant_id, world.clock.now).keep("text/calendar", b"BEGIN:VCALENDAR")
    async with browser(site) as http:
        await redeem(http, issue(site, "Amira"))
        async with http.get(f"/files/{sha256}", params={"name": "x.ics"}) as answer:
            harmless = set(answer.headers)
        for text in corpus()[::6]:
            name = text.encode("utf-8", "replace").decode()[:200]
            async with http.get(f"/files/{sha256}", params={"name": name}) as answer:
                assert answer.status == 200, repr(name)
                assert set(answer.headers) == harmless
                start, _, named = answer.headers["Content-Disposition"].partition("''")
                assert start == "attachment; filename*=UTF-8" and unquote(named) == (name or "fil")
