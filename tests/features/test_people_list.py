"""A course lead's list of people, as Excel saves it: what is read, and what becomes of it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import NotFound
from bot.teams import newcomers, people_csv, people_loading
from bot.teams.people_loading import Undone
from storage.audit import AuditStore, Deed
from storage.course_status import CourseStatusStore
from storage.teams import Role, TeamStore
from storage.teams.tables import course_leads, courses
from storage.web import WebKeys
from tests.core.acting import rows_of
from tests.features.people_list_sessions import LIST, as_lead, begun, lines, load, people_in
from tests.world import World

HAVNEN = {
    ("Åse Møller", "member", "sygeplejerske"),
    ("Bo Ørsted", "member", "lærer"),
    ("Mette Holm", "facilitator", ""),
}


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode("cp1252"),
        LIST.encode("utf-8-sig"),
        LIST.encode(),
        LIST.replace("\n", "\r\n").encode("utf-8-sig"),
        LIST.replace(";", ",").encode(),
        LIST.replace(";", "\t").encode("utf-16"),
        ("sep=;\n" + LIST).encode("cp1252"),
        ("sep=\t\r\n" + LIST.replace(";", "\t")).encode("cp1252"),
        LIST.replace(
            "Hold;Navn;E-mail;Fag;Rolle;Klynge", " TEAM ;name; Email;Profession;ROLE;cluster"
        ).encode(),
        LIST.replace("Havnen", '"Havnen"').encode(),
    ],
    ids=["windows", "marked", "plain", "crlf", "commas", "tabs", "sep", "sep-tab", "english", "quoted"],
)
async def test_however_excel_saves_it(world: World, content: bytes) -> None:
    load(world, begun(world), content)
    assert people_in(world, "Havnen") == HAVNEN
    assert people_in(world, "Skoven") == {
        ("Cæcilie Bang", "member", "pædagog"),
        ("Mette Holm", "facilitator", ""),
    }


async def test_a_preview_says_the_same_and_leaves_nothing(world: World) -> None:
    lead = begun(world)
    before = rows_of(world.database)
    assert world.team
    course = world.team.course.id
    with pytest.raises(Undone) as undone:
        as_lead(world, lead, lambda ctx: people_loading.preview(ctx, course, LIST.encode(), "liste.csv"))
    assert rows_of(world.database) == before
    shown = lines(world, undone.value.report)
    assert "Nyt: Havnen" in shown and "Nyt: Åse Møller, sygeplejerske, på Havnen" in shown
    assert lines(world, load(world, lead, LIST)) == shown


async def test_the_same_list_again_changes_nothing(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    again = load(world, lead, LIST)
    assert not again.added and not again.changed
    assert people_in(world, "Havnen") == HAVNEN


async def test_whom_the_list_leaves_out_stays_and_what_is_left_open_stays(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    report = load(world, lead, "hold,navn,fag\nhavnen,Åse Møller,\nhavnen,Dan Dahl,fysioterapeut\n")
    assert [one.name for one in report.added] == ["Dan Dahl"]
    said = lines(world, report)
    assert (
        "bliver, hvor de er: Bo Ørsted på Havnen" in said
        and "bliver, hvor de er: Team Broen, hele teamet" in said
    )
    assert "Amira" not in said, "her whole team is named"
    assert people_in(world, "Havnen") == HAVNEN | {("Dan Dahl", "member", "fysioterapeut")}
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        emails = [one for one in (store.person(n) for n in range(1, 20)) if one and one.name == "Åse Møller"]
        assert [one.email for one in emails] == ["aase@skolen.example"]


async def test_a_student_listed_in_another_team_is_moved_there_and_back(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    elsewhere = LIST.replace("Havnen;Bo Ørsted", "Skoven;Bo Ørsted")
    report = load(world, lead, elsewhere)
    assert lines(world, report).startswith("Ændret: Bo Ørsted: team Havnen → Skoven")
    assert people_in(world, "Havnen") == HAVNEN - {("Bo Ørsted", "member", "lærer")}
    assert ("Bo Ørsted", "member", "lærer") in people_in(world, "Skoven")
    again = load(world, lead, elsewhere)
    assert not again.added and not again.changed
    load(world, lead, LIST)
    assert people_in(world, "Havnen") == HAVNEN
    assert ("Bo Ørsted", "member", "lærer") not in people_in(world, "Skoven")


async def test_who_is_listed_in_two_teams_and_a_facilitator_are_in_both(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    both = load(world, lead, LIST + "Skoven;Åse Møller;aase@skolen.example;sygeplejerske;;\n")
    assert not both.changed
    assert ("Åse Møller", "member", "sygeplejerske") in people_in(world, "Havnen") & people_in(
        world, "Skoven"
    )
    third = load(
        world, lead, "hold;navn;e-mail;fag;rolle\nBakken;Mette Holm;mette@skolen.example;;facilitator\n"
    )
    assert not third.changed
    assert ("Mette Holm", "facilitator", "") in people_in(world, "Havnen") & people_in(world, "Bakken")


async def test_who_is_known_by_e_mail_is_the_same_person_under_another_name(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    report = load(world, lead, LIST.replace("Åse Møller", "Åse Møller Lund"))
    assert "Åse Møller: navn Åse Møller → Åse Møller Lund" in lines(world, report) and not report.added


async def test_clusters_come_with_the_list(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    report = load(world, lead, LIST.replace("Klynge 1", "Klynge 3"))
    assert "Havnen: klynge klynge-1 → klynge-3" in lines(world, report)


async def test_first_and_last_names_and_columns_nobody_asked_for(world: World) -> None:
    report = load(world, begun(world), "Fornavn;Efternavn;Hold;Fag;Sko\nÅse;Møller;Havnen;lærer;42\n")
    assert people_in(world, "Havnen") == {("Åse Møller", "member", "lærer")}
    assert "Kolonnen Sko kender jeg ikke, så den er ikke læst." in lines(world, report)


async def test_only_who_leads_the_course(world: World) -> None:
    begun(world)
    for name in ("Amira", "Mette"):
        with pytest.raises(NotFound):
            load(world, world.people[name], LIST)


async def test_the_log_says_that_it_was_loaded_and_by_whom(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    with world.database.transaction() as tx:
        assert world.team
        log = AuditStore(tx, world.tenant_id, world.clock.now).of_course(world.team.course.id, 50)
        assert [one.actor_id for one in log if one.deed is Deed.loaded] == [lead.person_id]


async def test_the_list_goes_out_as_it_comes_in(world: World) -> None:
    lead = begun(world)
    load(world, lead, LIST)
    assert world.team
    course = world.team.course.id
    rows = as_lead(world, lead, lambda ctx: people_loading.as_list(ctx, course))
    assert isinstance(rows, list)
    content = people_csv.written([*rows, ["=1+1", "-x", "", "+y", "", ""]])
    assert content.startswith(b"\xef\xbb\xbfHold;Navn") and b"'=1+1;'-x;;'+y" in content
    again = load(world, lead, people_csv.written(rows))
    assert not again.added and not again.changed and not again.missing


async def test_links_are_for_those_who_have_never_come(world: World) -> None:
    """Whoever has, has things of their own: no list opens those."""
    lead = begun(world)
    await world.people["Amira"].command("hjaelp")
    load(world, lead, LIST)
    assert world.team
    course = world.team.course.id
    rows = as_lead(world, lead, lambda ctx: newcomers.ways_in(ctx, course))
    assert isinstance(rows, list)
    found = {row[0]: row for row in rows[1:]}
    assert set(found) == {"Åse Møller", "Bo Ørsted", "Mette Holm", "Cæcilie Bang"}
    assert found["Mette Holm"][2] == "Havnen, Skoven" and found["Mette Holm"][4], "and a code for the chat"
    assert not found["Bo Ørsted"][4]
    token = found["Bo Ørsted"][3].rsplit("/", 1)[1]
    with world.database.transaction() as tx:
        assert WebKeys(tx, world.clock.now).redeem(token)
    rows = as_lead(world, lead, lambda ctx: newcomers.ways_in(ctx, course))
    assert isinstance(rows, list) and "Bo Ørsted" not in {row[0] for row in rows}
    with world.database.transaction() as tx:
        log = AuditStore(tx, world.tenant_id, world.clock.now).of_course(course, 50)
        assert sum(one.deed is Deed.link and one.actor_id == lead.person_id for one in log) == 7


async def test_two_semesters_at_once(world: World) -> None:
    """Two open courses of one school: each list is of its own course, and who is in both is one person."""
    lead = begun(world)
    assert world.team
    first = world.team.course
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        second = store.put(
            courses, ("key",), key="foraar", name="Forår", starts_on=date(2026, 11, 9), ends_on=date(2027, 1, 29),
            language="da", zone="Europe/Copenhagen", days_off={}, settings={},
        )  # fmt: skip
        store.insert(course_leads, course_id=second, person_id=lead.person_id)
    load(world, lead, LIST)
    report = load(world, lead, LIST.replace("Åse Møller;aase", "Åse Ny;ny"), second)
    assert "Havnen" in [one.name for one in report.added] and not report.missing
    with world.database.transaction() as tx:
        store, status = (
            TeamStore(tx, world.tenant_id, world.clock.now),
            CourseStatusStore(tx, world.tenant_id, world.clock.now),
        )
        assert [one.id for one in status.led_by(lead.person_id)] == [first.id, second]
        assert [one.name for one in status.teams(second)] == ["Havnen", "Skoven"]
        mettes = {
            one.person_id
            for course in (first.id, second)
            for one in status.seats(course)
            if one.name == "Mette Holm"
        }
        assert len(mettes) == 1, "she has one address"
        bos = {
            one.person_id
            for course in (first.id, second)
            for one in status.seats(course)
            if one.name == "Bo Ørsted"
        }
        assert len(bos) == 2, "a name alone does not say that they are the same"
        assert len(store.teams_of(mettes.pop(), Role.facilitator)) == 4
    await lead.command("samspil", "forloeb")
    assert lead.sees("Forløbet") and lead.sees("Forår")
