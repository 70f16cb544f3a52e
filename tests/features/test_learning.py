"""Reflection, deep: alone, found and planned, worked on step by step, and on boards."""

from __future__ import annotations

from bot.context import Context
from bot.i18n import Locale
from bot.prompts.library import GOALS, prompts
from bot.prompts.prompt import Theme
from bot.prompts.role_goals import ROLE_GOALS
from bot.reflections import rounds
from bot.registry import Features
from bot.roles.history import Role as MeetingRole
from bot.settings import Settings
from bot.ui import Action, Text
from storage.planned_reflections import PlannedReflectionStore
from storage.reflections import ReflectionStore
from storage.roles import RoleStore
from storage.teams import TeamStore
from tests.features.meeting_sessions import suggest, vote
from tests.features.test_reflections import everything_in, opened, write
from tests.security.life import send
from tests.visitor import Visitor, text_of
from tests.world import ZONE, World

SECRET = "Jeg var bange for at sige det højt"


async def answer(person: Visitor, world: World, text: str = "Ordet sag") -> None:
    await person.press("Skriv")
    await send(person, {"text": text, "share": "shared"})


# ---- alone


async def test_anybody_reflects_alone_and_nobody_else_reads_it(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    posts = world.channel.posts
    await amira.command("refleksion", "alene møder")
    assert amira.sees("Et spørgsmål til dig")
    await amira.press("Vis en anden")
    await amira.press("Skriv")
    assert amira.sees("Kun du kan læse det.")
    await amira.fill({"Din tekst": SECRET})
    assert amira.sees("Gemt. Kun du kan læse den.")
    await mette.command("refleksion", "alene")
    await mette.press("Brug mit eget spørgsmål")
    await mette.fill({"Hvad vil du tænke over?": "Hvornår går jeg?", "Din tekst": "Før de er klar"})
    assert world.channel.posts == posts
    assert SECRET not in everything_in(world.database) and "Før de" not in everything_in(world.database)
    await amira.press("Ret")
    await amira.fill({"Din tekst": f"{SECRET}, men gjorde det"})
    for person in (jonas, mette):
        await person.command("refleksion", "mine")
        assert not person.sees(SECRET)
    assert mette.sees("Hvornår går jeg?")
    await amira.command("refleksion", "mine")
    assert amira.sees("men gjorde det")
    await jonas.press_action(Action.to("reflections/rewrite", 1))
    assert not jonas.sees(SECRET)
    await amira.press("Slet")
    amira.private.clear()
    await amira.command("refleksion", "mine")
    assert amira.sees("Du har ikke skrevet nogen endnu.")


async def test_a_question_written_on_is_not_asked_again(world: World) -> None:
    amira, _mette = world.make_team("Amira")
    asked = set()
    for _ in range(3):
        await amira.command("refleksion", "alene effekt")
        title = amira.private[-1].blocks[0].plain  # type: ignore[union-attr]
        assert title not in asked
        asked.add(title)
        await amira.press("Skriv")
        await amira.fill({"Din tekst": "Én linje"})


# ---- themes


async def test_each_theme_opens_as_three_buttons_and_the_last_opens_our_tool(world: World) -> None:
    amira, mette = world.make_team("Amira")
    await amira.command("samspil", "tema")
    await amira.press("Møder")
    await amira.press("Få lidt viden")
    assert amira.sees("på emu.dk") and not amira.sees("[Læs mere]"), "no address is known that stays"
    await amira.press("Tilbage til temaet")
    await amira.press("Gør noget ved det")
    await amira.press("Se rollerne")
    assert not amira.sees("Den kender jeg ikke") and not amira.sees("Det gik ikke")
    await amira.command("samspil", "tema effekt")
    await amira.press("Tænk over det")
    await amira.press("Skriv for dig selv")
    assert amira.sees("Et spørgsmål til dig")
    await mette.command("samspil", "tema effekt")
    await mette.press("Tænk over det")
    assert mette.sees("[Skriv for dig selv] [Åbn for teamet]")


# ---- found, looked at, planned


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


# ---- step by step


async def begun(world: World, prompt: str, *names: str) -> list[Visitor]:
    """A round on this prompt, with names, in which everybody has shared."""
    people = world.make_team(*names)
    await world.at("2026-11-10 09:30")
    mette = people[-1]
    mette.place = "c-broen"
    assert world.team
    await mette.press_action(Action.to("reflections/open", world.team.id, prompt))
    await mette.fill({"Skal teksterne vises med navn?": "Med navn"})
    for person in people[:-1]:
        await answer(person, world)
    return people


async def test_pairs_then_fours_then_all_on_the_one_card(world: World) -> None:
    amira, *_ = await begun(world, "for-dem-eller-med-dem", "Amira", "Jonas", "Freja", "Emil", "Sofie", "Ida")
    posts = world.channel.posts
    await amira.press("Tal om det, trin for trin")
    assert world.channel.sees("Trin 1 af 3. Tal sammen to og to") and world.channel.sees("Til kl. 9.34.")
    pairs = next(line for line in world.channel.text.split("\n") if " · " in line and " og " in line)
    assert len(pairs.split(" · ")) == 3
    old = Action.to("reflections/step", world.team.id, 1, 1)  # type: ignore[union-attr]
    await world.at("2026-11-10 09:35")
    assert world.channel.sees("Tiden er gået.")
    await amira.press("Næste trin")
    assert world.channel.sees("Trin 2 af 3. Gå sammen med et andet par")
    await amira.press_action(old)
    assert world.channel.sees("Trin 2 af 3."), "an old press changes nothing"
    await amira.press("Næste trin")
    await amira.press("Vi er færdige")
    assert not world.channel.sees("Trin ") and world.channel.posts == posts


async def test_a_round_in_writing_builds_on_what_others_wrote(world: World) -> None:
    amira, jonas, _mette = await begun(world, "det-kunne-vaere-skrevet", "Amira", "Jonas")
    await amira.press("Tal om det, trin for trin")
    await jonas.press("Skriv en linje")
    assert jonas.sees("Den vises på kortet med dit fornavn")
    await jonas.fill({"Din linje": "Det kunne referatet også"})
    assert world.channel.sees("Jonas: Det kunne referatet også")
    line = Action.to("reflections/line", world.team.id, 1)  # type: ignore[union-attr]
    await amira.press("Næste trin")
    await jonas.press_action(line)
    assert jonas.sees("Det trin er forbi.")


async def test_the_three_houses_as_a_board_of_the_team(world: World) -> None:
    people = world.make_team("Amira", "Jonas", "Freja", "Emil")
    amira, jonas, freja, emil, mette = people
    await world.at("2026-11-10 09:30")
    mette.place = "c-broen"
    await mette.command("samspil", "trehuse")
    assert mette.sees("Felter: Bekymringernes hus · Det gode hus")
    await mette.press("Åbn for teamet")
    await mette.fill({})
    for person, worry in ((amira, "Tiden er knap"), (jonas, "Vi ses for lidt")):
        await person.press("Skriv")
        await send(person, {"bekymringer": worry, "virker": "Vi griner", "share": "shared"})
    assert "Tiden er knap" not in everything_in(world.database)
    await freja.press("Skriv")
    await send(freja, {"droemme": "En fast dag", "share": "kept"})
    await freja.command("refleksion", "mine")
    assert freja.sees("Drømmenes hus: En fast dag")
    await emil.press("Skriv")
    await send(emil, {"share": "shared"})
    assert emil.sees("Det er fint. Du tæller med som klar."), "nothing written is to pass"
    for person in (amira, jonas):  # two are too few for no names
        await person.press("Ja, vis den")
    assert world.channel.sees("Jeres tavle, felt for felt.")
    board = world.channel.text.split("Bekymringernes hus")[1]
    assert "• Tiden er knap" in board and "• Vi ses for lidt" in board and "En fast dag" not in board
    assert "Amira" not in board


async def test_words_that_are_shared_are_still_whole_behind_the_card(world: World) -> None:
    amira, jonas, _mette = await opened(world, "Amira", "Jonas", with_names=True)
    await write(amira, "A" * 1200)
    await write(jonas, "B" * 1200)
    await amira.press("Tal om det, trin for trin")
    await amira.press("Læs alt")
    assert amira.sees("A" * 1200)


# ---- the journal


async def journal_of(world: World) -> tuple[Visitor, Visitor]:
    amira, jonas, _mette = await begun(world, "samme-ord-to-betydninger", "Amira", "Jonas")
    await amira.command("refleksion", "alene effekt")
    await amira.press("Skriv")
    await amira.fill({"Din tekst": SECRET})
    await amira.command("samspil", "laering")
    return amira, jonas


async def test_the_journal_gathers_what_somebody_wrote_and_what_it_covers(world: World) -> None:
    amira, jonas = await journal_of(world)
    assert amira.sees("2 Formidle og bruge dit eget fag: én tekst")
    assert amira.sees("Møder: ingen endnu") and amira.sees("Effekt: én tekst")
    assert not amira.sees(SECRET), "the texts are behind their own press"
    urls = [button.url for button in amira.private[-1].blocks[-1].buttons]  # type: ignore[union-attr]
    assert any("/pdf/reflections/journal/0" in (url or "") for url in urls)
    await amira.press_action(Action.to("reflections/journal", 0))
    assert amira.sees(SECRET) and amira.sees("delt med teamet · Fagligheder og lovgivning · læringsmål 2")
    await jonas.press_action(Action.to("reflections/journal", 0))
    assert jonas.sees("Ordet sag") and not jonas.sees(SECRET)


async def test_ones_own_question_and_the_roles_one_has_had_count_for_a_goal(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await amira.command("refleksion", "alene")
    await amira.press("Brug mit eget spørgsmål")
    goal = "Hvilket læringsmål handler det om?"
    await amira.fill(
        {
            "Hvad vil du tænke over?": "Min tvivl",
            "Din tekst": SECRET,
            goal: "3 Velfærdsfag og aktivt medborgerskab",
        }
    )
    assert "Velfærdsfag" not in everything_in(world.database)
    await amira.command("samspil", "laering")
    assert amira.sees("3 Velfærdsfag og aktivt medborgerskab: én tekst")
    await suggest(amira, "tirs uge 46 13.15")
    await vote(jonas, "ja")
    with world.database.transaction() as tx:
        RoleStore(tx, world.tenant_id, world.clock.now).save(
            1, [("process_lead", amira.person_id, True), ("chair", jonas.person_id, True)]
        )
    await amira.command("samspil", "laering")
    assert not amira.sees("én rolle"), "the meeting has not been"
    await world.at("2026-11-10 15:00")
    await amira.command("samspil", "laering")
    assert amira.sees("5 Viden om og mod til konflikter: én rolle")
    await amira.command("refleksion", "mine")
    await amira.press_action(Action.to("reflections/rewrite", 1))
    await amira.fill({goal: "6 Nysgerrig på de andre uden at miste fodfæstet"})
    await amira.command("samspil", "laering")
    assert amira.sees("3 Velfærdsfag og aktivt medborgerskab: ingen endnu") and amira.sees(
        "fodfæstet: én tekst"
    )
    await jonas.command("samspil", "laering")
    assert jonas.sees("4 Facilitere: én rolle"), "also without a text"


def test_every_role_of_a_meeting_carries_a_goal() -> None:
    assert {role.value for role in MeetingRole} == set(ROLE_GOALS) and set(ROLE_GOALS.values()) <= set(GOALS)


async def test_a_long_journal_goes_on_page_by_page_with_nothing_left_out(world: World) -> None:
    amira, _mette = world.make_team("Amira")
    for number in range(4):
        await amira.press_action(Action.to("reflections/alone", world.team.id, "eget"))  # type: ignore[union-attr]
        await amira.fill(
            {"Hvad vil du tænke over?": f"Nr. {number}", "Din tekst": f"<{number}>" + "x" * 2900}
        )
    found, action = "", Action.to("reflections/journal", 0)
    for _ in range(9):
        await amira.press_action(action)
        found += text_of(amira.private[-1])
        following = amira.private[-1].actions()
        if not following:
            break
        action = following[0]
    assert [found.count(f"<{number}>") for number in range(4)] == [1, 1, 1, 1]
