"""What keeps others out: hosts, headers, CSRF, other teams' rooms; and that nothing typed is lost on the way."""

from __future__ import annotations

import logging

import aiohttp
import pytest

from tests.adapters.web.test_links import browser, issue, redeem
from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebUnderTest, WebVisitor
from tests.world import World

TYPED = "Ringe til foreningen i morgen"


def visitor(site: WebUnderTest, name: str = "Amira") -> WebVisitor:
    return site.visitor(name)


async def command_form(http: aiohttp.ClientSession, path: str) -> list[tuple[str, str]]:
    async with http.get(path) as response:
        form = parse(await response.text()).first("form", action="/command")
    assert form is not None
    return [pair for pair in fields_of(form) if pair[0] != "command"]


async def test_every_response_carries_the_strict_headers(site: WebUnderTest) -> None:
    paths = ("/", site.room, "/indbakke", "/mig", "/rum", "/ind/abc", "/nowhere", "/static/base.css", "/live")
    async with browser(site) as stranger:
        for http in (visitor(site).http, stranger):
            for path in paths:
                async with http.get(path) as response:
                    policy = response.headers["Content-Security-Policy"]
                    assert "default-src 'none'" in policy and "unsafe" not in policy, path
                    assert response.headers["Referrer-Policy"] == "no-referrer"
                    assert response.headers["X-Content-Type-Options"] == "nosniff"
                    if not path.startswith("/static"):
                        assert response.headers["Cache-Control"] == "no-store", path


async def test_pages_hold_no_inline_script_or_style(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    for path in ("/", site.room, "/indbakke", "/mig", "/rum"):
        page = await visitor(site).get(path)
        for node in page.walk():
            assert node.tag != "style"
            assert node.tag != "script" or node.attrs["src"].startswith("/static/")
            assert not any(name == "style" or name.startswith("on") for name in node.attrs), node.attrs
            for name in ("src", "href", "action"):
                ours = ("/", "#", "https://samspil.example/")
                assert node.attrs.get(name, "/").startswith(ours), "nothing is loaded from elsewhere"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("localhost", 200),
        ("[::1]:8080", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.example:127.0.0.1", 421),
        ("user@evil.example", 421),
        ("", 421),
    ],
)
async def test_only_known_hosts(site: WebUnderTest, host: str, status: int) -> None:
    async with visitor(site).http.get("/", headers={"Host": host}) as response:
        assert response.status in ((200,) if status == 200 else (421, 400))


async def test_a_post_without_the_pages_token_does_nothing_and_loses_nothing(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    amira = visitor(site)
    await amira.command("tjekind")
    assert amira.form is not None
    pairs = [(k, v) for k, v in fields_of(amira.form) if k not in ("csrf", "f.next_step")]
    for csrf in ("", "0" * 64):
        async with amira.http.post(
            "/submit", data=[*pairs, ("csrf", csrf), ("f.next_step", TYPED)]
        ) as response:
            assert response.status == 403
            page = parse(await response.text())
    await amira.look()
    assert not amira.sees("1 af 3 har svaret")
    again = page.first("form", action="/submit")
    assert again is not None and TYPED in again.text
    async with amira.http.post("/submit", data=fields_of(again)) as response:
        assert "Tak, dit svar er med" in await response.text()


async def test_another_sites_page_gets_nothing_not_even_an_echo(site: WebUnderTest) -> None:
    amira = visitor(site)
    pairs = await command_form(amira.http, site.room)
    for source in ("cross-site", "same-site"):
        async with amira.http.post(
            "/command", data=[*pairs, ("command", TYPED)], headers={"Sec-Fetch-Site": source}
        ) as response:
            assert response.status == 400
            assert TYPED not in await response.text()


async def test_signed_out_in_the_meantime_gives_the_text_back(site: WebUnderTest) -> None:
    async with browser(site) as http:
        await redeem(http, issue(site, "Jonas"))
        pairs = await command_form(http, site.room)
        issue(site, "Jonas", by="Mette")
        async with http.post("/command", data=[*pairs, ("command", TYPED)]) as response:
            assert response.status == 401
            said = parse(await response.text()).text
        assert TYPED in said
        assert "Det, du skrev, er ikke sendt" in said


async def test_another_teams_room_looks_like_none(site: WebUnderTest) -> None:
    """Same words for a room that is not there, one of another team, and one of another organisation."""
    same, other = _another_team(site.house.world, "skolen"), _another_team(site.house.world, "naboen")
    http = visitor(site).http
    seen = set()
    for number in ("999", same, other, "0", "-1", "1" * 30, "²"):
        async with http.get(f"/rum/{number}") as response:
            assert response.status == 404
            seen.add(await response.text())
        async with http.get("/live", params={"place": f"team/{number}"}) as response:
            assert response.status == 404
    assert len(seen) == 1
    pairs = [pair for pair in await command_form(http, site.room) if pair[0] != "room"]
    for number in ("999", same, other):
        async with http.post(
            "/command", data=[*pairs, ("room", number), ("command", "/tjekind")]
        ) as response:
            assert response.status == 404


def _another_team(world: World, tenant: str) -> str:
    """A team that the visitors are not in; returns its id."""
    before = _teams(world)
    world.make_team("Ali", "Sara", facilitator="", key=f"ny-{tenant}", tenant=tenant)
    return (_teams(world) - before).pop()


def _teams(world: World) -> set[str]:
    with world.database.transaction() as tx:
        return {str(row.id) for row in tx.connection.exec_driver_sql("SELECT id FROM team")}


async def test_somebody_elses_inbox_cannot_be_listened_to(site: WebUnderTest) -> None:
    jonas = site.house.person_id("Jonas")
    async with visitor(site).http.get("/live", params={"place": f"person/{jonas}"}) as response:
        assert response.status == 404


async def test_odd_posts_are_refused_kindly(site: WebUnderTest) -> None:
    amira = visitor(site)
    pairs = await command_form(amira.http, site.room)
    odd: list[tuple[str, list[tuple[str, str]]]] = [
        ("/press", [("press", "")]),
        ("/press", [("press", "not-an-action")]),
        ("/press", [("press", "a/b/" + "c" * 200)]),
        ("/submit", [("action", "checkins/answer/x")]),
        ("/submit", [("action", "nobody/knows/1"), ("field", "a")]),
        ("/submit", [("action", "a/b"), *[("field", f"x{n}") for n in range(300)]]),
        ("/language", [("language", "fr")]),
        ("/command", [("command", "")]),
        ("/command", [("command", "/")]),
        ("/command", [("command", "\x00\ud7ff /")]),
    ]
    for path, extra in odd:
        async with amira.http.post(path, data=[*pairs, *extra]) as response:
            assert response.status < 500, path
            assert "Traceback" not in await response.text()
    async with amira.http.post("/command", data=[p for p in pairs if p[0] != "delivery"]) as response:
        assert response.status == 400


async def test_too_much_at_once(site: WebUnderTest) -> None:
    amira = visitor(site)
    pairs = await command_form(amira.http, site.room)
    async with amira.http.post("/command", data=[*pairs, ("command", "x" * 300_000)]) as response:
        assert response.status == 413
        assert "Det var for meget på én gang" in await response.text()


async def test_the_same_delivery_counts_once(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    amira = visitor(site)
    await amira.command("tjekind")
    assert amira.form is not None
    pairs = [(k, v) for k, v in fields_of(amira.form) if k != "f.next_step"] + [("f.next_step", TYPED)]
    answers = []
    for _ in range(5):
        async with amira.http.post("/submit", data=pairs) as response:
            answers.append("Tak, dit svar er med" in await response.text())
    assert answers == [True, False, False, False, False]
    await amira.until_sees("1 af 3 har svaret")


async def test_errors_are_pages_in_the_readers_language(site: WebUnderTest) -> None:
    async with visitor(site, "Freja").http.get("/nowhere", headers={"Accept-Language": "da"}) as response:
        assert response.status == 404
        assert (await _html(response)).attrs["lang"] == "en"
    async with browser(site) as stranger, stranger.get("/", headers={"Accept-Language": "da"}) as response:
        assert response.status == 401
        assert "Samspil har ingen adgangskoder" in await response.text()
    async with visitor(site).http.delete("/") as response:
        assert response.status == 405


async def _html(response: aiohttp.ClientResponse) -> Node:
    html = parse(await response.text()).first("html")
    assert html is not None
    return html


async def test_secrets_stay_out_of_the_logs(
    site: WebUnderTest, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    token = issue(site, "Amira")
    async with browser(site) as http:
        await redeem(http, token)
        secrets = {cookie.value for cookie in http.cookie_jar}
        await http.get("/kalender/hemmelig-adresse.ics")
        monkeypatch.setattr("adapters.web.views.today", lambda locale: 1 / 0)
        async with http.get("/?note=canary-text") as response:
            assert response.status == 500
            assert "Noget gik galt hos mig" in await response.text()
    assert any(record.message == "request failed" for record in caplog.records)
    written = caplog.text + str([vars(record) for record in caplog.records])
    for secret in (token, *secrets, "hemmelig-adresse", "canary-text"):
        assert secret not in written


async def test_run_has_neither_person_switcher_nor_time_machine(site: WebUnderTest) -> None:
    http = visitor(site).http
    for method, path in (("GET", "/demo"), ("POST", "/demo/person"), ("POST", "/demo/time")):
        async with http.request(method, path, data={"person": "1/1", "forward": "day"}) as response:
            assert response.status == 404
    assert (await visitor(site).get("/")).first("aside") is None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
        ("multipart/form-data", b"a=b"),
        ("multipart/form-data; boundary=x", b"x=y" * 10_000),
    ],
)
async def test_what_is_no_form_is_refused_kindly(site: WebUnderTest, kind: str, body: bytes) -> None:
    http = visitor(site).http
    for path in ("/command", "/press", "/submit", "/language", "/ind"):
        async with http.post(path, data=body, headers={"Content-Type": kind}) as response:
            assert response.status == 400, path
