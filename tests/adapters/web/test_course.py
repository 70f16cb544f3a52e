"""The course lead's page: who may read it, what is on it, and what is not."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError

from bot.teams import people_loading
from storage.course_status import CourseStatusStore
from storage.teams import Role, TeamStore
from storage.teams.tables import course_leads
from storage.web import WebStore
from tests.adapters.web.test_overview import Reader
from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebUnderTest
from tests.visitor import Visitor


@pytest.fixture
async def readers(site: WebUnderTest) -> AsyncIterator[dict[str, Reader]]:
    """Lone leads the course of Team Broen and Team Havnen; Lis' lead is of another school."""
    world = site.house.world
    assert world.team
    world.make_team("Eva", "Ida", facilitator="Karl", key="havnen", starts="2026-11-09")
    [tom, lis] = world.make_team("Tom", facilitator="Lis", key="syd", tenant="anden", starts="2026-11-09")
    world.add_person(world.team, "Rosa", Role.partner)
    world.add_course_lead(world.team, "Lone")
    with world.database.transaction() as tx:
        other = TeamStore(tx, 2, world.clock.now)
        [team] = other.teams_of(lis.person_id, Role.facilitator)
        other.insert(course_leads, course_id=team.course.id, person_id=tom.person_id)
    found = {}
    for name, visitor in world.people.items():
        tenant = 2 if name in ("Tom", "Lis") else world.tenant_id
        found[name] = sign_in(site, visitor, tenant)
    yield found
    for one in found.values():
        await one.http.close()


def sign_in(site: WebUnderTest, visitor: Visitor, tenant: int) -> Reader:
    world = site.house.world
    assert site.server is not None
    with world.database.transaction() as tx:
        store = TeamStore(tx, tenant, world.clock.now)
        store.add_account(visitor.person_id, "web", f"person/{visitor.person_id}", claimed=False)
        token = WebStore(tx, tenant, world.clock.now).start_session(visitor.person_id)
    return Reader(
        aiohttp.ClientSession(
            f"http://127.0.0.1:{site.server.port}",
            cookies={"samspil": token},
            cookie_jar=aiohttp.CookieJar(unsafe=True),
        )
    )


async def send(reader: Reader, form: Node, **values: str) -> tuple[int, Node]:
    """Send a form with what stands in it, and these of its buttons or fields."""
    fields = [pair for pair in fields_of(form) if pair[0] not in values]
    async with reader.http.post(form.attrs["action"], data=[*fields, *values.items()]) as response:
        return response.status, parse(await response.text())


async def pressed(reader: Reader, page: Node, words: str) -> tuple[int, Node]:
    """The button that says this (also to those who hear the page)."""
    button = next(one for one in page.all("button") if one.text == words)
    form = next(one for one in page.all("form") if button in one.all("button"))
    return await send(reader, form, press=button.attrs["value"])


async def own_page(reader: Reader) -> str:
    """`/7`: where their course is below /forloeb."""
    links = [one.attrs.get("href", "") for one in (await reader.page("/forloeb")).all("a")]
    weeks = next(one for one in links if one.endswith("/uger"))
    return weeks.removeprefix("/forloeb").removesuffix("/uger")


def row_of(page: Node, team: str) -> str:
    return next(row.text for row in page.all("tr") if row.first("th", scope="row") and team in row.text)


async def test_who_may_read_what(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    """404 is what a page that is not there says too."""
    own, others = await own_page(readers["Lone"]), await own_page(readers["Tom"])
    pages = ("", own, f"{own}/personer", f"{own}/skabelon.csv", f"{own}/uger", f"{own}/kopi")
    for name, reader in readers.items():
        for end in pages:
            leads = name == "Lone" or (name == "Tom" and not end)
            assert await reader.status(f"/forloeb{end}") == (200 if leads else 404), (name, end)
        assert await reader.status(f"/forloeb{others}") == (200 if name == "Tom" else 404), name
        for odd in ("999999", "x", "-1", "1 "):
            assert await reader.status(f"/forloeb/{odd}") == 404, (name, odd)
    assert site.server is not None
    async with aiohttp.ClientSession() as stranger:
        for end in pages:
            async with stranger.get(f"http://127.0.0.1:{site.server.port}/forloeb{end}") as response:
                assert response.status == 401, end


async def test_the_way_there_is_for_who_leads(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    for name, reader in readers.items():
        link = (await reader.page("/")).first("a", href="/forloeb")
        assert (link is not None) is (name in ("Lone", "Tom")), name


async def test_each_team_with_how_far_it_is(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    page = await readers["Lone"].page("/forloeb")
    assert [one.text for one in page.all("th", scope="row")] == ["Team Broen", "Team Havnen"]
    assert "0 af 2" in row_of(page, "Team Havnen") and "ikke begyndt" in row_of(page, "Team Havnen")
    assert "Karl" in row_of(page, "Team Havnen")
    await site.house.world.people["Eva"].command("hjaelp")
    page = await readers["Lone"].page(f"/forloeb{await own_page(readers['Lone'])}")
    assert "1 af 2" in row_of(page, "Team Havnen")
    assert "Team Syd" not in page.text


async def test_nothing_that_anybody_wrote_is_on_it(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    eva = site.house.world.people["Eva"]
    await eva.command("opgaver", "Kanariefugl i en opgave")
    await eva.command("aftale", "Kanariefugl i en aftale fre uge 48")
    own = await own_page(readers["Lone"])
    for end in ("", own, f"{own}/uger"):
        assert "Kanariefugl" not in (await readers["Lone"].page(f"/forloeb{end}")).text


async def test_somebody_is_moved_from_the_page(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    lone = readers["Lone"]
    status, asked = await pressed(lone, await lone.page("/forloeb"), "Flyt Eva")
    form = asked.first("form", action="/submit")
    assert status == 200 and form is not None and "Eva er på Team Havnen nu" in form.text
    picks = [(label.text, label.first("input")) for label in form.all("label")]
    goal = next(box for text, box in picks if box and text == "Team Broen")
    status, done = await send(lone, form, **{"f.team": goal.attrs["value"]})
    assert status == 200 and "Eva er flyttet fra Team Havnen til Team Broen." in done.text
    assert "0 af 1" in row_of(done, "Team Havnen")


async def test_a_cluster_is_named_and_written_to(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    lone = readers["Lone"]
    _, asked = await pressed(lone, await lone.page("/forloeb"), "Ret klynge for Team Havnen")
    form = asked.first("form", action="/submit")
    assert form is not None
    _, done = await send(lone, form, **{"f.cluster": "Klynge 1"})
    assert "Team Havnen er nu i klyngen klynge-1." in done.text and "klynge-1" in row_of(done, "Team Havnen")
    _, asked = await pressed(lone, done, "Skriv til klyngen klynge-1")
    form = asked.first("form", action="/submit")
    assert form is not None and "Den sendes til Team Havnen." in form.text
    _, done = await send(lone, form, **{"f.text": "Vi ses på torsdag"})
    assert "Sendt til Team Havnen." in done.text
    await site.house.world.settle()
    assert site.house.world.channel_of("havnen").sees("Fra Lone")
    assert not site.house.world.channel_of("broen").sees("Fra Lone")


LIST = "Hold;Navn;E-mail;Fag;Rolle\r\nTeam Skoven;Åse Møller;aase@skolen.example;lærer;\r\n"


def a_list(page: Node, content: bytes) -> aiohttp.FormData:
    form = next(one for one in page.all("form") if one.attrs.get("enctype"))
    data = aiohttp.FormData()
    for name, value in fields_of(form):
        if name != "list":
            data.add_field(name, value)
    data.add_field("list", content, filename="liste.csv", content_type="text/csv")
    return data


async def test_a_list_is_looked_through_and_then_loaded(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    lone = readers["Lone"]
    path = f"/forloeb{await own_page(lone)}"
    page = await lone.page(f"{path}/personer")
    async with lone.http.post(f"{path}/personer", data=a_list(page, LIST.encode("cp1252"))) as response:
        looked = parse(await response.text())
        assert response.status == 200 and "Intet er gemt endnu" in looked.text
    assert "Åse Møller, lærer, på Team Skoven" in looked.text
    assert "Team Skoven" not in (await lone.page(path)).text
    form = looked.first("form", action=f"{path}/indlaes")
    assert form is not None
    status, done = await send(lone, form)
    assert status == 200 and "Listen er læst ind" in done.text and "Åse Møller" in done.text
    assert "0 af 1" in row_of(await lone.page(path), "Team Skoven")
    status, again = await send(lone, form)
    assert status == 200 and "intet er ændret" in again.text
    form = next(one for one in again.all("form") if one.attrs["action"].endswith("/links"))
    async with lone.http.post(form.attrs["action"], data=fields_of(form)) as response:
        text = (await response.read()).decode("utf-8-sig")
    assert "Åse Møller;aase@skolen.example;Team Skoven;http" in text


async def test_what_is_wrong_with_a_list_is_shown_by_line(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    lone = readers["Lone"]
    path = f"/forloeb{await own_page(lone)}"
    page = await lone.page(f"{path}/personer")
    for content, words in (
        (LIST.replace("lærer", "").encode(), "liste.csv, linje 2, Fag: Skriv personens fag."),
        (LIST.replace("Møller", "010165-1234").encode(), "CPR-nummer"),
        (b"", "Vælg en fil først."),
    ):
        async with lone.http.post(f"{path}/personer", data=a_list(page, content)) as response:
            shown = parse(await response.text())
            assert response.status == 422 and words in shown.text and "010165" not in shown.text


async def test_nobody_else_loads_or_fetches(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    path = f"/forloeb{await own_page(readers['Lone'])}"
    kept = "SG9sZDtOYXZu"
    for name in ("Amira", "Mette", "Tom", "Rosa"):
        csrf = (await readers[name].page("/")).first("input", name="csrf")
        assert csrf is not None
        sent = {"csrf": csrf.attrs["value"], "delivery": "abcdefgh", "kept": kept, "page": "course"}
        for end in ("/personer", "/indlaes", "/links", "/kopi"):
            async with readers[name].http.post(f"{path}{end}", data=sent) as response:
                assert response.status == 404, (name, end)
    page = await readers["Lone"].page(path)
    csrf = page.first("input", name="csrf")
    assert csrf is not None
    odd = {"csrf": csrf.attrs["value"], "delivery": "abcdefgh", "page": "course", "kept": "ikke base64 æ"}
    async with readers["Lone"].http.post(f"{path}/indlaes", data=odd) as response:
        assert response.status == 400
    async with readers["Lone"].http.post(f"{path}/indlaes", data={**odd, "csrf": "x"}) as response:
        assert response.status == 403


async def test_the_weeks_are_shown_before_they_come(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    page = await readers["Lone"].page(f"/forloeb{await own_page(readers['Lone'])}/uger")
    heads = [one.text for one in page.all("h3")]
    assert heads[-1] == "Når teamet selv gør noget" and heads[0].startswith("Uge 4")
    assert "Tjek-ind åbner" in page.text and "Privat til facilitatoren" in page.text


async def test_the_file_of_the_next_course(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    lone = readers["Lone"]
    path = f"/forloeb{await own_page(lone)}/kopi"
    form = (await lone.page(path)).first("form", action=path)
    assert form is not None
    fields = dict(fields_of(form))
    for name, starts, words in (
        ("Forår 010165-1234", "2027-02-01", "CPR-nummer"),
        ("Forår", "", "Vælg en dato"),
        ("x" * 90, "2027-02-01", "for lang"),
    ):
        async with lone.http.post(path, data={**fields, "name": name, "starts": starts}) as response:
            text = await response.text()
            assert response.status == 422 and words in text and "010165" not in text
    async with lone.http.post(path, data={**fields, "name": "Forår 27", "starts": "2027-02-01"}) as response:
        assert response.status == 200 and "forår-27.toml" not in response.headers["Content-Disposition"]
        assert response.headers["Content-Disposition"].endswith("for%C3%A5r-27.toml")
        text = await response.text()
    assert 'name = "Forår 27"' in text and "starts = 2027-02-01" in text and "Amira" not in text


async def test_a_list_is_loaded_though_the_database_gave_it_up_once(
    site: WebUnderTest, readers: dict[str, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As PostgreSQL does with one of two transactions that wait for each other."""
    lone, tried = readers["Lone"], []
    path = f"/forloeb{await own_page(lone)}"
    real = people_loading.preview

    def once_given_up(*args: object) -> object:
        tried.append(args)
        if len(tried) == 1:
            raise OperationalError("", {}, Exception("database is locked"))
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(people_loading, "preview", once_given_up)
    page = await lone.page(f"{path}/personer")
    async with lone.http.post(f"{path}/personer", data=a_list(page, LIST.encode())) as response:
        assert response.status == 200 and "Intet er gemt endnu" in await response.text()
    assert len(tried) == 2


async def test_what_only_reads_holds_up_nobody(
    site: WebUnderTest, readers: dict[str, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = readers["Lone"]
    path = f"/forloeb{await own_page(lone)}"
    looked: list[str] = []
    real = CourseStatusStore.teams

    def where(self: CourseStatusStore, course_id: int) -> object:
        looked.append(threading.current_thread().name)
        return real(self, course_id)

    monkeypatch.setattr(CourseStatusStore, "teams", where)
    for below in ("/uger", "/personer", "/skabelon.csv"):
        async with lone.http.get(path + below) as response:
            assert response.status == 200, below
    assert looked and all(name.startswith("database-read") for name in looked)


async def test_a_cluster_with_a_long_danish_name_is_written_to(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    lone, cluster = readers["Lone"], "å" * 40
    _, asked = await pressed(lone, await lone.page("/forloeb"), "Ret klynge for Team Havnen")
    form = asked.first("form", action="/submit")
    assert form is not None
    status, done = await send(lone, form, **{"f.cluster": cluster})
    assert status == 200
    _, asked = await pressed(lone, done, f"Skriv til klyngen {cluster}")
    form = asked.first("form", action="/submit")
    assert form is not None and "Den sendes til Team Havnen." in form.text
    _, done = await send(lone, form, **{"f.text": "Vi ses på torsdag"})
    assert "Sendt til Team Havnen." in done.text
