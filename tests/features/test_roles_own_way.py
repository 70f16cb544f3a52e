"""A team that has its own mind about roles: who has them, which, for how long; and what each gets to know."""

from __future__ import annotations

import pytest

from bot import meetings, noise, roles, teams
from bot.erasure import erase
from bot.pictures.look import KIND
from bot.registry import Features
from bot.ui import Action, Choice, Picture
from storage.files import FileStore, load
from storage.meetings import MeetingStore
from storage.roles import RoleStore
from storage.teams import TeamStore
from tests.features.meeting_sessions import fill, suggest, vote
from tests.features.role_sessions import free, holder, lineup, meet, team_of_five
from tests.visitor import Visitor, text_of
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    return await team_of_five(world)


def route(world: World, name: str, *args: str | int) -> Action:
    assert world.team
    return Action.to(f"roles/{name}", world.team.id, *args)


# ---- who has which


async def test_anybody_may_set_the_roles_without_explaining(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    somebody = next(one for one in team[:5] if one not in (chair, sofie))
    await somebody.press("Byt rolle")
    await somebody.press("Sæt rollerne")
    await somebody.choose("Mødeleder", sofie.name)
    assert lineup(world)["chair"] == (sofie.name, False)
    assert sofie.inbox.sees(f"Hej {sofie.name}. Rollen som mødeleder er nu din, hvis det passer dig.")
    assert world.channel.sees(f"mødeleder {sofie.name} · ")
    assert chair.inbox.posts == 0, "who had only been proposed need not be told"
    await sofie.press("Fint med mig")
    await somebody.choose("Mødeleder", somebody.name)
    assert lineup(world)["chair"] == (somebody.name, True), "who takes it has said yes"
    assert sofie.inbox.sees("Rollen som mødeleder er givet videre, så den skal du ikke tænke på.")
    await somebody.choose("Mødeleder", "Ingen lige nu")
    assert world.channel.sees("mødeleder ikke taget endnu")
    await somebody.choose("Mødeleder", sofie.name)
    assert not sofie.inbox.sees("er givet videre"), "it is theirs again"


async def test_who_is_away_or_elsewhere_cannot_be_given_a_role(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    await sofie.press("Jeg kan ikke komme")
    before = lineup(world)
    await chair.press_action(route(world, "set", 1))
    choice = next(block for block in chair.private[-1].blocks if isinstance(block, Choice))
    assert sofie.name not in {option.label for option in choice.options}
    for person in (str(sofie.person_id), "999999"):
        await chair.press_action(route(world, "place", 1, "chair"), person)
    await chair.press_action(route(world, "place", 1, "own-7"), str(chair.person_id))
    assert chair.sees("Knappen er fra en ældre besked.")
    assert lineup(world) == before


async def test_not_me_this_time(world: World, team: list[Visitor]) -> None:
    chair, writer, sofie = holder(world, "chair", team), holder(world, "note_taker", team), free(world, team)
    await sofie.press("Byt rolle")
    await sofie.press("Ikke mig denne gang")
    assert sofie.sees("Helt fint. Jeg spørger dig ikke til det her møde.")
    await chair.press("Byt rolle")
    await chair.press("Ikke mig denne gang")
    assert chair.sees("Rollen er fri, og den, der har lyst, kan tage den."), "nobody is left to ask"
    assert lineup(world)["chair"] == ("", False)
    await writer.press("Byt rolle")
    await writer.press("Ikke mig denne gang")
    assert lineup(world)["note_taker"] == ("", False), "neither is asked for another's role"
    assert world.channel.posts == 2


# ---- wishes


async def test_who_would_like_to_try_comes_first_when_it_is_even(world: World, team: list[Visitor]) -> None:
    """The chair of the first meeting asks for another role, and gets it at the next, where nobody has had it
    more than they."""
    chair, writer = holder(world, "chair", team), holder(world, "note_taker", team)
    sofie = free(world, team)
    await sofie.command("roller")
    await sofie.press("Jeg vil gerne prøve …")
    await sofie.press("Tidsholder")
    assert sofie.sees("Du har skrevet dig op til: tidsholder")
    await sofie.press("Fortryd tidsholder")
    assert "skrevet dig op" not in text_of(sofie.private[-1])
    await sofie.press("Processtyrer")
    await meet(team[:5], "tors uge 47 10.00")
    assert lineup(world, 2)["process_lead"][0] == sofie.name
    await sofie.press_action(route(world, "wishes"))
    assert "skrevet dig op" not in text_of(sofie.private[-1]), "the wish has come true"
    personal = roles.feature.personal_data
    assert personal
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        assert ("En rolle, du gerne vil prøve", "processtyrer") in personal.export(ctx, sofie.person_id)
        personal.erase(ctx, sofie.person_id)
        assert personal.export(ctx, sofie.person_id) == []
    assert not chair.sees("skrevet dig op") and not writer.sees("skrevet dig op")


async def test_a_wish_goes_with_who_leaves(world: World, team: list[Visitor]) -> None:
    sofie = free(world, team)
    await sofie.press_action(route(world, "wish", "chair", "yes"))
    await sofie.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    with world.database.transaction() as tx:
        assert RoleStore(tx, world.tenant_id, world.clock.now).wishes(world.team.id) == ()  # type: ignore[union-attr]


# ---- the team's own roles


async def test_a_role_of_the_teams_own(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    await jonas.command("roller")
    await jonas.press("Lav jeres egen rolle")
    await fill(jonas, {"name": "kaffebrygger", "does": "Brygger kaffe og tager <kopper> med."})
    assert jonas.sees("Gemt. Fra næste møde foreslår jeg også en kaffebrygger.")
    await meet(team[:5], "tors uge 47 10.00")
    seats = lineup(world, 2)
    assert set(seats) == {"chair", "note_taker", "timekeeper", "process_lead", "own-1"}
    assert world.channel.sees(f"kaffebrygger {seats['own-1'][0]}")
    brewer = holder(world, "own-1", team, 2)
    await brewer.press("Fint med mig")
    await brewer.press("Se drejebogen")
    assert brewer.sees("Det gør du: Brygger kaffe og tager <kopper> med.")
    await jonas.press("Se rollerne")
    assert jonas.sees("kaffebrygger: Brygger kaffe")
    await jonas.press("Ret kaffebrygger")
    await fill(jonas, {"name": "Mødeleder"})
    assert jonas.form and "Den rolle har I allerede" in str(jonas.form.errors)
    await fill(jonas, {"name": "tebrygger"})
    await world.settle()
    assert world.channel.sees(f"tebrygger {seats['own-1'][0]}"), "it is the same role by another name"
    await jonas.command("roller")
    await jonas.press("Vælg jeres roller")
    await fill(jonas, {"roles": ("Mødeleder", "Tebrygger")})
    assert jonas.sees("Fra næste møde foreslår jeg: mødeleder og tebrygger.")


async def test_there_are_at_most_three_of_them(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    for name in ("kaffe", "kage", "te"):
        await jonas.press_action(route(world, "own"))
        await fill(jonas, {"name": name})
    await jonas.press_action(route(world, "own"))
    await fill(jonas, {"name": "saft"})
    assert jonas.form and "I har 3 egne roller nu" in str(jonas.form.errors)


# ---- for a week


async def test_roles_for_a_week_are_the_same_at_all_of_its_meetings(
    world: World, team: list[Visitor]
) -> None:
    people = team[:5]
    await people[0].command("roller")
    await people[0].press("Vælg jeres roller")
    await fill(people[0], {"rhythm": "En uge, til alle ugens møder"})
    assert people[0].sees("De gælder en uge ad gangen.")
    await meet(people, "tors uge 47 10.00")
    assert lineup(world, 2) == lineup(world, 1)
    chair, sofie = holder(world, "chair", team), free(world, team)
    before = {person.name: person.inbox.posts for person in people}
    await chair.press_action(route(world, "excuse", 1))
    assert lineup(world, 1)["chair"][0] == lineup(world, 2)["chair"][0] == sofie.name
    assert sofie.inbox.posts == before[sofie.name] + 1, "asked once for both"
    writer = holder(world, "note_taker", team)
    await writer.press_action(Action.to("meetings/cannot", world.team.id, 2))  # type: ignore[union-attr]
    assert lineup(world, 1)["note_taker"][0] == writer.name, "away from one meeting is not away from the week"
    assert lineup(world, 2)["note_taker"][0] != writer.name
    await meet(people, "tors uge 48 10.00")
    first, third = lineup(world, 1), lineup(world, 3)
    assert not {(role, name) for role, (name, _) in first.items()} & {(r, n) for r, (n, _) in third.items()}


# ---- what each gets to know


async def test_the_day_before_everybody_with_a_role_gets_its_run_sheet(
    world: World, team: list[Visitor]
) -> None:
    chair, writer, sofie = holder(world, "chair", team), holder(world, "note_taker", team), free(world, team)
    await world.at("2026-11-16 08:59")
    assert chair.inbox.posts == 0
    await world.at("2026-11-16 09:00")
    assert chair.inbox.sees("Din drejebog som mødeleder")
    assert chair.inbox.sees("Før: Læs dagsordenen igennem") and chair.inbox.sees("Undervejs: Sig højt")
    assert sofie.inbox.posts == 0, "no role, no run-sheet"
    await chair.press_action(route(world, "place", 1, "chair"), str(sofie.person_id))
    assert chair.inbox.posts == 0, "it is not theirs any more"
    await sofie.press("Fint med mig")
    await writer.press("Send mig ikke drejebøger")
    await meet(team[:5], "fre uge 47 10.00")
    await world.at("2026-11-19 09:00")
    again = holder(world, "chair", team, 2)
    assert again.inbox.sees("Din drejebog")
    assert writer.name in {name for name, _ in lineup(world, 2).values()}
    assert sum("Din drejebog" in text_of(card) for card in writer.inbox.cards) <= 1, "they want no more"
    await writer.press("Send dem igen")
    assert writer.sees("Du får igen din drejebog dagen før.")


async def test_run_sheets_leave_the_last_private_post_to_what_people_are_asked(
    world: World, team: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = holder(world, "chair", team)
    monkeypatch.setattr(noise, "PERSON_POSTS", 1)
    await world.at("2026-11-16 09:00")
    assert chair.inbox.posts == 0
    await chair.command("roller")
    await chair.press("Se drejebogen")
    assert chair.sees("Din drejebog som mødeleder")


async def test_the_run_sheet_fits_what_the_meeting_is_for(world: World) -> None:
    people = world.make_team("Jonas", "Amira", "Freja")[:3]
    await world.at("2026-11-09 10:00")
    await meet(people, "tirs uge 47 13.15")
    with world.database.transaction() as tx:
        MeetingStore(tx, world.tenant_id, world.clock.now).change(1, kind="decide")
    chair = holder(world, "chair", people)
    await chair.press_action(route(world, "sheet", 1))
    assert chair.sees("Sig før hvert punkt, hvad I skal beslutte.")
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).set_person(chair.person_id, language="en")
    await chair.press_action(route(world, "sheet", 1))
    assert chair.sees("Your run-sheet as chair") and chair.sees(
        "Before each item, say what you are to decide."
    )


async def test_the_matrix_is_a_picture_and_says_the_same_in_words(world: World, team: list[Visitor]) -> None:
    await meet(team[:5], "tirs uge 48 13.15")
    mette = team[5]
    mette.place = "c-broen"
    await mette.command("roller")
    assert not mette.sees("Sæt rollerne"), "the facilitator sees, and leaves it to the team"
    await mette.press("Se møde for møde")
    (picture,) = [block for block in mette.private[-1].blocks if isinstance(block, Picture)]
    assert picture.alt.startswith(
        "Skema over, hvem der havde hvilken rolle ved 2 møder fra tirs. d. 17. nov."
    )
    chair = holder(world, "chair", team)
    assert mette.sees(f"mødeleder {chair.name}")
    with world.database.transaction() as tx:
        stored = load(tx, picture.sha256)
        assert stored and stored.kind == KIND
        svg = stored.content.decode()
    for said in (*(person.name for person in team[:5]), "17/11", "24/11", "processtyrer"):
        assert f">{said}</text>" in svg
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        erase(ctx, chair.person_id)
        assert FileStore(tx, world.tenant_id, world.clock.now).get(picture.sha256) is None


async def test_before_the_first_meeting_there_is_no_picture(world: World) -> None:
    jonas, *_ = world.make_team("Jonas", "Amira")
    await jonas.press_action(route(world, "matrix"))
    assert jonas.sees("Der har ikke været møder endnu.")


async def test_a_meeting_that_becomes_one_with_a_partner_gets_an_interviewer(world: World) -> None:
    amira, jonas, freja, _mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-09 10:00")
    await meet([amira, jonas, freja], "tirs uge 47 13.15")
    before = lineup(world)
    assert set(before) == {"chair", "note_taker"}
    busy = {name for name, _ in before.values()}
    third = next(one for one in (amira, jonas, freja) if one.name not in busy)
    other = next(one for one in (amira, jonas, freja) if one.name in busy)
    await other.command("moede")
    await other.press("Tilpas mødet")
    await other.fill({"Hvilken slags møde er det?": "Med partner eller borger"})
    after = lineup(world)
    assert after == {**before, "interviewer": (third.name, False)}, "the others keep theirs"
    assert world.channel.sees(f"interviewer {third.name}")
    assert third.inbox.sees("Rollen som interviewer er nu din")
    await other.press("Tilpas mødet")
    await other.fill({"Hvilken slags møde er det?": "Med partner eller borger", "Sted": "hos dem"})
    assert lineup(world) == after


async def test_a_meeting_with_a_partner_has_an_interviewer_from_the_start(world: World) -> None:
    amira, jonas, freja, _mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-09 10:00")
    await suggest(amira, "tirs uge 47 13.15", type="partner")
    for person in (jonas, freja):
        await vote(person, "ja")
    assert set(lineup(world)) == {"chair", "note_taker", "interviewer"}
