"""A course lead's list of people, as Excel saves it: what is read, what is refused, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.context import Context
from bot.errors import NotFound
from bot.i18n import Locale
from bot.teams import newcomers, people_csv, people_loading
from bot.teams.people_loading import Undone
from bot.teams.problems import CourseFileError
from bot.teams.report import Report
from bot.teams.views.report import sections
from storage.audit import AuditStore, Deed
from storage.course_status import CourseStatusStore
from storage.teams import Role, TeamStore
from storage.teams.tables import course_leads, courses
from storage.web import WebKeys
from tests.core.acting import rows_of
from tests.visitor import Visitor
from tests.world import ZONE, World

LIST = """Hold;Navn;E-mail;Fag;Rolle;Klynge
Havnen;Åse Møller;aase@skolen.example;sygeplejerske;;Klynge 1
Havnen;Bo Ørsted;;lærer;medlem;
Havnen;Mette Holm;mette@skolen.example;;facilitator;
Skoven;Cæcilie Bang;;pædagog;;Klynge 2
Skoven;Mette Holm;mette@skolen.example;;facilitator;
"""


def begun(world: World) -> Visitor:
    world.make_team("Amira", "Jonas")
    assert world.team
    return world.add_course_lead(world.team, "Lone")


def as_lead(world: World, lead: Visitor, work: Callable[[Context], object], course_id: int = 0) -> object:
    assert world.team
    with world.database.transaction() as tx:
        person = TeamStore(tx, world.tenant_id, world.clock.now).person(lead.person_id)
        locale = Locale("da", ZONE, world.clock.now)
        ctx = Context(
            tx, world.bot.features, world.settings, world.clock.now, locale, tenant_id=world.tenant_id, person=person,
            by_clock=True,
        )  # fmt: skip
        return work(ctx)


def load(world: World, lead: Visitor, content: str | bytes, course_id: int = 0) -> Report:
    assert world.team
    course = course_id or world.team.course.id
    data = content.encode() if isinstance(content, str) else content
    report = as_lead(world, lead, lambda ctx: people_loading.load(ctx, course, data, "liste.csv"))
    assert isinstance(report, Report)
    return report


def wrong_with(world: World, lead: Visitor, content: str | bytes, language: str = "da") -> list[str]:
    before = rows_of(world.database)
    with pytest.raises(CourseFileError) as refused:
        load(world, lead, content)
    assert rows_of(world.database) == before, "a list that will not do changes nothing"
    return refused.value.text(Locale(language, ZONE, world.clock.now)).splitlines()


def lines(world: World, report: Report) -> str:
    found = sections(report, Locale("da", ZONE, world.clock.now))
    return "\n".join(f"{heading}: {line}" for heading, rows in found for line in rows)


def people_in(world: World, team: str) -> set[tuple[str, str, str]]:
    with world.database.transaction() as tx:
        store = CourseStatusStore(tx, world.tenant_id, world.clock.now)
        assert world.team
        teams = {one.id: one.name for one in store.teams(world.team.course.id)}
        seats = store.seats(world.team.course.id)
        return {(one.name, one.role.value, one.profession) for one in seats if teams[one.team_id] == team}


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


async def test_everything_wrong_is_told_by_line_and_column(world: World) -> None:
    wrong = wrong_with(
        world,
        begun(world),
        "Hold;Navn;E-mail;Fag;Rolle\n"
        "Havnen;Åse;aase@;lærer;\n"
        ";Bo;;lærer;\n"
        "Havnen;;;lærer;\n"
        "Havnen;Carl;;;\n"
        "\n"
        "Havnen;Dan;;lærer;chef\n"
        "Havnen;Eva;;lærer;\n"
        "Havnen;Eva;;lærer;\n"
        "Skoven;Eva;;lærer;\n"
        "Havnen;Finn;;lærer;;x;y\n",
    )
    assert wrong == [
        "liste.csv, linje 2, E-mail: Det ligner ikke en e-mailadresse.",
        "liste.csv, linje 3, Hold: Skriv, hvilket team personen er på.",
        "liste.csv, linje 4, Navn: Teksten er tom.",
        "liste.csv, linje 5, Fag: Skriv personens fag.",
        "liste.csv, linje 7, Rolle: Skriv medlem, facilitator, partner, gæst eller forløbsansvarlig.",
        "liste.csv, linje 9, Navn: Personen står her i forvejen, på linje 8.",
        "liste.csv, linje 10, Navn: Der er flere med det navn. Skriv en e-mailadresse for hver, så jeg kan se, hvem "
        "der er hvem.",
        "liste.csv, linje 11: Der er flere felter på linjen, end der er overskrifter.",
    ]  # fmt: skip


async def test_in_the_language_of_who_reads(world: World) -> None:
    [line] = wrong_with(world, begun(world), "Team;Name;Profession\nHavnen;Åse;\n", "en")
    assert line.startswith("liste.csv, line 2, Profession: ") and "fag" not in line


@pytest.mark.parametrize(
    "cell",
    ["Havnen;Åse 010165-1234;;lærer;;", "Havnen;Åse;;lærer;;;0101651234", "Havnen 010165 1234;Åse;;lærer;;"],
)
async def test_a_cpr_number_anywhere_and_nothing_is_read(world: World, cell: str) -> None:
    wrong = wrong_with(world, begun(world), f"Hold;Navn;E-mail;Fag;Rolle;Klynge;Noter\n{cell}\n")
    assert any("CPR-nummer" in line for line in wrong)
    assert "1234" not in "".join(wrong)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ingen personer"),
        (b"Hold;Navn;Fag\n", "ingen personer"),
        (b"PK\x03\x04x", "ikke en CSV-fil"),
        (b"\x00\x01\x02", "ikke en CSV-fil"),
        ("Hold;Fag\nHavnen;lærer\n".encode(), "Disse mangler: Navn"),
        (b"Hold;Navn;Fag;name\nHavnen;A;b;c\n", "to kolonner"),
        (b'Hold;Navn;Fag\nHavnen;"A;b\n', "anførselstegn"),
        (b"Hold;Navn;Fag\n" + b"Havnen;A;b\n" * 20_000, "for stor"),
        (b"Hold;Navn;Fag\n" + b"A;B;c\n" * 1_001, "plads til 1000 linjer"),
        (b"Hold;Navn;Fag\n" + b"".join(b"A;B%d;c\n" % n for n in range(25)), "plads til 24 medlemmer"),
    ],
)
async def test_what_is_no_list(world: World, content: bytes, words: str) -> None:
    assert any(words in line for line in wrong_with(world, begun(world), content))


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


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(lambda text: f"Hold;Navn;Fag\n{text}".encode(errors="replace"))
)
def test_whatever_is_sent_is_a_list_or_a_sentence(content: bytes) -> None:
    try:
        sheet = people_csv.read(content, "x.csv")
    except CourseFileError as wrong:
        assert wrong.problems
    else:
        assert sheet.rows
