"""When people can meet, said once: their week and days away."""

from __future__ import annotations

from bot.busy import busy_of
from bot.interactions import Reject
from tests.features.calendar_sessions import ONE_DATABASE, busy
from tests.features.calendar_sessions import amira as amira
from tests.features.calendar_sessions import features as features
from tests.visitor import Visitor
from tests.world import World, local

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
