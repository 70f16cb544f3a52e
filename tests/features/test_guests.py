"""A team and the people it works with outside the school: contacts, letters, questions, a colleague, a call."""

from __future__ import annotations

from bot.events import MemberJoined
from bot.interactions import Ask, Reply
from bot.ui import Action
from storage.guest_links import open_guest_link
from storage.guests import GuestStore
from storage.teams import Role, Team, TeamStore
from storage.teams.loading import LoadingStore
from storage.teams.tables import teams
from tests.visitor import Visitor, text_of
from tests.world import World

LETTER = "https://samspil.example/side/"


def team_of(world: World, key: str = "broen") -> Team:
    with world.database.transaction() as tx:
        assert world.team
        found = world.context(tx, world.team).directory.team_at("chat", f"c-{key}")
        assert found
        return found


def with_partner(world: World, *keys: str, name: str = "Den Grønne Have") -> None:
    with world.database.transaction() as tx:
        for key in keys:
            tx.connection.execute(teams.update().where(teams.c.key == key).values(partner=name))


async def bring(member: Visitor, name: str, role: str = "En kontakt hos partneren", **more: str) -> None:
    await member.command("samspil", "gaester")
    await member.press("Ny kontakt")
    function = more.get("function", "leder" if role.startswith("En kontakt") else "")
    await member.fill({"Hvem er det?": role, "Fornavn": name, "Funktion hos partneren": function})


def guest(world: World, name: str) -> Visitor:
    """The guest as somebody with the page open, on the in-memory chat."""
    team = team_of(world)
    with world.database.transaction() as tx:
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        one = next(m for m in store.members(team.id, Role.partner, Role.guest) if m.name == name)
        store.remove_account(one.person_id, "web", f"person/{one.person_id}")
        store.add_account(one.person_id, "chat", f"u-{name.casefold()}", claimed=False)
        store.set_person(one.person_id, notice_version=1)
    return Visitor(world, name, f"u-{name.casefold()}", one.person_id)


async def page(visitor: Visitor) -> str:
    await visitor.home()
    assert isinstance(visitor.last, Reply)
    return "\n\n".join(text_of(card) for card in (visitor.last.card, *visitor.last.more))


def link_of(visitor: Visitor) -> str:
    line = next(line for line in visitor.text.split("\n") if line.startswith(LETTER))
    return line.removeprefix(LETTER)


def opens(world: World, token: str) -> bool:
    with world.database.transaction() as tx:
        return open_guest_link(tx, world.clock.now, token) is not None


# ---- who they are


async def test_a_contact_is_a_first_name_and_a_function(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia", function="")
    assert amira.sees("Skriv, hvad kontakten laver hos partneren.")
    await amira.fill({"Fornavn": "Pia 20 30 40 50", "Funktion hos partneren": "leder"})
    assert amira.sees("Skriv ikke telefon, mail eller adresse her.")
    await amira.fill({"Fornavn": "Pia", "Funktion hos partneren": "leder"})
    assert amira.sees("Pia har nu sin egen side.")
    await bring(amira, "Kim Bo Nørgaard", "Borgeren")
    assert amira.sees("Skriv kun et fornavn her.")
    await amira.fill({"Fornavn": "Kim"})
    await bring(amira, "Aya", "Borgerens netværksperson")
    await amira.command("samspil", "gaester")
    for line in ("Pia · leder", "Kim · borger", "Aya · netværksperson", "Har ikke fået sit link endnu"):
        assert amira.sees(line)


async def test_there_is_room_for_eight(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    for number in range(8):
        await bring(amira, "Pia" + "abcdefgh"[number])
    await bring(amira, "Niende")
    assert amira.sees("Der er plads til otte.")


# ---- letters


async def test_the_letter_says_what_waits_and_has_the_same_link_each_time(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    assert amira.sees("Kære Pia") and amira.sees("Din side hos Team Broen")
    token = link_of(amira)
    await amira.command("samspil", "gaester")
    await amira.press("Spørg partneren")
    await amira.fill({"Hvad vil I gerne vide?": "Hvor mange frivillige har I?"})
    await jonas.command("samspil", "gaester")
    await jonas.press("Skriv til Pia")
    assert jonas.sees("Et spørgsmål fra Team Broen") and jonas.sees("Venlig hilsen\nJonas, Team Broen")
    assert link_of(jonas) == token and opens(world, token)


async def test_a_guests_language_is_the_letters(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    pia = guest(world, "Pia")
    await pia.command("samspil", "sprog en")
    await amira.press("Skriv til Pia")
    assert amira.sees("Dear Pia") and amira.sees("Kopiér teksten over i din egen mail")


async def test_who_is_also_something_else_comes_in_by_no_such_link(world: World) -> None:
    """A link that a team's people know opens a guest's page, never a member's room or another team's page."""
    amira, _mette = world.make_team("Amira")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    assert opens(world, token)
    world.make_team("Eva", facilitator="Karl", key="havnen")
    havnen = team_of(world, "havnen")
    with world.database.transaction() as tx:
        LoadingStore(tx, havnen.tenant_id, world.clock.now).put_member(havnen.id, pia.person_id, "member", "")
    assert not opens(world, token)
    await amira.command("samspil", "gaester")
    await amira.press("Skriv til Pia")
    assert amira.sees("Pia kommer ind på en anden måde")


async def test_of_several_teams_only_the_facilitator_gives_the_link(world: World) -> None:
    amira, mette = world.make_team("Amira")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    world.make_team("Eva", facilitator="Karl", key="havnen")
    havnen = team_of(world, "havnen")
    with world.database.transaction() as tx:
        LoadingStore(tx, havnen.tenant_id, world.clock.now).put_member(
            havnen.id, pia.person_id, "partner", "leder"
        )
        world.context(tx, havnen).announce(MemberJoined(havnen.id, pia.person_id))
    assert not opens(world, token), "what one team knew does not open the other's page"
    await amira.command("samspil", "gaester")
    await amira.press("Skriv til Pia")
    assert amira.sees("Pia er med hos flere teams.")
    mette.place = "c-broen"
    await mette.command("samspil", "gaester")
    await mette.press("Skriv til Pia")
    assert opens(world, link_of(mette))
    shown = await page(pia)
    assert "Hvem er vi? Team Broen" in shown and "Hvem er vi? Team Havnen" in shown


async def test_no_answer_in_three_working_days_and_whoever_wrote_is_told_once(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    await world.at("2026-11-05 10:00")  # Thursday
    await jonas.command("samspil", "gaester")
    await jonas.press("Skriv til Pia")
    await world.at("2026-11-10 08:59")
    assert not jonas.inbox.sees("Prøv at ringe til Pia")
    await world.at("2026-11-10 09:00")
    assert jonas.inbox.sees("Prøv at ringe til Pia") and not amira.inbox.sees("Prøv at ringe")
    await world.at("2026-11-27 09:00")
    assert jonas.inbox.text.count("Prøv at ringe til Pia") == 1
    await jonas.press("Skriv svaret ned")
    await jonas.press("Skriv svaret ned")
    await jonas.fill({"Hvad var svaret?": "Tyve, sagde hun i telefonen"})
    assert jonas.sees("Tyve, sagde hun i telefonen")
    assert not jonas.inbox.sees("Prøv at ringe"), "nothing waits for Pia any more"


async def test_who_answers_in_time_needs_no_call(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    await ask(amira, "Hvornår har I åbent?")
    await amira.press("Skriv til Pia")
    pia = guest(world, "Pia")
    await world.at("2026-11-03 12:00")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve"})
    await world.at("2026-11-20 12:00")
    assert not amira.inbox.sees("Prøv at ringe")


# ---- questions


async def ask(member: Visitor, text: str, to: str = "") -> None:
    await member.command("samspil", "gaester")
    await member.press("Spørg partneren")
    if not isinstance(member.last, Ask):
        await member.press("Skriv et nyt spørgsmål")
    await member.fill({"Hvad vil I gerne vide?": text, **({"Hvem spørger I?": to} if to else {})})


async def test_what_another_team_has_asked_the_partner_is_shown_first(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    eva, *_ = world.make_team("Eva", facilitator="Karl", key="havnen")
    otto, *_ = world.make_team("Otto", facilitator="Olga", key="fremmed", tenant="anden")
    with_partner(world, "broen", "fremmed")
    with_partner(world, "havnen", name="den grønne  have, ApS")
    await bring(amira, "Pia")
    await bring(amira, "Kim", "Borgeren")
    await ask(amira, "Hvor mange frivillige har I?")
    await ask(amira, "Hvornår har I åbent?")
    await ask(amira, "Hvad drømmer du om?", "Kim")
    pia = guest(world, "Pia")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve, og flere om sommeren"})

    await eva.command("samspil", "gaester")
    await eva.press("Spørg partneren")
    assert eva.sees("Måske ved vi det allerede")
    assert eva.sees("Hvor mange frivillige har I?\nTyve, og flere om sommeren")
    assert eva.sees("Hvornår har I åbent?\n(svaret er på vej)")
    for kept in ("Broen", "Amira", "Pia", "Hvad drømmer du om?"):
        assert kept not in text_of(eva.private[-1]), "neither which team, nor who, nor a citizen's"
    for alone in (amira, otto):
        await alone.command("samspil", "gaester")
        await alone.press("Spørg partneren")
        assert isinstance(alone.last, Ask), "nobody else of this course has asked them"


async def test_a_citizen_is_asked_by_name_and_sees_nobody_elses_questions(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    with_partner(world, "broen")
    await bring(amira, "Pia")
    await bring(amira, "Kim", "Borgeren")
    await ask(amira, "Hvor mange frivillige har I?")
    await ask(amira, "Hvad vil du helst?", "Kim")
    pia, kim = guest(world, "Pia"), guest(world, "Kim")
    assert "Hvor mange frivillige" in await page(pia) and "Hvad vil du helst?" not in await page(pia)
    assert "Hvad vil du helst?" in await page(kim) and "Hvor mange frivillige" not in await page(kim)
    await kim.press("Svar")
    assert kim.sees("kan læse svaret.") and not kim.sees("Andre teams")
    team = team_of(world)
    with world.database.transaction() as tx:
        first = GuestStore(tx, team.tenant_id, world.clock.now).questions(team.id)[0]
    await kim.press_action(Action.to("guests/answer", team.id, first.id))
    assert kim.sees("Det kan jeg ikke finde.")


async def test_two_of_the_partners_and_the_first_answer_stands(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    await bring(amira, "Ole")
    await ask(amira, "Hvor mange frivillige har I?")
    pia, ole = guest(world, "Pia"), guest(world, "Ole")
    await pia.home()
    await ole.home()
    await pia.press("Svar")
    await ole.press("Svar")
    await amira.command("samspil", "gaester")
    await amira.press("Se spørgsmål og svar")
    await amira.press("Skriv svaret ned")
    await pia.fill({"Dit svar": "Tyve"})
    await ole.fill({"Dit svar": "Tredive"})
    assert ole.sees("der er allerede svaret på det")
    await amira.fill({"Hvad var svaret?": "Fyrre, sagde hun i telefonen"})
    assert amira.sees("der er allerede svaret på det")
    await pia.press("Ret svaret")
    await pia.fill({"Dit svar": "Toogtyve"})
    assert amira.inbox.sees("Toogtyve") and not amira.inbox.sees("Tredive")


async def test_open_questions_are_on_the_agenda_and_answers_are_news(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    started = world.clock.now
    assert await said_by_features(world, jonas) == ["Spørgsmål til partneren: Hvor mange frivillige har I?"]
    pia = guest(world, "Pia")
    await world.at("2026-11-03 10:00")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve"})
    assert await said_by_features(world, jonas) == []
    team = team_of(world)
    with world.database.transaction() as tx:
        ctx = world.context(tx, team)
        person = ctx.store(TeamStore).person(jonas.person_id)
        assert person
        theirs = ctx.for_person(person)
        told = [one.text.plain for one in theirs.features.news(theirs, started)]
    assert "Partneren har svaret på Hvor mange frivillige har I?." in told


async def said_by_features(world: World, reader: Visitor) -> list[str]:
    team = team_of(world)
    with world.database.transaction() as tx:
        ctx = world.context(tx, team)
        return [one.title for one in ctx.features.topics(ctx) if one.key.startswith("guests/")]


# ---- a colleague, and stop


async def test_handing_over_gives_the_colleague_a_page_and_ends_ones_own(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    await ask(amira, "Har I et lokale?", "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    await pia.home()
    await pia.press("Giv det videre til en kollega")
    await pia.fill({"Hvad hedder din kollega?": "Ole", "Hvad arbejder din kollega med?": "pedel"})
    assert pia.sees("Teamet skriver til Ole. Du hører ikke mere fra Team Broen.")
    assert amira.inbox.sees("Pia har givet det videre til Ole (pedel)")
    await amira.press("Skriv til Ole")
    assert amira.sees("Kære Ole") and link_of(amira) != token
    assert "Har I et lokale?" in await page(guest(world, "Ole"))
    assert "Så stopper vi her" in await page(pia)


async def test_who_says_stop_is_asked_nothing_more(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    pia = guest(world, "Pia")
    await pia.home()
    await pia.press("Stop, jeg vil ikke spørges mere")
    assert amira.inbox.sees("Pia har sagt stop")
    await amira.command("moede", "ny")
    await amira.fill(
        {"Hvad skal I mødes om?": "Besøg", "Hvilke tider foreslår du?": "tirs uge 46 9.00\nons uge 46 9.00"}
    )
    assert world.channel.sees("1 af 2 har stemt"), "the poll waits for members alone"
    await pia.press("Fortryd")
    assert pia.sees("Du er med hos Team Broen igen.")
    assert world.channel.sees("1 af 3 har stemt")


async def test_a_team_ends_a_guests_access(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    await amira.command("samspil", "gaester")
    for label in ("Vis mere", "Er ikke længere med", "Ja, afslut"):
        await amira.press(label)
    assert not opens(world, token)
    await pia.home()
    assert not pia.sees("Hvem er vi?") and not pia.sees("Fortryd")
    await pia.press_action(Action.to("guests/back", team_of(world).id))
    assert pia.sees("Det kan jeg ikke finde."), "what the team ended is not the guest's to take back"


# ---- contact


async def test_what_a_partner_does_counts_as_contact(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    with_partner(world, "broen")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    pia = guest(world, "Pia")
    await world.at("2026-11-06 10:00")
    await amira.command("samspil", "partner")
    assert amira.sees("Der er ikke noteret kontakt endnu.")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve"})
    await amira.command("samspil", "partner")
    assert amira.sees("I havde sidst kontakt i dag.")


async def test_the_teams_guide_says_when_somebody_is_to_be_written_to(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    await jonas.command("samspil", "hjaelp")
    assert jonas.sees("Der venter noget på svar fra Pia.")
    await jonas.press("Skriv til Pia")
    await amira.command("samspil", "hjaelp")
    assert "Der venter noget" not in text_of(amira.private[-1]), "it has been written"
