"""`samspil course load` against a database: what is new, changed and missing, and who gets in how."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.i18n import Locale
from bot.teams.problems import CourseFileError
from storage.checkins import CheckinStore
from storage.schedules import ScheduleStore
from storage.teams import Role, TeamStore
from storage.teams.loading import LoadingStore
from storage.teams.tables import courses, memberships, organisations, people, teams
from storage.web import WebKeys
from tests.features.course import EXAMPLE, load_in, members, open_web, person_id, said, team_of, tenant
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import Channel, Visitor
from tests.world import ZONE, World

FREJA = EXAMPLE[EXAMPLE.index('[[people]]\nid = "freja"') : EXAMPLE.index('[[people]]\nid = "jonas"')]


def rows(world: World) -> list[int]:
    with world.database.transaction() as tx:
        tables = (organisations, courses, teams, people, memberships)
        return [tx.connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables]


async def test_a_course_is_loaded_with_rooms_links_and_codes(world: World) -> None:
    report = load_in(world, EXAMPLE)
    assert rows(world) == [1, 1, 3, 17, 17], "Mette has two teams"
    text = said(world, report)
    assert "Amira Haddad, sygeplejerske, på Team Broen" in text
    assert [one.name for one in report.codes] == [
        "Mette Dahl Kirkegaard",
        "Søren Thygesen",
        "Kirsten Aagaard",
    ]
    assert len(report.links) == 17
    assert all(one.url.startswith("https://samspil.example/ind/") for one in report.links)
    assert not report.remarks
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        assert [(one.platform, one.value) for one in store.places(team.id)] == [("web", f"team/{team.id}")]
        amira = person_id(tx, "amira")
        assert [(one.platform, one.value) for one in store.accounts(amira)] == [("web", f"person/{amira}")]
        assert team.partner == "Cykelværkstedet Andet Gear"
        facilitator = store.facilitator(team.id)
        assert facilitator and facilitator.first_name == "Mette"
        link = next(one.url for one in report.links if one.name.startswith("Amira"))
        assert WebKeys(tx, world.clock.now).redeem(link.rpartition("/")[2])


async def test_a_loaded_team_has_its_rhythm_and_one_welcome(world: World) -> None:
    web = open_web(world)
    load_in(world, EXAMPLE)
    await world.at("2026-11-04 13:30")
    with world.database.transaction() as tx:
        broen, havnen = team_of(world, tx), team_of(world, tx, "havnen")
        store = CheckinStore(tx, broen.tenant_id, world.clock.now)
        assert len(store.latest(broen.id)) == 1, "Broen's own: Wednesday 13.00"
        assert not store.latest(havnen.id), "the course's: Thursday 9.00"
        found = ScheduleStore(tx, broen.tenant_id, world.clock.now).at(f"checkins/open/{havnen.id}")
        assert found and found.astimezone(ZONE).isoformat().startswith("2026-11-05T09:00")
    room = Channel(web, f"team/{broen.id}")
    assert room.posts == 2 and room.sees("Hej, jeg er Samspil") and room.sees("Hvad fylder hos jer lige nu?")
    assert room.sees("Mette har inviteret mig.")
    load_in(world, EXAMPLE)
    await world.at("2026-11-04 14:00")
    assert room.posts == 2


async def test_loading_the_same_again_changes_nothing(world: World) -> None:
    load_in(world, EXAMPLE)
    before = rows(world)
    report = load_in(world, EXAMPLE)
    assert not report.added and not report.changed and not report.missing
    assert not report.links, "a new link would put an end to the sessions of the old one"
    assert "Intet er ændret." in said(world, report)
    assert rows(world) == before


async def test_reloading_shows_a_diff(world: World) -> None:
    load_in(world, EXAMPLE)
    changed = (
        EXAMPLE.replace("Jonas Krogh", "Jonas Krogh Bek")
        .replace('profession = "pædagog"\nteam = "broen"', 'profession = "ergoterapeut"\nteam = "broen"')
        .replace("ends = 2026-12-18", "ends = 2027-01-15")
        .replace("Cykelværkstedet Andet Gear", "Værkstedet")
        .replace('id = "sofie"', 'id = "sofie"\nslack = "T0AB12CD/U0SOFIE1"')
    )
    text = said(world, load_in(world, changed))
    for line in (
        "Jonas Krogh: navn Jonas Krogh → Jonas Krogh Bek",
        "Emil Brandt: fag pædagog → ergoterapeut",
        "Sammen om byen, efterår 2026: slutter 2026-12-18 → 2027-01-15",
        "Team Broen: lokal organisation Cykelværkstedet Andet Gear → Værkstedet",
        "Sofie Ravn: Slack – → T0AB12CD/U0SOFIE1",
    ):
        assert line in text, text
    assert rows(world)[3] == 17
    text = said(world, load_in(world, changed.replace("U0SOFIE1", "U0SOFIE2")))
    assert "Sofie Ravn: Slack T0AB12CD/U0SOFIE1 → T0AB12CD/U0SOFIE2" in text


async def test_somebody_missing_is_reported_and_removed_only_when_told(world: World) -> None:
    load_in(world, EXAMPLE)
    without = EXAMPLE.replace(FREJA, "")
    report = load_in(world, without)
    assert "Freja Lund på Team Broen" in said(world, report)
    assert "Intet er fjernet; det gør --remove" in said(world, report)
    assert "Freja" in members(world)
    report = load_in(world, without, remove=True)
    assert "Stod ikke i filen og er ikke længere med:\n  Freja Lund på Team Broen" in said(world, report)
    assert "Freja" not in members(world)
    assert not load_in(world, without).missing, "it is said once"
    assert "Freja Lund er tilbage på Team Broen" in said(world, load_in(world, EXAMPLE))
    assert "Freja" in members(world)


async def test_a_whole_team_missing(world: World) -> None:
    load_in(world, EXAMPLE)
    text = EXAMPLE.replace('teams = ["havnen", "broen"]', 'teams = ["havnen"]')
    text = text[: text.index("# ---- Team Broen")]
    start = text.index('[[teams]]\nid = "broen"')
    text = text[:start] + text[text.index("# ---- facilitators") :]
    report = load_in(world, text)
    assert "Team Broen, hele teamet" in said(world, report)
    load_in(world, text, remove=True)
    assert members(world) == []
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        assert store.places(team.id) == () and store.facilitator(team.id) is None


async def test_who_left_in_the_chat_does_not_come_back_with_the_file(world: World) -> None:
    load_in(world, EXAMPLE)
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        TeamStore(tx, team.tenant_id, world.clock.now).leave(team.id, person_id(tx, "freja"), "self")
    report = load_in(world, EXAMPLE)
    assert "Freja Lund har forladt Team Broen og er ikke føjet til igen." in said(world, report)
    assert "Freja" not in members(world)


async def test_the_teams_own_choices_stay_unless_the_file_says_something_new(world: World) -> None:
    load_in(world, EXAMPLE)

    def settings() -> dict[str, object]:
        with world.database.transaction() as tx:
            return dict(team_of(world, tx).settings)

    with world.database.transaction() as tx:
        team = team_of(world, tx)
        own = {"on": True, "weekday": 0, "opens": "10:00", "close_weekday": 1, "closes": "10:00"}
        TeamStore(tx, team.tenant_id, world.clock.now).set_team_settings(team, checkin=own)
    load_in(world, EXAMPLE)
    assert settings()["checkin"] == own
    report = load_in(world, EXAMPLE.replace('opens = "onsdag 13.00"', 'opens = "tirsdag 13.00"'))
    assert "Team Broen: indstillinger" in said(world, report)
    assert settings()["checkin"] == {"weekday": 1, "opens": "13:00", "close_weekday": 4, "closes": "10:00"}
    own_block = '[teams.checkin]\nopens = "onsdag 13.00"\ncloses = "fredag 10.00"\n'
    load_in(world, EXAMPLE.replace(own_block, ""))
    assert "checkin" not in settings(), "back to the course's, as the team has chosen nothing since"


async def test_new_dates_start_the_rhythms_anew(world: World) -> None:
    load_in(world, EXAMPLE)
    load_in(world, EXAMPLE.replace("starts = 2026-11-02", "starts = 2026-11-16"))
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        at = ScheduleStore(tx, team.tenant_id, world.clock.now).at(f"checkins/open/{team.id}")
        assert at and at.astimezone(ZONE).isoformat().startswith("2026-11-18T13:00")


async def test_what_is_allowed_and_may_not_be_meant_is_pointed_out(world: World) -> None:
    text = EXAMPLE
    for profession in ("pædagog", "lærer", "fysioterapeut", "administrationsbachelor"):
        text = text.replace(
            f'profession = "{profession}"\nteam = "broen"', 'profession = "sygeplejerske"\nteam = "broen"'
        )
    text = text.replace('teams = ["havnen", "broen"]', 'teams = ["havnen"]')
    found = said(world, load_in(world, text))
    assert "Team Broen har kun ét fag: sygeplejerske." in found
    assert "Team Broen har ingen facilitator." in found


async def test_a_faulty_file_leaves_everything_as_it_was(world: World) -> None:
    load_in(world, EXAMPLE)
    before = rows(world)
    with pytest.raises(CourseFileError):
        load_in(world, EXAMPLE.replace("Amira Haddad", "Amira Ny").replace('"fredag 10.00"', '"fredag"'))
    assert rows(world) == before and "Amira" in members(world)
    with world.database.transaction() as tx:
        names = tx.connection.execute(select(people.c.name)).scalars().all()
    assert "Amira Ny" not in names


async def test_addresses_that_are_somebody_elses(world: World) -> None:
    with_account = EXAMPLE.replace('id = "amira"', 'id = "amira"\nslack = "T0AB12CD/U0AMIRA1"')
    with_place = with_account.replace(
        'name = "Team Broen"', 'name = "Team Broen"\nslack = "T0AB12CD/C0BROEN1"'
    )
    load_in(world, with_place)
    stolen = with_place.replace('id = "amira"\nslack = "T0AB12CD/U0AMIRA1"', 'id = "amira"').replace(
        'id = "emil"', 'id = "emil"\nslack = "T0AB12CD/U0AMIRA1"'
    )
    with pytest.raises(CourseFileError) as caught:
        load_in(world, stolen)
    locale = Locale("da", ZONE, world.clock.now)
    line = stolen[: stolen.index('slack = "T0AB12CD/U0AMIRA1"')].count("\n") + 1
    assert caught.value.text(locale) == (
        f"course.toml, linje {line}, people.slack: Kontoen hører allerede til Amira Haddad."
    )
    other = with_place.replace("kystens-professionshoejskole", "en-anden-skole").replace(
        "U0AMIRA1", "U0AMIRA2"
    )
    with pytest.raises(CourseFileError) as caught:
        load_in(world, other)
    assert "teams.slack: Kanalen hører allerede til et andet team." in caught.value.text(locale)
    assert rows(world)[0] == 1, "the other organisation was not made either"


async def test_a_channel_is_free_again_when_its_course_is_over(world: World) -> None:
    first = EXAMPLE.replace('name = "Team Broen"', 'name = "Team Broen"\nslack = "T0AB12CD/C0BROEN1"')
    load_in(world, first)
    await world.at("2027-02-01 09:00")
    second = first.replace("sammen-om-byen-2026", "foraar-2027")
    second = second.replace("starts = 2026-11-02", "starts = 2027-02-01").replace(
        "ends = 2026-12-18", "ends = 2027-03-26"
    )
    report = load_in(world, second)
    assert "Team Broen" in said(world, report)
    with world.database.transaction() as tx:
        loading = LoadingStore(tx, tenant(tx), world.clock.now)
        course = loading.course("foraar-2027")
        assert course is not None
        new = next(team for team in loading.teams(course.id) if team.key == "broen")
        places = TeamStore(tx, new.tenant_id, world.clock.now).places(new.id)
        assert ("slack", "T0AB12CD/C0BROEN1") in [(one.platform, one.value) for one in places]
    assert len(rows(world)) == 5 and rows(world)[3] == 17, "the same people"


async def test_two_organisations_with_the_same_ids_do_not_meet(world: World) -> None:
    load_in(world, EXAMPLE)
    load_in(world, EXAMPLE.replace("kystens-professionshoejskole", "en-anden-skole"))
    assert rows(world) == [2, 2, 6, 34, 34]
    without = EXAMPLE.replace("kystens-professionshoejskole", "en-anden-skole").replace(FREJA, "")
    load_in(world, without, remove=True)
    assert "Freja" in members(world)


async def test_a_course_lead_gets_a_code_and_is_told_of_when_gone(world: World) -> None:
    lead = '\n[[people]]\nid = "hanne"\nname = "Hanne Fog"\nrole = "course_lead"\n'
    report = load_in(world, EXAMPLE + lead)
    assert "Hanne Fog (forløbsansvarlig)" in said(world, report)
    assert "Hanne Fog" in [one.name for one in report.codes]
    assert "Hanne Fog (forløbsansvarlig)" in said(world, load_in(world, EXAMPLE))
    load_in(world, EXAMPLE, remove=True)
    assert not load_in(world, EXAMPLE).missing


async def test_roles_are_read_from_the_database_at_the_moment(world: World) -> None:
    load_in(world, EXAMPLE)
    load_in(world, EXAMPLE.replace('id = "jonas"', 'id = "jonas"\nrole = "facilitator"'))
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        role = TeamStore(tx, team.tenant_id, world.clock.now).role_in(team.id, person_id(tx, "jonas"))
        assert role is Role.facilitator


KARL = """
[[people]]
id = "karl"
name = "Karl Winther"
role = "facilitator"
team = "broen"
"""


async def test_a_facilitator_who_comes_later_has_a_monday_too(world: World) -> None:
    web = open_web(world)
    load_in(world, EXAMPLE)
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        mette = person_id(tx, "mette")
    load_in(world, EXAMPLE + KARL)
    with world.database.transaction() as tx:
        karl = person_id(tx, "karl")
    await world.at("2026-11-16 08:30")
    assert Channel(web, f"person/{karl}").sees("Godmorgen, Karl.")
    assert Channel(web, f"person/{mette}").sees("Godmorgen, Mette.")
    load_in(world, (EXAMPLE + KARL).replace('teams = ["havnen", "broen"]', 'teams = ["havnen"]'), remove=True)
    await world.at("2026-11-16 08:31")
    assert Channel(web, f"team/{team.id}").sees("Karl har inviteret mig."), "the welcome says who it is now"


async def test_a_partner_taken_out_by_the_file_is_waited_for_no_more(world: World) -> None:
    """The same fact as in the chat, whatever the role: what waited for them is worked out again."""
    load_in(world, EXAMPLE + KARL.replace("facilitator", "partner"))
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        store.add_place(team.id, "chat", "c-broen")
        people = []
        for member in store.members(team.id):
            store.add_account(member.person_id, "chat", f"u-{member.person_id}", claimed=True)
            account = f"u-{member.person_id}"
            people.append(Visitor(world, member.name, account, member.person_id, "c-broen"))
    await suggest(people[0])
    for one in people[1:]:
        await vote(one, "ja", "nej")
    assert not world.channel.sees("Så er mødet på plads"), "Karl has not voted"
    load_in(world, EXAMPLE, remove=True)
    await world.settle()
    assert world.channel.sees("Så er mødet på plads")
