"""What a facilitator does from the overview: several teams at once, and a colleague's advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import chosen
from bot.errors import Outdated
from bot.overview import colleagues
from bot.ui import Action
from storage.colleagues import ColleagueStore, questions
from storage.monday import notes
from storage.reflections import rounds
from storage.teams import Role, Team, TeamStore
from tests.visitor import Visitor, text_of
from tests.world import World

WORDS = "Kanariefugl: hvad gør jeg ved et team, der ikke mødes?"


async def three(world: World) -> tuple[Visitor, list[Team]]:
    """Mette's three teams, of which Broen has a reflection open."""
    *_, mette = world.make_team("Amira", "Jonas")
    world.make_team("Eva", "Ida", facilitator="Mette", key="havnen")
    world.make_team("Olaf", "Per", facilitator="Mette", key="skoven")
    await world.at("2026-11-10 09:00")
    with world.database.transaction() as tx:
        teams = list(
            TeamStore(tx, world.tenant_id, world.clock.now).teams_of(mette.person_id, Role.facilitator)
        )
    return mette, teams


def picked(teams: list[Team], *names: str) -> str:
    return chosen.encode([one.id for one in teams if one.key in names], [one.id for one in teams])


async def test_the_same_words_to_the_teams_that_were_picked(world: World) -> None:
    mette, teams = await three(world)
    await mette.press_action(Action.to("monday/several", picked(teams, "havnen", "skoven")))
    assert mette.form and "Den sendes til Team Havnen og Team Skoven." in text_of_note(mette)
    await mette.fill({"Din besked til hvert team": "Husk besøget i morgen"})
    assert mette.sees("Sendt til 2 teams.\nTeam Havnen og Team Skoven")
    for key in ("havnen", "skoven"):
        assert world.channel_of(key).sees("Fra Mette\nHusk besøget i morgen")
    assert not world.channel.sees("Husk besøget")


async def test_the_same_words_to_teams_with_long_names(world: World) -> None:
    """Eight of them named are more than a title holds."""
    for number in range(1, 11):
        *_, mette = world.make_team("Amira", key=f"{number:02}-sundhedshuset-og-boligforeningen-i-nordbyen")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        teams = list(store.teams_of(mette.person_id, Role.facilitator))
    await mette.press_action(Action.to("monday/several", picked(teams, *(one.key for one in teams))))
    await mette.fill({"Din besked til hvert team": "Husk besøget i morgen"})
    assert mette.sees("Sendt til 10 teams.") and mette.sees("boligforeningen-i-nordbyen og 3 til")
    assert count(world, notes) == 10


def text_of_note(person: Visitor) -> str:
    assert person.form and person.form.pages[0].note
    return person.form.pages[0].note.plain


async def test_a_reflection_in_all_of_them_or_in_none(world: World) -> None:
    mette, teams = await three(world)
    await mette.press_action(Action.to("reflections/several", "any", picked(teams, "broen")))
    await mette.fill({})
    before = count(world, rounds)
    everybody = Action.to("reflections/several", "any", picked(teams, "broen", "havnen", "skoven"))
    await mette.press_action(everybody)
    await mette.fill({})
    assert mette.sees("Der kan ikke åbnes en refleksion i Team Broen lige nu, så jeg har ikke åbnet nogen.")
    assert count(world, rounds) == before == 1
    await mette.press_action(Action.to("reflections/several", "any", picked(teams, "havnen", "skoven")))
    await mette.fill({})
    assert count(world, rounds) == 3


def count(world: World, table: object) -> int:
    with world.database.transaction() as tx:
        return len(tx.connection.execute(table.select()).all())  # type: ignore[attr-defined]


async def test_times_for_those_who_were_picked(world: World) -> None:
    mette, teams = await three(world)
    await mette.press_action(Action.to("supervision/new", picked(teams, "skoven")))
    assert mette.form and "Hvilke teams?" not in [one.label for one in mette.form.fields]
    await mette.fill({"Hvilke tider tilbyder du?": "fre uge 46 9-11"})
    assert world.channel_of("skoven").sees("vejledning") and not world.channel_of("havnen").sees("fredag")


async def test_a_form_for_other_teams_than_there_are_now_is_out_of_date(world: World) -> None:
    mette, teams = await three(world)
    action = Action.to("monday/several", picked(teams, "havnen"))
    world.make_team("Tom", facilitator="Mette", key="ny")
    await mette.press_action(action)
    assert mette.form is None and count(world, notes) == 0


@given(st.sets(st.integers(1, 10**6), min_size=1, max_size=60), st.data())
def test_some_of_many_teams_fit_in_a_button(every: set[int], data: st.DataObject) -> None:
    some = data.draw(st.sets(st.sampled_from(sorted(every))))
    text = chosen.encode(some, every)
    assert chosen.decode(text, every) == tuple(sorted(some))
    Action.to("reflections/several", "any", text)
    with pytest.raises(Outdated):
        chosen.decode(text, every | {10**6 + 1})
    with pytest.raises(Outdated):
        chosen.decode(f"f{text}" * 9, every)


# ---- a colleague


async def test_a_colleague_is_asked_and_answers_and_the_team_sees_only_that(world: World) -> None:
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    eva, karl = world.make_team("Eva", facilitator="Karl", key="havnen")
    *_, lis = world.make_team("Tom", facilitator="Lis", key="syd", tenant="anden")
    assert world.team
    await world.at("2026-11-10 09:00")
    await mette.command("samspil", "facilitator")
    await mette.press("Spørg en anden facilitator")
    await mette.press("Team Broen")
    await mette.fill({"Hvem vil du spørge?": "Karl", "Dit spørgsmål": WORDS})
    assert mette.sees("Sendt til Karl. Teamet kan se, at du har spurgt, men ikke om hvad.")
    assert karl.inbox.sees("Mette spørger dig til råds om Team Broen") and WORDS not in str(karl.inbox.cards)
    await karl.press("Læs")
    assert karl.sees(WORDS) and karl.sees("ingen aftalt"), "with the facts of the team's page"
    await karl.press("Svar")
    await karl.fill({"Dit svar": "Spørg dem, hvad der driller"})
    assert mette.inbox.sees("Karl har svaret dig om Team Broen")
    await mette.press("Læs")
    assert mette.sees("Spørg dem, hvad der driller")
    for other in (amira, eva, lis):
        for route in ("overview/read", "overview/answer"):
            await other.press_action(Action.to(route, 1))
            assert WORDS not in other.text and other.form is None, other.name
    await mette.press_action(Action.to("overview/answer", 1))
    assert mette.form is None, "who asked does not answer"
    with world.database.transaction() as tx:
        assert WORDS not in "".join(str(tuple(row)) for row in tx.connection.execute(questions.select()))


async def test_what_was_asked_goes_with_who_asked_and_with_who_answered(world: World) -> None:
    _amira, mette = world.make_team("Amira")
    _eva, karl = world.make_team("Eva", facilitator="Karl", key="havnen")
    assert world.team
    with world.database.transaction() as tx:
        store = ColleagueStore(tx, world.tenant_id, world.clock.now)
        first = store.ask(world.team.id, mette.person_id, karl.person_id, WORDS)
        second = store.ask(world.team.id, karl.person_id, mette.person_id, WORDS)
        found = store.question(first)
        assert found
        store.answer(found, "Et svar")
        assert store.words(found) == (WORDS, "Et svar")
        later = world.clock.now + timedelta(seconds=1)
        assert [texts for _, *texts in store.of_person(karl.person_id, None)] == [
            [WORDS, "Et svar"],
            [WORDS, ""],
        ]
        assert store.of_person(karl.person_id, later) == (), (
            "not for a session that may see nothing of before"
        )
        assert store.erase(karl.person_id) == (second, first), "what he asked, and what he was asked"
        kept = store.question(first)
        assert kept == replace(found, asked_id=None, answered=True) and store.words(kept) == (WORDS, "")
        store.erase(mette.person_id)
        assert store.of_team(world.team.id) == ()
        store.ask(world.team.id, karl.person_id, mette.person_id, WORDS)
        store.end(world.team.id)
        assert store.of_team(world.team.id) == (), "the course is over"


async def test_who_facilitates_no_longer_reads_the_words_and_nothing_of_the_team(world: World) -> None:
    """Karl's only team ends with him, and Mette's with her: what was said stays theirs, the team's facts do not."""
    _amira, mette = world.make_team("Amira")
    _eva, karl = world.make_team("Eva", facilitator="Karl", key="havnen")
    assert world.team
    lone = world.add_course_lead(world.team, "Lone")
    await mette.press_action(Action.to("overview/ask", 1))
    await mette.fill({"Hvem vil du spørge?": "Karl", "Dit spørgsmål": WORDS})
    await karl.press("Læs")
    assert karl.sees("Det, der står på teamets side")
    await karl.press("Svar")
    open_form = karl.form
    for team, person in ((1, mette), (2, karl)):
        await lone.press_action(Action.to("teams/stopped", team, person.person_id))
        await person.press_action(Action.to("overview/read", 1))
        said = text_of(person.private[-1])
        assert WORDS in said and "teamets side" not in said and "[Svar]" not in said
    karl.form = open_form
    await karl.fill({"Dit svar": "Spørg dem"})
    assert karl.sees("Det kan du ikke gøre her.")
    await mette.press_action(Action.to("overview/read", 1))
    assert "Spørg dem" not in text_of(mette.private[-1])


async def test_the_asked_ones_card_goes_with_who_asked_and_with_the_course(world: World) -> None:
    _amira, mette = world.make_team("Amira")
    _eva, karl = world.make_team("Eva", facilitator="Karl", key="havnen")
    for _ in range(2):
        await mette.press_action(Action.to("overview/ask", 1))
        await mette.fill({"Hvem vil du spørge?": "Karl", "Dit spørgsmål": WORDS})
    assert karl.inbox.sees("Mette spørger dig til råds om Team Broen")
    with world.database.transaction() as tx:
        assert world.team
        colleagues.end(world.context(tx, world.team), ())
    await world.settle()
    assert not karl.inbox.sees("Mette")
    await mette.press_action(Action.to("overview/ask", 1))
    await mette.fill({"Hvem vil du spørge?": "Karl", "Dit spørgsmål": WORDS})
    assert karl.inbox.sees("Mette")
    await mette.command("samspil", "minedata slet")
    await mette.press("Ja, slet det hele")
    assert not karl.inbox.sees("Mette")


async def test_a_colleague_among_very_many_is_written_by_name(world: World) -> None:
    _amira, mette = world.make_team("Amira")
    _eva, karl = world.make_team("Eva", facilitator="Karl", key="havnen")
    assert world.team
    for number in range(30):
        world.add_person(world.team, f"Nr {number}", Role.facilitator)
    await mette.press_action(Action.to("overview/ask", 1))
    await mette.fill({"Hvem vil du spørge?": "Hende dér", "Dit spørgsmål": WORDS})
    assert mette.sees("Det er ikke en af forløbets andre facilitatorer.")
    await mette.press_action(Action.to("overview/ask", 1))
    await mette.fill({"Hvem vil du spørge?": " karl", "Dit spørgsmål": WORDS})
    assert karl.inbox.sees("Mette spørger dig til råds om Team Broen")
