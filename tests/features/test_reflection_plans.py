"""Which question comes, and why: found by words, suggested, and planned as a series."""

from __future__ import annotations

from bot.context import Context
from bot.i18n import Locale
from bot.prompts.library import prompts
from bot.prompts.prompt import Theme
from bot.reflections import rounds
from bot.registry import Features
from bot.settings import Settings
from bot.ui import Action, Text
from storage.planned_reflections import PlannedReflectionStore
from storage.reflections import ReflectionStore
from storage.teams import TeamStore
from tests.world import ZONE, World


async def test_the_facilitator_finds_a_question_by_words_and_looks_before_opening(world: World) -> None:
    amira, mette = world.make_team("Amira")
    mette.place = "c-broen"
    await mette.command("refleksion", "søg tempo")
    await mette.choose("Se et spørgsmål", "To slags tempo")
    assert mette.sees("Organisering · alene, så alle · ca. 10 minutter")
    assert mette.sees("Læringsmål 1: Drive processer med lokale aktører")
    await mette.press("Åbn for teamet")
    await mette.fill({})
    assert world.channel.sees("To slags tempo")
    await mette.command("refleksion", "søg xyz")
    assert mette.sees("Der er ikke noget med de ord.")
    await amira.command("refleksion", "søg tempo")
    await amira.choose("Se et spørgsmål", "To slags tempo (brugt før)")
    assert amira.sees("[Skriv for dig selv] [Find en anden]"), "a member may look, and write alone"


async def test_a_series_opens_by_the_clock_on_its_days(world: World) -> None:
    amira, mette = world.make_team("Amira")
    mette.place = "c-broen"
    await mette.command("refleksion", "plan")
    await mette.press("Planlæg flere")
    await mette.fill({"Hvilke dage?": "i går"})
    assert mette.form and "allerede gået" in str(mette.form.errors)
    await mette.fill({"Hvilke dage?": "man uge 46\nman uge 47 kl. 10\nman uge 48"})
    titles = [one.plain.split("\n")[0] for one in mette.private[-1].blocks if isinstance(one, Text)]
    assert len(set(titles)) == 3
    assert mette.sees("mandag d. 16. november kl. 10.00")
    first_card = mette.private[-1]
    await mette.press_action(first_card.actions()[0])
    assert titles[0] not in mette.text.split("Planlagte refleksioner")[1]
    await mette.press_action(first_card.actions()[-2])
    assert len(mette.private[-1].actions()) == 5, "two are left"
    await amira.press_action(first_card.actions()[0])
    assert amira.sees("Det kan du ikke gøre her.")
    posts = world.channel.posts
    await world.at("2026-11-09 09:00")
    assert world.channel.posts > posts and world.channel.sees("0 af 1 er klar")
    assert world.channel.sees("Åbnet af Mette")
    await world.at("2026-11-15 12:00")
    await world.at("2026-11-16 10:01")
    assert world.channel.sees(titles[1])
    await world.at("2026-11-30 12:00")
    assert not world.channel.sees(titles[2])


def planned_on(world: World, *, but: dict[int, str] | None = None) -> list[str]:
    """The prompts in the plan, in order; `but`: these are put in their places first."""
    assert world.team
    with world.database.transaction() as tx:
        store = PlannedReflectionStore(tx, world.tenant_id, world.clock.now)
        for place, prompt in (but or {}).items():
            store.change(store.waiting(world.team.id)[place].id, prompt=prompt)
        return [one.prompt for one in store.waiting(world.team.id)]


ON_CONFLICT = {one.id for one in prompts() if one.conflict}


async def test_a_plan_never_begins_with_conflict_whatever_is_exchanged(world: World) -> None:
    """The one that is exchanged, and those that come after it, have not been had when it opens."""
    _amira, mette = world.make_team("Amira", starts="2026-10-01")
    mette.place = "c-broen"
    await mette.command("refleksion", "plan")
    await mette.press("Planlæg flere")
    await mette.fill({"Hvilke dage?": "man uge 47"})
    for instead in [one.id for one in prompts() if not one.conflict and not one.parts]:
        planned_on(world, but={0: instead})
        await mette.press("Vælg et andet spørgsmål")
        assert planned_on(world)[0] not in {instead, *ON_CONFLICT}, instead
    await mette.press_action(Action.to("reflections/plan", world.team.id))  # type: ignore[union-attr]
    await mette.fill({"Hvilke dage?": "man uge 46"})
    assert planned_on(world)[0] not in ON_CONFLICT, "it comes before the other"
    await mette.press_action(
        Action.to("reflections/later", world.team.id, sorted(ON_CONFLICT)[0])  # type: ignore[union-attr]
    )
    await mette.fill({"Hvornår?": "fre uge 45"})
    assert mette.form and "lad et andet spørgsmål komme først" in str(mette.form.errors)
    await mette.fill({"Hvornår?": "fre uge 48"})
    assert planned_on(world)[2] == sorted(ON_CONFLICT)[0], "later it is welcome"


async def test_what_comes_first_when_the_first_is_taken_off_is_not_on_conflict(world: World) -> None:
    _amira, mette = world.make_team("Amira")
    mette.place = "c-broen"
    await mette.command("refleksion", "plan")
    await mette.press("Planlæg flere")
    await mette.fill({"Hvilke dage?": "man uge 46\nman uge 47\nman uge 48"})
    hard = sorted(ON_CONFLICT)[0]
    calm = planned_on(world, but={1: hard})[2]
    await mette.press("Tag den af")
    assert len(planned_on(world)) == 2
    assert planned_on(world) == [calm, hard], "they change places"
    await mette.press_action(mette.private[-1].actions()[-2])
    assert planned_on(world) == [calm]
    planned_on(world, but={0: hard})
    await world.at("2026-11-16 09:01")
    with world.database.transaction() as tx:
        [opened] = ReflectionStore(tx, world.tenant_id, world.clock.now).history(world.team.id)  # type: ignore[union-attr]
    assert opened.prompt not in ON_CONFLICT


async def test_what_one_person_told_the_facilitator_colours_no_suggestion(
    world: World, features: Features
) -> None:
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:30")
    await amira.press("Svar")
    await amira.fill({"Er der noget, der spænder ben?": "Foreningen svarer ikke"})
    await amira.press("Bed Mette om hjælp")
    await world.at("2026-11-18 10:00")
    assert world.team
    with world.database.transaction() as tx:
        person = TeamStore(tx, world.tenant_id, world.clock.now).person(mette.person_id)
        locale = Locale("da", ZONE, world.clock.now)
        ctx = Context(tx, features, Settings(), world.clock.now, locale, world.tenant_id, person, world.team)
        kinds = {one.kind: one.personal for own in features.all if own.signals for one in own.signals(ctx)}
        assert kinds["checkins.help"] and "checkins.few" not in kinds
        assert Theme.ORGANISATION not in rounds.timely(ctx) and Theme.MEETINGS in rounds.timely(ctx)


def test_every_kind_that_calls_for_a_theme_is_somebodys(features: Features) -> None:
    owners = {
        feature.name
        for feature in features.all
        if feature.signals or feature.name in ("tasks", "minutes", "guests")
    }
    assert {one.partition(".")[0] for one in rounds.CALLED_FOR} <= owners
    assert rounds.CALLED_FOR["surveys.level"] is Theme.PROFESSIONS


async def test_one_that_meets_an_open_one_waits_a_day(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    mette.place = "c-broen"
    await world.at("2026-11-10 08:30")
    await mette.press_action(Action.to("reflections/later", world.team.id, "to-slags-tempo"))  # type: ignore[union-attr]
    await mette.fill({"Hvornår?": "ons uge 46 kl. 9"})
    await mette.press_action(Action.to("reflections/open", world.team.id, "den-tomme-stol"))  # type: ignore[union-attr]
    await mette.fill({})
    await world.at("2026-11-11 12:00")
    assert not world.channel.sees("To slags tempo")
    for person in (amira, jonas):
        await person.press("Spring over")
    await world.at("2026-11-12 10:00")
    assert world.channel.sees("To slags tempo")
