"""Reflection as a team lives it: alone first, shared only by choice, together."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from bot.interactions import Reply, Submit
from bot.ui import Action, Values
from storage.database import Database
from storage.outbox.tables import outbox
from storage.teams import Role
from tests.visitor import Visitor, text_of
from tests.world import World

SECRET = "Jeg var bange for at sige det højt"


def everything_in(database: Database) -> str:
    """Every text in every table, as an operator could read it."""
    from storage.tables import metadata

    with database.transaction() as tx:
        rows = [str(row) for table in metadata.sorted_tables for row in tx.connection.execute(table.select())]
        if tx.is_sqlite:
            tx.connection.execute(text("SELECT 1"))
        return "\n".join(rows)


async def opened(world: World, *names: str, with_names: bool = False, live: bool = False) -> list[Visitor]:
    people = world.make_team(*names)
    await world.at("2026-11-10 09:30")
    mette = people[-1]
    mette.place = "c-broen"
    await mette.command("refleksion", "fagligheder")
    await mette.press("Åbn for teamet")
    await mette.fill(
        {
            "Hvor lang tid?": "Nu, fem minutter (I er samlet)" if live else "To døgn",
            "Skal teksterne vises med navn?": "Med navn"
            if with_names
            else "Uden navn, hvis mindst fire deler",
        }
    )
    mette.place = None
    return people


async def write(person: Visitor, words: str, *, share: bool = True) -> None:
    await person.press("Skriv")
    assert person.form
    options = person.form.fields[1].options  # type: ignore[union-attr]
    await person.fill({"Din tekst": words, "Vil du dele den med teamet?": options[0 if share else 1].label})


async def test_four_share_and_it_appears_together_without_names(world: World) -> None:
    amira, jonas, freja, emil, sofie, mette = await opened(world, "Amira", "Jonas", "Freja", "Emil", "Sofie")
    assert world.channel.sees("Åbnet af Mette · Fagligheder og lovgivning · 0 af 5 er klar")
    assert world.channel.sees("torsdag d. 12. november kl. 9.30")
    posts = world.channel.posts
    for person, words in (
        (amira, SECRET),
        (jonas, "Ordet borger"),
        (freja, "Ordet sag"),
        (emil, "Ordet mål"),
    ):
        await write(person, words)
    assert world.channel.sees("4 af 5 er klar")
    assert SECRET not in world.channel.text
    assert SECRET not in everything_in(world.database)
    assert not mette.sees(SECRET)

    await sofie.press("Spring over")
    assert world.channel.posts == posts + 1
    assert world.channel.sees("Her er det, I har delt")
    assert world.channel.sees("Fire tekster i tilfældig rækkefølge.")
    assert world.channel.sees(SECRET)
    reveal = world.channel.text.split("Her er det, I har delt")[1]
    assert not any(name in reveal for name in ("Amira", "Jonas", "Freja", "Emil"))

    await jonas.press("Skriv sætningen")
    await jonas.fill({"Det tager vi med videre": "Vi spørger, hvad den anden mener"})
    assert world.channel.sees("Det tager I med videre: Vi spørger, hvad den anden mener")
    await amira.command("samspil", "log")
    assert amira.sees("Vi spørger, hvad den anden mener")


async def test_what_is_kept_is_the_writers_alone_and_can_be_erased(world: World) -> None:
    amira, jonas, freja, mette = await opened(world, "Amira", "Jonas", "Freja", with_names=True)
    await write(amira, SECRET, share=False)
    await write(jonas, "Ordet borger")
    await write(freja, "Ordet sag")
    assert world.channel.sees("Ordet borger")
    assert SECRET not in world.channel.text
    assert SECRET not in everything_in(world.database)
    await jonas.command("refleksion", "mine")
    assert not jonas.sees(SECRET)
    await amira.command("refleksion", "mine")
    assert amira.sees(SECRET)
    await amira.press("Slet")
    amira.private.clear()
    await amira.command("refleksion", "mine")
    assert not amira.sees(SECRET)
    assert not mette.sees(SECRET)


async def test_a_shared_text_can_be_taken_back_after_it_was_shown(world: World) -> None:
    amira, jonas, freja, _mette = await opened(world, "Amira", "Jonas", "Freja", with_names=True)
    for person, words in ((amira, SECRET), (jonas, "Ordet borger"), (freja, "Ordet sag")):
        await write(person, words)
    assert world.channel.sees(SECRET)
    await amira.command("refleksion", "mine")
    await amira.press("Slet")
    assert SECRET not in world.channel.text
    with world.database.transaction() as tx:
        assert not any(SECRET in (row.card or "") for row in tx.connection.execute(outbox.select()))


async def test_a_single_sharer_is_asked_first_and_silence_is_no(world: World) -> None:
    amira, jonas, freja, _mette = await opened(world, "Amira", "Jonas", "Freja", with_names=True)
    await write(amira, SECRET)
    await jonas.press("Spring over")
    await freja.press("Spring over")
    assert SECRET not in world.channel.text
    assert amira.inbox.sees("Du er den eneste, der har delt denne gang.")
    assert not jonas.sees(SECRET)
    assert SECRET not in everything_in(world.database), "not in the question either"
    await amira.press("Læs den først")
    assert amira.sees(SECRET)
    await world.at("2026-11-11 12:00")
    assert world.channel.sees("Ingen delte noget denne gang, og det er helt fint.")
    assert SECRET not in world.channel.text
    assert amira.inbox.posts == 0


async def test_too_few_for_no_names_are_asked_and_a_yes_shows_it(world: World) -> None:
    amira, jonas, freja, _mette = await opened(world, "Amira", "Jonas", "Freja")
    await write(amira, SECRET)
    await write(jonas, "Ordet borger")
    await freja.press("Spring over")
    assert SECRET not in world.channel.text
    await amira.press("Ja, vis den")
    assert SECRET not in world.channel.text
    await jonas.press("Nej, behold den")
    assert world.channel.sees(SECRET)
    assert not world.channel.sees("Ordet borger")


async def test_live_is_over_in_five_minutes(world: World) -> None:
    amira, jonas, *_ = await opened(world, "Amira", "Jonas", "Freja", live=True, with_names=True)
    await write(amira, "Et")
    await write(jonas, "To")
    await world.at("2026-11-10 09:34")
    assert not world.channel.sees("Her er det, I har delt")
    await world.at("2026-11-10 09:36")
    assert world.channel.sees("Her er det, I har delt")
    await world.people["Freja"].press_action(_write_action(world))
    assert world.people["Freja"].sees("Skrivetiden er forbi.")


def _write_action(world: World) -> Action:
    assert world.team
    return Action.to("reflections/write", world.team.id, 1)


async def test_members_open_only_when_the_team_has_said_so(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await amira.command("refleksion")
    assert amira.sees("Mette åbner refleksioner for jer.")
    assert world.team
    await amira.press_action(Action.to("reflections/open", world.team.id, "samme-ord-to-betydninger"))
    assert amira.sees("Det kan du ikke gøre her.")
    await amira.press("Lad os selv åbne")
    await amira.command("refleksion", "møder")
    assert amira.sees("Forslag til Team Broen")
    await amira.press("Vis en anden")
    await amira.press("Åbn for teamet")
    await amira.fill({})
    assert world.channel.sees("0 af 3 er klar")


async def test_several_teams_at_once_from_a_private_message(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas")
    world.make_team("Eva", "Karla", facilitator="Mette", key="havnen")
    await mette.command("refleksion")
    await mette.fill({"Hvilke teams?": ("Team Broen", "Team Havnen")})
    assert mette.sees("Refleksionen er åbnet")
    assert world.channel.sees("0 af 2 er klar")
    assert world.channel_of("havnen").sees("0 af 2 er klar")


async def test_an_unknown_theme_gets_the_choices_and_a_team_never_the_same_twice(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas")
    await mette.command("refleksion", "fodbold")
    assert mette.sees("Det tema kender jeg ikke.")
    assert world.team
    seen = set()
    for day in range(10, 16):
        await world.at(f"2026-11-{day} 10:00")
        await mette.command("refleksion", "moeder")
        if mette.sees("Teamet har haft alle spørgsmål i det tema"):
            break
        await mette.press("Åbn for teamet")
        await mette.fill({})
        title = world.channel.cards[-1].title.plain
        assert title not in seen
        seen.add(title)
        for name in ("Amira", "Jonas"):
            await world.people[name].press_action(Action.to("reflections/skip", world.team.id, len(seen)))


async def test_a_member_who_leaves_is_not_waited_for(world: World) -> None:
    amira, jonas, freja, _mette = await opened(world, "Amira", "Jonas", "Freja", with_names=True)
    await write(amira, "Et")
    await write(jonas, "To")
    from bot.events import MemberLeft
    from storage.teams import TeamStore

    assert world.team
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        ctx.store(TeamStore).leave(world.team.id, freja.person_id)
        ctx.announce(MemberLeft(world.team.id, freja.person_id))
    await world.settle()
    assert world.channel.sees("Her er det, I har delt")


async def test_down_over_the_deadline_nobody_is_asked_at_night(world: World) -> None:
    amira, *_ = await opened(world, "Amira", "Jonas", "Freja", with_names=True)
    await write(amira, SECRET)
    await world.downtime("2026-11-13 22:00")  # a Friday night; it closed on Thursday
    assert world.channel.sees("Skrivetiden er forbi.")
    assert amira.inbox.posts == 0
    await world.at("2026-11-16 08:00")
    assert amira.inbox.sees("Du er den eneste, der har delt denne gang.")
    await world.at("2026-11-17 07:30")
    await amira.press("Ja, vis den")
    assert world.channel.sees(SECRET)


async def test_two_facilitators_at_once_open_one(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas", "Freja")
    assert world.team
    karl = world.add_person(world.team, "Karl", Role.facilitator)
    action = Action.to("reflections/open", world.team.id, "samme-ord-to-betydninger")
    values: Values = {"time": "48", "names": "no"}
    submits = [
        Submit(sender=one.sender, place=None, action=action, values=values, delivery_id=world.delivery_id())
        for one in (mette, karl)
    ]
    answers = await asyncio.gather(*(world.database.run(world.bot.handle, one) for one in submits))
    told = "".join(text_of(one.card) for one in answers if isinstance(one, Reply))
    assert "Refleksionen er åbnet" in told and "Der er allerede en refleksion åben." in told
    await world.settle()
    assert world.channel.posts == 1


async def test_only_the_team_learns_how_far_it_is(world: World) -> None:
    await opened(world, "Amira", "Jonas", "Freja")
    assert world.team
    partner = world.add_person(world.team, "Karl", Role.partner)
    await partner.command("refleksion")
    assert partner.last == Reply(partner.private[-1]) and "Det kan du ikke gøre her." in partner.text
    eva, *_ = world.make_team("Eva", facilitator="Søren", key="havnen")
    eva.place = "c-broen"
    await eva.command("refleksion")
    assert "Det kan jeg ikke finde." in text_of(eva.private[-1])
