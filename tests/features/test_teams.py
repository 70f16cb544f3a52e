"""Teams in the chat: channels, teams made by a form, the welcome."""

from __future__ import annotations

from dataclasses import replace

from bot.i18n import Locale
from bot.team_parts import EACH, SETTING, Part, essentials_only, team_uses, with_part
from bot.ui import Action
from storage.teams import Team, TeamStore
from tests.features.course import (
    EXAMPLE,
    begin,
    load_in,
    team_of,
)
from tests.visitor import Channel
from tests.world import ZONE, World

# ---- channels


async def test_a_channel_is_attached_and_gets_one_welcome_and_what_is_open(world: World) -> None:
    course = await begin(world, attach=False)
    await world.at("2026-11-04 14:00")  # Broen's check-in is open in its web room
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    assert mette.sees("Kanalen hører ikke til et team endnu. Hvilket team er det?")
    await mette.press("Team Broen")
    assert mette.sees("Kanalen hører nu til Team Broen.")
    assert world.channel.sees("Hej, jeg er Samspil") and world.channel.sees("Mette har inviteret mig.")
    assert world.channel.sees("Hvad fylder hos jer lige nu?")
    assert world.channel.posts == 2
    await world.left("c-broen")
    await world.joined("c-broen")
    await mette.command("samspil", "team")
    assert world.channel.posts == 2, "one welcome per place, ever"
    assert mette.sees("Amira Haddad · sygeplejerske") and mette.sees("Steder: nettet og Chat")


async def test_a_channel_has_one_team(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-broen"
    with world.database.transaction() as tx:
        havnen = team_of(world, tx, "havnen").id
    await mette.press_action(Action.to("teams/attach", havnen))
    assert mette.sees("Kanalen hører allerede til et team.")
    mette.place = None
    await mette.press_action(Action.to("teams/attach", havnen))
    assert mette.sees("Skriv /samspil team i den kanal, teamet skal have.")


async def test_members_and_strangers_cannot_attach(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    amira.place = "c-other"
    await amira.press_action(course.action("teams/attach"))
    assert amira.sees("Det kan du ikke gøre her.")
    stranger = course.stranger("Nobody", "c-other")
    await stranger.press_action(course.action("teams/attach"))
    assert stranger.sees("Det kan jeg ikke finde.")
    assert not Channel(world.chat, "c-other").posts
    await amira.command("samspil", "team")
    assert amira.sees("Her er ikke noget team.")


async def test_let_into_an_unattached_channel_it_says_nothing(world: World) -> None:
    await begin(world)
    await world.joined("c-new")
    assert not Channel(world.chat, "c-new").posts


async def test_a_place_that_lets_the_bot_in_later_gets_its_welcome(world: World) -> None:
    course = await begin(world, attach=False)
    world.chat.closed.add("c-broen")
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Team Broen")
    assert not world.channel.posts
    await world.at("2026-11-10 09:00")
    world.chat.closed.discard("c-broen")
    await world.joined("c-broen")
    assert world.channel.sees("Hej, jeg er Samspil")


# ---- a team made in the chat


async def test_a_team_is_made_by_a_form(world: World) -> None:
    course = await begin(world, attach=False)
    mette = course.mette
    mette.place = "c-ny"
    await mette.command("samspil", "team")
    await mette.press("Nyt team")
    people = "Amira Ny, sygeplejerske\n\nBo Lind - sygeplejerske"
    await mette.fill({"Hvad hedder teamet?": "Team Molen", "Medlemmer, én pr. linje": people})
    assert mette.sees("Team Molen er oprettet med 2 medlemmer.")
    assert mette.sees("Alle i teamet har samme fag (sygeplejerske).")
    channel = Channel(world.chat, "c-ny")
    assert channel.posts == 1 and channel.sees("Hej, jeg er Samspil")
    bo = course.stranger("Bo", "c-ny")
    await bo.command("tjekind")
    await bo.press("Det er mig: Bo Lind")
    await bo.press("Fortsæt")
    assert bo.form and bo.sees("Hvordan går samarbejdet for dig?")
    await mette.command("samspil", "team")
    assert mette.sees("Facilitator: Mette Dahl Kirkegaard")
    report = load_in(world, EXAMPLE)
    assert "Team Molen, hele teamet (oprettet i chatten)" in report.text(Locale("da", ZONE, world.clock.now))


async def test_what_will_not_do_in_the_form_is_said_and_kept(world: World) -> None:
    course = await begin(world, attach=False)
    mette = course.mette
    mette.place = "c-ny"
    for people, sentence in (
        ("Amira Ny", "Linje 1 (Amira Ny): Skriv navn, komma og fag"),
        ("Amira Ny, lærer\nAmira ny, pædagog", "Linje 2: Amira ny står der allerede."),
        ("Amira Ny 010165-1234, lærer", "Det ligner et CPR-nummer."),
        ("\n".join(f"P {n}, lærer" for n in range(25)), "Der er plads til 24 medlemmer"),
        ("x" * 90 + ", lærer", "Navnet må fylde 80 tegn"),
        ("", "Her skal der stå noget."),
    ):
        await mette.command("samspil", "team")
        await mette.press("Nyt team")
        await mette.fill({"Hvad hedder teamet?": "Molen", "Medlemmer, én pr. linje": people})
        assert mette.sees(sentence), mette.text
    assert not Channel(world.chat, "c-ny").posts
    mette.place = None
    await mette.command("samspil", "team")
    assert mette.sees("[Team Havnen] [Team Broen] [Nyt team]"), "nothing was half made"


async def test_only_who_runs_a_course_makes_teams(world: World) -> None:
    course = await begin(world)
    emil = course.stranger("Emil")
    await emil.command("samspil", "team")
    await emil.press("Det er mig: Emil Brandt")
    with world.database.transaction() as tx:
        course_id = team_of(world, tx).course.id
    await emil.press_action(Action.to("teams/new", course_id))
    assert emil.sees("Det kan du ikke gøre her.")
    await course.mette.press_action(Action.to("teams/new", course_id + 1))
    assert course.mette.sees("Det kan du ikke gøre her.")


async def test_new_people_are_added_by_the_facilitator(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.press("Føj til")
    await mette.fill({"Medlemmer, én pr. linje": "Amira Haddad, lærer"})
    assert mette.sees("Amira Haddad står der allerede.")
    await mette.press("Føj til")
    await mette.fill({"Medlemmer, én pr. linje": "Nora Dam, jordemoder"})
    assert mette.sees("Med på teamet nu: Nora Dam.")
    nora = course.stranger("Nora")
    await nora.command("samspil", "team")
    await nora.choose("Det er mig", "Nora Dam · jordemoder")
    await nora.press("Det er mig: Nora Dam")
    assert nora.sees("Fra nu af ved jeg, at du er Nora Dam")


# ---- the welcome's buttons


async def test_what_is_stored_is_told_to_anybody_in_the_channel(world: World) -> None:
    course = await begin(world)
    stranger = course.stranger("X")
    await stranger.press("Hvad gemmer du?")
    assert stranger.sees("Det gemmer jeg") and stranger.sees("Dataansvarlig: Skolen.")


async def test_only_the_essentials_and_back(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    amira.private.clear()
    await amira.press("Kun det nødvendige")
    assert amira.sees("Nu bruger teamet mig kun til møder, roller og kontrakt.")
    assert world.channel.sees("I bruger kun det nødvendige") and world.channel.sees("[Brug det hele]")
    await world.at("2026-11-06 16:00")
    assert not world.channel.sees("Tjek-ind") and not amira.inbox.posts
    await amira.press("Brug det hele")
    await world.at("2026-11-11 13:30")
    assert world.channel.sees("Tjek-ind · uge 46")


async def test_what_is_off_gives_no_signals(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-26 12:00")

    def kinds() -> set[str]:
        with world.database.transaction() as tx:
            team = team_of(world, tx)
            ctx = world.context(tx, team)
            found = [one for one in ctx.features.all if one.signals]
            return {signal.kind for one in found if one.signals for signal in one.signals(ctx)}

    assert "reflections.none" in kinds()
    course.mette.place = "c-broen"
    await course.mette.press("Kun det nødvendige")
    assert not {kind for kind in kinds() if kind.startswith(("checkins", "reflections"))}


async def test_a_team_chooses_part_by_part(world: World) -> None:
    """What is off comes not by itself and gives no signals; all off is *Kun det nødvendige*, and old choices still count."""
    amira, mette = world.make_team("Amira")
    assert world.team

    def team() -> Team:
        with world.database.transaction() as tx:
            found = TeamStore(tx, world.tenant_id, world.clock.now).team(world.team.id)  # type: ignore[union-attr]
        assert found
        return found

    await amira.command("samspil", "team")
    await amira.press("Vælg, hvad I bruger")
    assert amira.form and len(amira.form.fields[0].value) == len(Part)
    await amira.fill({"Det bruger vi": ("Spørgeskemaer", "Fagordbog")})
    assert amira.sees("Ud over møder, roller og kontrakt: Spørgeskemaer og Fagordbog.")
    assert not essentials_only(team()) and team_uses(team(), Part.surveys)
    assert not team_uses(team(), Part.checkins) and not team_uses(team(), Part.goals)
    await world.at("2026-11-06 16:00")
    assert not world.channel.sees("Tjek-ind")
    await mette.press_action(Action.to("teams/parts", world.team.id))
    await mette.fill({"Det bruger vi": ("Tjek-ind", "Fagordbog")})
    await world.at("2026-11-12 13:30")
    assert world.channel.sees("Tjek-ind") and not team_uses(team(), Part.reflections)
    await amira.press_action(Action.to("teams/parts", world.team.id))
    await amira.fill({"Det bruger vi": ()})
    assert essentials_only(team()) and not team_uses(team(), Part.glossary)
    for as_before, only in ((["checkins", "reflections"], True), (["checkins"], False), ([], False)):
        there = team()
        with world.database.transaction() as tx:
            TeamStore(tx, world.tenant_id, world.clock.now).set_team_settings(there, parts_off=as_before)
        assert essentials_only(team()) is only and team_uses(team(), Part.goals) is not only
    assert with_part(replace(team(), settings={SETTING: ["checkins", "reflections"]}), Part.checkins) == [
        EACH, "reflections", "surveys", "field", "goals", "glossary",
    ]  # fmt: skip


async def test_a_check_in_asked_for_comes_also_with_only_the_essentials(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-broen"
    await mette.press("Kun det nødvendige")
    await mette.command("tjekind", "tid")
    await mette.fill({"Hvornår åbner tjek-ind?": "onsdag"})
    await world.at("2026-11-04 13:30")
    assert world.channel.sees("Hvad fylder hos jer lige nu?")


async def test_if_nobody_presses_there_is_silence(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-03 17:00")
    assert world.channel.posts == 1
    assert not course.mette.inbox.posts
