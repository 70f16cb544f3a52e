"""A week that is painted in the browser: every hour a list of its own, with and without a script."""

from __future__ import annotations

from storage.teams import TeamStore
from storage.weeks import WeekStore, WeekTime
from tests.doors.dom import Node, fields_of
from tests.doors.web import WebUnderTest, WebVisitor


def path_of(site: WebUnderTest) -> str:
    return f"/mig/uge/{site.room.rpartition('/')[2]}"


async def form_of(site: WebUnderTest, visitor: WebVisitor) -> Node:
    page = await visitor.get(path_of(site))
    form = page.first("form", action=path_of(site))
    assert form is not None
    return form


async def paint(site: WebUnderTest, visitor: WebVisitor, **cells: str) -> str:
    """Set these hours (`c0_9` is Monday from nine) and save; the page that comes."""
    form = await form_of(site, visitor)
    fields = dict(fields_of(form))
    assert "c.0.9" in fields
    fields |= {name.replace("c", "c.", 1).replace("_", "."): value for name, value in cells.items()}
    async with visitor.http.post(path_of(site), data=fields) as response:
        assert response.status == 200
        return await response.text()


def week_of(site: WebUnderTest, visitor: WebVisitor) -> tuple[WeekTime, ...]:
    house = site.house
    with house.database.transaction() as tx:
        person = house.person_id(visitor.name)
        return WeekStore(tx, 1, house.clock()).weeks_of([person]).get(person, ())


async def test_a_week_is_painted_and_painted_over(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    page = await paint(site, amira, c0_9="no", c0_10="no", c4_14="rather_not")
    assert "Optaget" in page
    assert week_of(site, amira) == (WeekTime(0, 540, 660), WeekTime(4, 840, 900, soft=True))
    form = await form_of(site, amira)
    assert dict(fields_of(form))["c.0.10"] == "no"
    await paint(site, amira, c0_9="yes", c4_14="no")
    assert week_of(site, amira) == (WeekTime(0, 600, 660), WeekTime(4, 840, 900))


async def test_hours_that_were_said_to_the_minute_stay_so(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    house = site.house
    with house.database.transaction() as tx:
        WeekStore(tx, 1, house.clock()).say_week(house.person_id("Amira"), [WeekTime(1, 510, 630)])
    await paint(site, amira, c2_12="no")
    assert week_of(site, amira) == (WeekTime(1, 510, 630), WeekTime(2, 720, 780))


async def test_a_whole_week_can_be_painted(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    hours = {f"c{day}_{hour}": ("no", "rather_not")[hour % 2] for day in range(5) for hour in range(7, 22)}
    await paint(site, amira, **hours)
    assert len(week_of(site, amira)) == len(hours)


async def test_a_team_that_works_on_saturdays_paints_them_too(site: WebUnderTest) -> None:
    amira, house = site.visitor("Amira"), site.house
    with house.database.transaction() as tx:
        store = TeamStore(tx, 1, house.clock())
        team = store.team(house.team_id)
        assert team
        store.set_team_settings(team, workdays=[1, 2, 5, 6])
    hours = {f"c{day}_{hour}": ("no", "rather_not")[hour % 2] for day in range(7) for hour in range(7, 22)}
    await paint(site, amira, **hours)
    assert len(week_of(site, amira)) == len(hours), "and no hour of all seven days is lost"
    form = await form_of(site, amira)
    assert dict(fields_of(form))["c.5.9"] == "rather_not"
    assert form.first("select", name="c.6.21", **{"aria-label": "søndag 21-22"})


async def test_each_hour_has_a_name_and_nobody_elses_page_opens(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    form = await form_of(site, amira)
    labels = [one.attrs["aria-label"] for one in form.all("select")]
    assert len(labels) == len(set(labels)) == 75
    assert "mandag 9-10" in labels
    async with amira.http.get("/mig/uge/999999") as response:
        assert response.status == 404


async def test_a_post_from_elsewhere_or_of_nonsense_changes_nothing(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    fields = dict(fields_of(await form_of(site, amira)))
    async with amira.http.post(path_of(site), data={**fields, "csrf": "x", "c.0.9": "no"}):
        pass
    assert week_of(site, amira) == ()
    await paint(site, amira, c0_9="måske", c9_9="no")
    assert week_of(site, amira) == ()
