"""When people can meet, said once: their week, their calendars, days away; and what the search is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from adapters.feeds.duty import Feeds
from bot import availability, guide, meetings, mydata, teams
from bot.busy import Busy, Source, busy_of, teaching_of
from bot.feature import Features
from bot.feeds import NotACalendar, Wanted, read
from bot.interactions import Ask, Reject
from bot.ports import Fetched, NotFetched
from bot.timetable_file import NoSuchCourse, load_timetable
from bot.ui import Action, Buttons
from storage.calendar_sources import CalendarSourceStore
from storage.tables import metadata
from storage.taken import Reading
from tests.bot.test_feeds import GOOD, calendar
from tests.features.course import EXAMPLE, load_in, open_web, person_id, team_of
from tests.world import Visitor, World, local, text_of

ADDRESS = "https://kalender.example/hemmelig-sti.ics"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # what storage has no part in
WEEK = (local("2026-11-09 00:00"), local("2026-11-16 00:00"))


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, availability.feature, guide.feature, mydata.feature))


@dataclass
class FakeCalendars:
    """What there is at each address: a text, or a problem. Read in this process."""

    there: dict[str, str | NotFetched] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    wanted: Wanted | None = None
    tags: bool = False

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        self.fetched.append(address)
        found = self.there.get(address, NotFetched("gone", lasting=True))
        if isinstance(found, NotFetched):
            raise found
        tag = str(hash(found)) if self.tags else ""
        return Fetched(None if tag and tag == etag else found.encode(), tag)

    async def read(self, content: bytes, wanted: Wanted) -> Reading:
        self.wanted = wanted
        try:
            return read(content, wanted)
        except NotACalendar:
            raise NotFetched("not_calendar", lasting=True) from None


@pytest.fixture
def calendars() -> FakeCalendars:
    return FakeCalendars({ADDRESS: calendar(GOOD + "\nSUMMARY:Tandlæge")})


@pytest.fixture
async def amira(world: World) -> Visitor:
    person = world.make_team("Amira", "Jonas")[0]
    await world.at("2026-11-05 09:00")
    return person


async def fetch(world: World, calendars: FakeCalendars) -> None:
    await Feeds(world.bot, calendars).run_once()


def busy(world: World, person: Visitor) -> list[str]:
    """`tir 13.00-14.00 calendar ~` in local time, in the second week of November."""
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        found = busy_of(ctx, [person.person_id], *WEEK)[person.person_id]
        return [_shown(one, ctx.locale) for one in found]


def _shown(one: Busy, locale: object) -> str:
    start, end = locale.local(one.start), locale.local(one.end)  # type: ignore[attr-defined]
    days = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
    last = f"{end:%H.%M}" if start.date() == end.date() else f"{days[end.weekday()]} {end:%H.%M}"
    return f"{days[start.weekday()]} {start:%H.%M}-{last} {one.source}{' ~' if one.soft else ''}"


# ---- the week


async def test_a_week_is_said_once_and_counts_every_week(world: World, amira: Visitor) -> None:
    await amira.command("samspil", "kalender")
    assert amira.sees("Du har ikke sagt, hvornår du ikke kan")
    await amira.press("Ret din uge")
    await amira.fill({
        "Hvornår kan du ikke?": ("Mandag formiddag (8-12)", "Mandag eftermiddag (12-16)"),
        "Hvornår vil du helst ikke?": ("Fredag eftermiddag (12-16)",),
        "Andre tidspunkter": "ons hele dagen\nhelst ikke tors efter 14; fre 15-16.30",
    })  # fmt: skip
    assert amira.sees("Optaget: man 8-16, ons, helst ikke tors 14-24, helst ikke fre 12-15, fre 15-16.30")
    assert busy(world, amira) == [
        "man 08.00-16.00 grid",
        "ons 00.00-tor 00.00 grid",
        "tor 14.00-fre 00.00 grid ~",
        "fre 12.00-15.00 grid ~",
        "fre 15.00-16.30 grid",
    ]
    await amira.press("Ret din uge")
    assert amira.form
    values = {one.name: one.value for one in amira.form.fields}
    assert values["cannot"] == ("0-morning", "0-afternoon")
    assert values["more"] == "ons, helst ikke tors 14-24, helst ikke fre 12-15, fre 15-16.30"
    await amira.fill({})
    assert len(busy(world, amira)) == 5, "as it was"


@ONE_DATABASE
async def test_what_cannot_be_read_is_asked_about_and_nothing_is_lost(world: World, amira: Visitor) -> None:
    await amira.command("kalender")
    await amira.press("Ret din uge")
    await amira.fill(
        {"Hvornår kan du ikke?": ("Tirsdag aften (16-21)",), "Andre tidspunkter": "man 8-10, efter frokost"}
    )
    assert isinstance(amira.last, Reject)
    assert amira.sees('Jeg kan ikke læse "efter frokost"')
    assert busy(world, amira) == []
    await amira.fill({"Andre tidspunkter": "man 8-10"})
    assert busy(world, amira) == ["man 08.00-10.00 grid", "tir 16.00-21.00 grid"]


@ONE_DATABASE
async def test_summer_time_does_not_move_the_week(world: World, amira: Visitor) -> None:
    await amira.command("kalender")
    await amira.press("Ret din uge")
    await amira.fill({"Andre tidspunkter": "søn 1-4, fre 8-9"})
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        for since, until, hours in (("2026-10-23", "2026-10-26", 4), ("2027-03-26", "2027-03-29", 2)):
            found = busy_of(ctx, [amira.person_id], local(f"{since} 00:00"), local(f"{until} 00:00"))
            friday, sunday = found[amira.person_id]
            assert f"{friday.start.astimezone(ctx.zone):%H}" == "08"
            assert (sunday.end - sunday.start).total_seconds() / 3600 == hours


# ---- days away


@ONE_DATABASE
async def test_days_away_without_a_reason(world: World, amira: Visitor) -> None:
    await amira.command("kalender")
    await amira.press("Jeg er væk")
    assert amira.form and {one.name for one in amira.form.fields} == {"first", "last"}
    await amira.fill({"Første dag": "11/11", "Sidste dag": "12/11"})
    assert amira.sees("Væk onsdag d. 11. november til torsdag d. 12. november")
    assert busy(world, amira) == ["ons 00.00-fre 00.00 grid"]
    await amira.press("Jeg er væk")
    await amira.fill({"Første dag": "13/11", "Sidste dag": "12/11"})
    assert isinstance(amira.last, Reject)
    await amira.press("Jeg er her alligevel")
    assert busy(world, amira) == []


# ---- calendars of one's own


async def connect(person: Visitor, address: str = ADDRESS) -> None:
    await person.command("kalender")
    await person.press("Forbind en kalender")
    await person.fill({"Kalenderens hemmelige link": address})


async def test_a_calendar_is_fetched_and_only_busy_is_kept(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira, " webcal://kalender.example/hemmelig-sti.ics ")
    assert amira.sees("Kalender kalender.example · hentes om lidt")
    await fetch(world, calendars)
    assert calendars.fetched == [ADDRESS]
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"]
    await amira.command("kalender")
    assert amira.sees("Kalender kalender.example · hentet")
    rest = everything(world)
    assert "Tandl" not in rest
    assert "hemmelig" not in rest, "the address is sealed"
    assert "hemmelig" not in amira.text


def everything(world: World) -> str:
    with world.database.transaction() as tx:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in tx.connection.execute(table.select())
        )


@ONE_DATABASE
async def test_it_is_fetched_again_after_some_hours_and_on_request(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    calendars.tags = True
    await connect(amira)
    await fetch(world, calendars)
    await fetch(world, calendars)
    assert len(calendars.fetched) == 1
    await world.at("2026-11-05 14:30")
    await fetch(world, calendars)
    assert len(calendars.fetched) == 2
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"], "as it was"
    calendars.there[ADDRESS] = calendar("DTSTART:20261110T150000Z")
    await amira.command("kalender")
    await amira.press("Hent igen nu")
    await fetch(world, calendars)
    assert busy(world, amira) == ["tir 16.00-17.00 calendar"]


@ONE_DATABASE
async def test_what_could_not_be_read_is_told_once_in_private_and_the_rest_counts(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    calendars.there[ADDRESS] = calendar(
        GOOD, "DTSTART:vrøvl", "DTSTART:20261110T080000Z\nRRULE:FREQ=SECONDLY"
    )
    await connect(amira)
    for _ in range(3):
        await amira.press_action(Action.to("availability/refresh", world.team.id))  # type: ignore[union-attr]
        await fetch(world, calendars)
        await world.settle()
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"]
    assert amira.inbox.posts == 1
    assert amira.inbox.sees("2 begivenheder kunne jeg ikke læse. Resten tæller med.")
    assert "kalender.example" not in world.channel.text
    calendars.there[ADDRESS] = calendar(GOOD)
    await amira.press_action(Action.to("availability/refresh", world.team.id))  # type: ignore[union-attr]
    await fetch(world, calendars)
    await world.settle()
    assert not amira.inbox.sees("begivenheder")


@ONE_DATABASE
async def test_a_server_that_is_down_is_tried_again_and_mentioned_only_when_it_stays_so(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira)
    await fetch(world, calendars)
    calendars.there[ADDRESS] = NotFetched("unreachable")
    for hour in ("14:30", "15:15"):
        await world.at(f"2026-11-05 {hour}")
        await fetch(world, calendars)
    assert len(calendars.fetched) == 3
    assert amira.inbox.posts == 0
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"], "what was last seen"
    await world.at("2026-11-06 09:00")
    await fetch(world, calendars)
    await world.settle()
    assert amira.inbox.sees("Jeg kan ikke få fat i den lige nu")
    before = len(calendars.fetched)
    await world.at("2026-11-06 10:00")
    await fetch(world, calendars)
    assert len(calendars.fetched) == before, "the pauses grow"


@ONE_DATABASE
async def test_a_link_that_is_gone_is_told_at_once(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira, "https://kalender.example/en-anden.ics")
    await fetch(world, calendars)
    await world.settle()
    assert amira.inbox.sees("Den findes ikke mere på den adresse")
    await amira.press("Se dine kalendere")
    await amira.press("Fjern kalenderen")
    assert "Kalender kalender.example" not in text_of(amira.private[-1])
    await world.settle()
    assert not amira.inbox.sees("kalender.example")


@ONE_DATABASE
@pytest.mark.parametrize(
    "address", ["kalender", "ftp://kalender.example/a.ics", "https://kalender", "https://a b:x/"]
)
async def test_what_is_no_address_is_not_kept(world: World, amira: Visitor, address: str) -> None:
    await connect(amira, address)
    assert isinstance(amira.last, Reject)
    assert amira.sees("Det er ikke et link til en kalender")
    assert rows(world, "calendar_source") == 0


@ONE_DATABASE
async def test_our_own_calendar_is_not_read_back(world: World, amira: Visitor) -> None:
    await connect(amira, "https://samspil.example/kalender/abc.ics")
    assert amira.sees("Det er min egen kalender")


@ONE_DATABASE
async def test_a_link_in_the_command_opens_the_form_with_it(world: World, amira: Visitor) -> None:
    await amira.command("samspil", f"kalender {ADDRESS}")
    assert isinstance(amira.last, Ask)
    await amira.fill({})
    assert rows(world, "calendar_source") == 1


async def test_three_calendars_and_the_same_once(world: World, amira: Visitor) -> None:
    for address in (ADDRESS, ADDRESS, ADDRESS + "2", ADDRESS + "3"):
        await connect(amira, address)
    assert rows(world, "calendar_source") == 3
    await amira.press_action(Action.to("availability/connect", world.team.id))  # type: ignore[union-attr]
    await amira.fill({"Kalenderens hemmelige link": ADDRESS + "4"})
    assert amira.sees("Du har tre kalendere forbundet")


def rows(world: World, table: str) -> int:
    with world.database.transaction() as tx:
        return len(tx.connection.execute(metadata.tables[table].select()).all())


async def test_a_reading_that_comes_too_late_is_not_listened_to(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    """Taken by one process, which hangs; taken by another, which answers; then the first answers."""
    from bot import calendar_reading

    await connect(amira)
    slow = calendar_reading.take(world.bot)
    await world.at("2026-11-05 09:06")
    await fetch(world, calendars)
    assert slow
    calendar_reading.keep(world.bot, slow, Reading(times=()))
    assert busy(world, amira) == ["tir 13.00-14.00 calendar"]
    calendar_reading.fail(world.bot, slow, NotFetched("gone", lasting=True))
    await world.settle()
    assert amira.inbox.posts == 0


async def test_a_calendar_that_is_removed_while_it_is_read_leaves_nothing(
    world: World, amira: Visitor
) -> None:
    from bot import calendar_reading

    await connect(amira)
    due = calendar_reading.take(world.bot)
    assert due
    await amira.press("Fjern kalenderen")
    calendar_reading.keep(world.bot, due, read(calendar(GOOD).encode(), due.wanted))
    assert rows(world, "calendar_source") == rows(world, "calendar_time") == 0


# ---- whose it is, and for how long


async def test_the_link_goes_with_the_course(world: World, amira: Visitor, calendars: FakeCalendars) -> None:
    await connect(amira)
    await fetch(world, calendars)
    await world.at("2026-12-20 23:00")
    await fetch(world, calendars)
    assert rows(world, "calendar_source") == 1
    await world.at("2026-12-21 05:00")
    await fetch(world, calendars)
    assert rows(world, "calendar_source") == rows(world, "calendar_time") == 0


async def test_the_link_goes_when_somebody_leaves_their_last_team(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await connect(amira)
    await fetch(world, calendars)
    await amira.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    await fetch(world, calendars)
    assert rows(world, "calendar_source") == rows(world, "calendar_time") == 0


async def test_my_data_shows_all_of_it_and_erases_it(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await everything_said(world, amira, calendars)
    await amira.command("minedata", "eksport")
    for text in (ADDRESS, "Hvornår du ikke kan", "man 8-12", "Dage, du er væk", "Optaget i din kalender"):
        assert amira.sees(text), text
    await amira.command("minedata", "slet")
    await amira.press("Ja, slet det hele")
    for table in ("calendar_source", "calendar_time", "week_time", "time_away"):
        assert rows(world, table) == 0, table


async def everything_said(world: World, amira: Visitor, calendars: FakeCalendars) -> None:
    await connect(amira)
    await fetch(world, calendars)
    await amira.press("Ret din uge")
    await amira.fill({"Hvornår kan du ikke?": ("Mandag formiddag (8-12)",)})
    await amira.press("Jeg er væk")
    await amira.fill({"Første dag": "24/11"})


@ONE_DATABASE
async def test_all_of_it_is_forgotten_on_request(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await everything_said(world, amira, calendars)
    await amira.press("Glem det hele")
    assert rows(world, "week_time") == 1, "asked first"
    await amira.press("Ja, glem det")
    for table in ("calendar_source", "calendar_time", "week_time", "time_away"):
        assert rows(world, table) == 0, table


async def test_an_account_somebody_else_vouched_for_is_shown_nothing_from_before(
    world: World, amira: Visitor, calendars: FakeCalendars
) -> None:
    await everything_said(world, amira, calendars)
    await world.at("2026-11-06 09:00")
    accounts = metadata.tables["account"]
    with world.database.transaction() as tx:
        mine = accounts.update().where(accounts.c.person_id == amira.person_id)
        tx.connection.execute(mine.values(private_since=world.clock.now))
    amira.private.clear()
    await amira.command("kalender")
    assert not amira.sees("kalender.example")
    assert not amira.sees("man 8-12")
    assert not amira.sees("Væk")
    assert amira.sees("viser jeg ikke her. Det gælder stadig.")
    assert len(busy(world, amira)) == 2
    await amira.command("minedata", "eksport")
    assert not amira.sees("hemmelig-sti")


@ONE_DATABASE
async def test_the_next_step_asks_who_has_said_nothing(world: World, amira: Visitor) -> None:
    await amira.command("hjaelp")
    await amira.press("Sig hvornår")
    await amira.press("Ret din uge")
    await amira.fill({"Hvornår kan du ikke?": ("Mandag formiddag (8-12)",)})
    amira.private.clear()
    await amira.command("hjaelp")
    assert not amira.sees("Sig hvornår")


@ONE_DATABASE
async def test_in_english(world: World, amira: Visitor) -> None:
    with world.database.transaction() as tx:
        people = metadata.tables["person"]
        tx.connection.execute(people.update().where(people.c.id == amira.person_id).values(language="en"))
    await amira.command("calendar")
    await amira.press("Change your week")
    await amira.fill({"Other times": "mon 8-10.30, rather not fri after 14"})
    assert amira.sees("Busy: Mon 8-10.30, rather not Fri 14-24")


async def test_nobody_else_is_told(world: World, amira: Visitor, calendars: FakeCalendars) -> None:
    """Jonas presses what is Amira's, and sees nothing of it anywhere."""
    await everything_said(world, amira, calendars)
    jonas = world.people["Jonas"]
    await jonas.command("kalender")
    assert not jonas.sees("kalender.example")
    with world.database.transaction() as tx:
        source = CalendarSourceStore(tx, world.tenant_id, world.clock.now).own(amira.person_id)[0]
    await jonas.press_action(Action.to("availability/disconnect", world.team.id, source.id))  # type: ignore[union-attr]
    assert rows(world, "calendar_source") == 1
    assert not any(isinstance(block, Buttons) and "kalender.example" in str(block) for card in jonas.private
                   for block in card.blocks)  # fmt: skip


# ---- teaching

SKEMA = "https://skema.example/hele-aaret.ics"
FILE = EXAMPLE.replace("[course.days_off]", f'timetable = "{SKEMA}"\n\n[course.days_off]').replace(
    'name = "Team Broen"', 'name = "Team Broen"\ncluster = "nord"'
) + ('\n[[clusters]]\nid = "nord"\ntimetable = "https://skema.example/nord.ics"\n')


async def test_teaching_is_busy_for_the_teams_it_is_for(world: World, calendars: FakeCalendars) -> None:
    open_web(world)
    load_in(world, FILE)
    calendars.there = {
        SKEMA: calendar("DTSTART:20261110T080000Z\nDURATION:PT2H\nSUMMARY:Forelæsning, hele holdet"),
        "https://skema.example/nord.ics": calendar(
            "DTSTART:20261111T080000Z\nDURATION:PT3H\nSUMMARY:Klyngeundervisning"
        ),
    }
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["lecture", "cluster"]
    assert teaching(world, "havnen") == ["lecture"]
    with world.database.transaction() as tx:
        broen = team_of(world, tx)
        amira, mette = person_id(tx, "amira"), person_id(tx, "mette")
        found = busy_of(world.context(tx, broen), [amira, mette], *WEEK)
    assert [(one.source, one.kind) for one in found[amira]] == [
        (Source.teaching, "lecture"),
        (Source.teaching, "cluster"),
    ]
    assert found[mette] == (), "who facilitates is not taught"
    assert "hele holdet" not in everything(world)
    assert "hele-aaret" not in everything(world)


def teaching(world: World, key: str) -> list[str]:
    with world.database.transaction() as tx:
        return [one.kind for one in teaching_of(world.context(tx, team_of(world, tx, key)), *WEEK)]


@ONE_DATABASE
async def test_a_timetable_from_a_file_stays_until_the_course_names_an_address(world: World) -> None:
    load_in(world, EXAMPLE)
    content = calendar("DTSTART:20261110T080000Z\nDURATION:PT2H\nSUMMARY:Vejledning").encode()
    load_timetable(world.database, content, "sammen-om-byen-2026", "", world.clock.now)
    assert teaching(world, "broen") == ["supervision"]
    load_in(world, EXAMPLE)
    assert teaching(world, "broen") == ["supervision"]
    load_in(world, FILE)
    assert teaching(world, "broen") == []
    with pytest.raises(NoSuchCourse):
        load_timetable(world.database, content, "et-andet", "", world.clock.now)


async def test_a_timetable_that_moves_or_goes_with_the_file(world: World, calendars: FakeCalendars) -> None:
    open_web(world)
    load_in(world, FILE)
    lesson = calendar("DTSTART:20261110T080000Z\nDURATION:PT2H\nSUMMARY:Bootcamp")
    calendars.there = {SKEMA: lesson, "https://skema.example/ny.ics": lesson}
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["other"]
    words = f'timetable = "{SKEMA}"\n[course.timetable_words]\nworkshop = ["Bootcamp"]\n'
    load_in(world, FILE.replace(f'timetable = "{SKEMA}"', words))
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["workshop"]
    load_in(world, FILE.replace(SKEMA, "https://skema.example/ny.ics"))
    assert teaching(world, "broen") == [], "not read yet"
    await fetch(world, calendars)
    assert teaching(world, "broen") == ["other"]
    load_in(world, EXAMPLE)
    assert teaching(world, "broen") == []
    assert rows(world, "calendar_source") == 0
