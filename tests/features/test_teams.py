"""Teams in the chat: start codes, channels, *Det er mig*, the welcome, leaving."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from bot.i18n import Locale
from bot.interactions import Address, Press, Reply, Response, Sender
from bot.ui import Action, Buttons
from storage.teams import TeamStore
from storage.web import WebKeys, WebStore
from tests.fakes.chat import FakeChat
from tests.features.test_course_load import EXAMPLE, load_in, open_web, person_id, team_of, tenant
from tests.world import ZONE, Channel, Visitor, World, text_of


@dataclass
class Course:
    """The example's course, Mette known in the chat, and Team Broen in the channel c-broen."""

    world: World
    web: FakeChat
    mette: Visitor
    codes: dict[str, str]

    def stranger(self, name: str, place: str | None = "c-broen") -> Visitor:
        return self.world.stranger(name, place)

    @property
    def team_id(self) -> int:
        with self.world.database.transaction() as tx:
            return team_of(self.world, tx).id

    def person(self, key: str) -> int:
        with self.world.database.transaction() as tx:
            return person_id(tx, key)

    def teams(self, tx: object) -> TeamStore:
        return TeamStore(tx, tenant(tx), self.world.clock.now)  # type: ignore[arg-type]

    def has_acted(self, key: str) -> None:
        """The person has used Samspil before: the first-use notice has been shown."""
        person = self.person(key)
        with self.world.database.transaction() as tx:
            self.teams(tx).set_person(person, notice_version=1)

    def platforms(self, key: str) -> list[str]:
        person = self.person(key)
        with self.world.database.transaction() as tx:
            return [one.platform for one in self.teams(tx).accounts(person)]

    def start_session(self, key: str) -> str:
        person = self.person(key)
        with self.world.database.transaction() as tx:
            return WebStore(tx, tenant(tx), self.world.clock.now).start_session(person)

    def action(self, route: str, *args: str | int) -> Action:
        return Action.to(route, self.team_id, *args)


async def begin(world: World, *, attach: bool = True) -> Course:
    web = open_web(world)
    report = load_in(world, EXAMPLE)
    codes = {one.name.split()[0]: one.code for one in report.codes}
    mette = world.stranger("Mette", None)
    await mette.command("samspil", f"start {codes['Mette']}")
    if attach:
        mette.place = "c-broen"
        await mette.command("samspil", "team")
        await mette.press("Team Broen")
        mette.place = None
    return Course(world, web, mette, codes)


# ---- start codes


async def test_a_facilitator_starts_with_a_code(world: World) -> None:
    course = await begin(world, attach=False)
    assert course.mette.sees("Velkommen, Mette") and course.mette.sees("denne konto er Mette Dahl Kirkegaard")
    assert course.mette.sees("Første gang: Jeg gemmer"), "the first-use notice rides on it"
    await course.mette.press("Se dine teams")
    assert course.mette.sees("[Team Havnen] [Team Broen] [Nyt team]")


async def test_a_code_works_once_and_however_it_is_written(world: World) -> None:
    course = await begin(world, attach=False)
    thief = course.stranger("Thief", None)
    await thief.command("samspil", f"start {course.codes['Mette']}")
    assert thief.sees("Koden virker ikke.")
    soeren = course.stranger("Søren", None)
    await soeren.command("samspil", "start " + course.codes["Søren"].lower().replace("-", " "))
    assert soeren.sees("Velkommen, Søren")


async def test_five_tries_an_hour_and_always_the_same_sentence(world: World) -> None:
    course = await begin(world, attach=False)
    thief = course.stranger("Thief", None)
    answers = []
    for guess in ("", "AAAA-BBBB-CCCC", "x" * 300, "'; DROP TABLE", "1"):
        await thief.command("samspil", f"start {guess}")
        answers.append(text_of(thief.private[-1]))
    assert len(set(answers)) == 1
    await thief.command("samspil", f"start {course.codes['Søren']}")
    assert text_of(thief.private[-1]) == answers[0], "the sixth in an hour does not count, right or wrong"
    other = course.stranger("Søren", None)
    await other.command("samspil", f"start {course.codes['Søren']}")
    assert other.sees("Velkommen, Søren"), "the code is good still, and others may try"
    await world.at("2026-11-02 09:05")
    await thief.command("samspil", "start AAAA-BBBB-CCCC")
    assert thief.sees("Koden virker ikke.")


async def test_a_code_does_not_make_somebody_else_of_a_known_account(world: World) -> None:
    course = await begin(world, attach=False)
    await course.mette.command("samspil", f"start {course.codes['Søren']}")
    assert course.mette.sees("Jeg kender dig allerede: du er Mette Dahl Kirkegaard.")
    soeren = course.stranger("Søren", None)
    await soeren.command("samspil", f"start {course.codes['Søren']}")
    assert soeren.sees("Velkommen, Søren"), "the code was not used up"


async def test_a_code_runs_out(world: World) -> None:
    course = await begin(world, attach=False)
    await world.at("2026-12-03 09:00")
    soeren = course.stranger("Søren", None)
    await soeren.command("samspil", f"start {course.codes['Søren']}")
    assert soeren.sees("Koden virker ikke.")


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
    assert mette.sees("Alle på teamet har samme fag (sygeplejerske).")
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


# ---- Det er mig


async def test_det_er_mig_on_the_welcome(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira H.")
    await amira.press("Det er mig")
    assert amira.sees("Hvem er du på Team Broen?")
    assert amira.sees("Mette kan se, hvem der har sagt hvad.")
    await amira.press("Det er mig: Amira Haddad")
    assert amira.sees("Hej, Amira") and amira.sees("Første gang: Jeg gemmer")
    await amira.press("Kom i gang (2 minutter)")
    assert amira.sees("Kom i gang · Team Broen")
    again = course.stranger("Somebody")
    await again.press("Det er mig")
    assert not again.sees("Amira Haddad")


async def test_whoever_is_unknown_goes_on_with_what_they_were_about_to_do(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-04 13:30")
    jonas = course.stranger("jonas krogh")
    await jonas.press("Svar")
    first = next(block for block in jonas.private[-1].blocks if isinstance(block, Buttons))
    assert first.buttons[0].label == "Det er mig: Jonas Krogh", "the name of the account first"
    await jonas.press("Det er mig: Jonas Krogh")
    await jonas.press("Fortsæt")
    assert jonas.form and jonas.sees("Hvad er dit næste skridt?")


async def test_the_welcome_stops_offering_names_when_all_are_taken(world: World) -> None:
    course = await begin(world)
    for name in ("Amira Haddad", "Emil Brandt", "Freja Lund", "Jonas Krogh", "Sofie Ravn"):
        visitor = course.stranger(name)
        await visitor.command("samspil", "hjaelp")
        await visitor.press(f"Det er mig: {name}")
    assert not world.channel.sees("[Det er mig]") and "Det er mig" not in world.channel.text
    late = course.stranger("Late")
    await late.press("Kom i gang (2 minutter)")
    assert late.sees("Alle på listen har allerede en konto her.")


async def test_the_facilitator_sees_one_card_and_can_undo(world: World) -> None:
    course = await begin(world)
    false = course.stranger("False")
    await false.command("samspil", "team")
    await false.press("Det er mig: Amira Haddad")
    emil = course.stranger("Emil")
    await emil.command("samspil", "team")
    await emil.press("Det er mig: Emil Brandt")
    inbox = course.mette.inbox
    assert inbox.posts == 1 and inbox.sees("Amira Haddad på Team Broen er nu kontoen False på Chat.")
    assert inbox.sees("Emil Brandt på Team Broen er nu kontoen Emil")
    await course.mette.press("Fortryd")  # the first: Amira's
    assert course.mette.sees("Kontoen False er ikke længere Amira Haddad.")
    assert not inbox.sees("Amira Haddad") and inbox.sees("Emil Brandt")
    await false.command("tjekind")
    assert false.sees("Hvem er du på Team Broen?"), "nobody again"
    amira = course.stranger("Amira")
    await amira.command("tjekind")
    await amira.press("Det er mig: Amira Haddad")
    assert amira.sees("Fra nu af ved jeg, at du er Amira Haddad")


async def test_the_facilitator_is_told_in_working_hours(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-03 22:00")
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    assert not course.mette.inbox.posts
    await world.at("2026-11-04 08:00")
    assert course.mette.inbox.sees("Amira Haddad")


async def test_many_claims_are_one_card_with_the_rest_behind_a_button(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-stor"
    await mette.command("samspil", "team")
    await mette.press("Nyt team")
    names = [f"Person {letter}" for letter in "ABCDEFGHIJK"]
    people = "\n".join(f"{name}, lærer" for name in names)
    await mette.fill({"Hvad hedder teamet?": "Stor", "Medlemmer, én pr. linje": people})
    mette.place = None
    for name in names:
        visitor = course.stranger(name, "c-stor")
        await visitor.command("samspil", "team")
        if any(isinstance(block, Buttons) for block in visitor.private[-1].blocks):
            await visitor.press(f"Det er mig: {name}")
        else:
            await visitor.choose("Det er mig", f"{name} · lærer")
            await visitor.press(f"Det er mig: {name}")
    assert mette.inbox.posts == 1 and mette.inbox.sees("Og 3 til.")
    await mette.press("Se alle")
    assert mette.sees("Person K på Stor")


async def test_who_has_used_samspil_elsewhere_is_asked_there_first(world: World) -> None:
    course = await begin(world)
    course.has_acted("amira")
    claimant = course.stranger("Amira?")
    await claimant.command("samspil", "team")
    await claimant.press("Det er mig: Amira Haddad")
    assert claimant.sees("Amira bruger allerede Samspil et andet sted.")
    await claimant.command("tjekind")
    assert claimant.sees("Hvem er du på Team Broen?"), "not known yet"
    amira = Visitor(world, "Amira", f"person/{course.person('amira')}")
    inbox = Channel(course.web, amira.account)
    assert inbox.sees("Kontoen Amira? på Chat siger, at den er dig.")
    assert course.mette.inbox.sees("Jeg har spurgt Amira.")
    response = await _press(course, ("web", amira.account), _action(inbox, "Ja, det er mig"))
    assert isinstance(response, Reply) and "Du er nu også kendt på Chat." in text_of(response.card)
    await claimant.command("tjekind")
    assert claimant.form, "now she is known"
    response = await _press(course, ("web", amira.account), course.action("teams/refuse", 1))
    assert "Det er der allerede svaret på." in text_of(response.card)  # type: ignore[union-attr]


async def test_nobody_but_the_person_and_the_facilitator_confirms(world: World) -> None:
    course = await begin(world)
    course.has_acted("amira")
    emil = course.stranger("Emil")
    await emil.command("samspil", "team")
    await emil.press("Det er mig: Emil Brandt")
    claimant = course.stranger("Amira?")
    await claimant.command("samspil", "team")
    await claimant.press("Det er mig: Amira Haddad")
    for route in ("teams/confirm", "teams/refuse"):
        for claim_id in (1, 2, 99):
            await emil.press_action(course.action(route, claim_id))
            assert emil.sees("Det kan jeg ikke finde.") or emil.sees("Det er der allerede svaret på.")
    await emil.press_action(course.action("teams/undo", 1))
    assert emil.sees("Det kan du ikke gøre her.")
    await course.mette.press("Det passer")
    await claimant.command("tjekind")
    assert claimant.form


async def test_who_may_not_be_claimed(world: World) -> None:
    course = await begin(world)
    stranger = course.stranger("X")
    mette, astrid = course.person("mette"), course.person("astrid")  # a facilitator; another team's member
    for person in (mette, astrid, 999999):
        await stranger.press_action(course.action("teams/claim", "-", person))
        assert stranger.sees("Det kan jeg ikke finde.")
    amira = course.stranger("Amira")
    await amira.press_action(course.action("teams/claim", "-", course.person("amira")))
    await amira.press_action(course.action("teams/claim", "-", course.person("emil")))
    assert amira.sees("Jeg kender dig allerede: du er Amira Haddad.")
    await stranger.press_action(course.action("teams/claim", "-", course.person("amira")))
    assert stranger.sees("Amira er allerede en anden konto her.")


async def test_claiming_is_for_the_teams_own_place(world: World) -> None:
    course = await begin(world)
    for place in (None, "c-other"):
        stranger = course.stranger("X", place)
        for route, args in (
            ("teams/claim", ("-", course.person("amira"))),
            ("teams/who", ()),
            ("teams/notice", ()),
        ):
            await stranger.press_action(course.action(route, *args))
            assert stranger.sees("Det kan jeg ikke finde.")
        await stranger.command("tjekind")
        assert stranger.sees("Vi kender ikke hinanden endnu")


async def test_another_organisations_person_reads_like_nobody(world: World) -> None:
    course = await begin(world)
    load_in(world, EXAMPLE.replace("kystens-professionshoejskole", "en-anden-skole"))
    with world.database.transaction() as tx:
        other = tenant(tx, "en-anden-skole")
        theirs = team_of_other(world, tx, other)
        person = TeamStore(tx, other, world.clock.now).members(theirs)[0].person_id
    stranger = course.stranger("X")
    await stranger.press_action(course.action("teams/claim", "-", person))
    assert stranger.sees("Det kan jeg ikke finde.")
    await stranger.press_action(Action.to("teams/claim", theirs, "-", person))
    await course.mette.press_action(course.action("teams/link", person))
    await course.mette.press_action(Action.to("teams/manage", theirs))
    await course.mette.press_action(Action.to("teams/attach", theirs))
    assert course.mette.text.count("Det kan jeg ikke finde.") == 3
    with world.database.transaction() as tx:
        accounts = TeamStore(tx, other, world.clock.now).accounts(person)
        assert [one.platform for one in accounts] == ["web"]


def team_of_other(world: World, tx: object, other: int) -> int:
    from storage.teams.loading import LoadingStore

    store = LoadingStore(tx, other, world.clock.now)  # type: ignore[arg-type]
    found = store.course("sammen-om-byen-2026")
    assert found is not None
    return next(team.id for team in store.teams(found.id) if team.key == "broen")


async def test_bots_and_external_accounts_get_nowhere(world: World) -> None:
    course = await begin(world)
    action = course.action("teams/claim", "-", course.person("amira"))
    for sender in (
        Sender(Address("chat", "u-bot"), "Bot", bot=True),
        Sender(Address("chat", "u-ext"), "Ext", external=True),
    ):
        place = Address("chat", "c-broen")
        await world.handle(Press(sender=sender, place=place, action=action, delivery_id=world.delivery_id()))
    assert course.platforms("amira") == ["web"]


async def test_two_people_racing_for_one_name(world: World) -> None:
    course = await begin(world)
    action = course.action("teams/claim", "-", course.person("amira"))
    gate = threading.Barrier(4)
    answers: list[Response] = []

    def race(account: str) -> None:
        press = Press(
            sender=Sender(Address("chat", account), account), place=Address("chat", "c-broen"), action=action,
            delivery_id=account,
        )  # fmt: skip
        gate.wait()
        answers.append(world.bot.handle(press))

    threads = [threading.Thread(target=race, args=(f"u-racer-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cards = [text_of(one.card) for one in answers if not isinstance(one, type(None))]  # type: ignore[union-attr]
    assert sum("Fra nu af ved jeg" in card for card in cards) == 1, cards
    assert sum("er allerede en anden konto her" in card for card in cards) == 3
    assert course.platforms("amira").count("chat") == 1


async def test_one_account_racing_for_two_names(world: World) -> None:
    course = await begin(world)
    gate = threading.Barrier(2)

    def race(key: str, person: int) -> None:
        press = Press(
            sender=Sender(Address("chat", "u-greedy"), "Greedy"), place=Address("chat", "c-broen"),
            action=Action.to("teams/claim", team_id, "-", person), delivery_id=key,
        )  # fmt: skip
        gate.wait()
        world.bot.handle(press)

    team_id = course.team_id
    people = {key: course.person(key) for key in ("amira", "emil")}
    threads = [threading.Thread(target=race, args=one) for one in people.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [platform for key in people for platform in course.platforms(key)].count("chat") == 1


async def test_an_undone_account_reads_nothing_more_in_private(world: World) -> None:
    course = await begin(world)
    false = course.stranger("False")
    await false.command("samspil", "team")
    await false.press("Det er mig: Amira Haddad")
    await false.command("samspil", "team")
    await false.press("Åbn på nettet")
    await world.at("2026-11-04 13:10")
    await world.at("2026-11-06 09:55")  # the reminder has gone to the account
    assert false.inbox.sees("Der er plads til dit svar")
    course.mette.private.clear()
    await course.mette.press("Fortryd")
    assert not false.inbox.posts, "what was sent in private is taken away"
    link = _url(false, "Åbn")
    with world.database.transaction() as tx:
        assert WebKeys(tx, world.clock.now).redeem(link.rpartition("/")[2]) is None


def _url(visitor: Visitor, label: str) -> str:
    for card in reversed(visitor.private):
        for block in card.blocks:
            for button in block.buttons if isinstance(block, Buttons) else ():
                if button.label == label and button.url:
                    return button.url
    raise AssertionError(label)


def _action(channel: Channel, label: str) -> Action:
    for card in channel.cards:
        for block in card.blocks:
            for button in block.buttons if isinstance(block, Buttons) else ():
                if button.label == label and button.action:
                    return button.action
    raise AssertionError(label)


async def _press(course: Course, account: tuple[str, str], action: Action) -> Response:
    sender = Sender(Address(*account), "")
    delivery = course.world.delivery_id()
    return await course.world.handle(Press(sender=sender, place=None, action=action, delivery_id=delivery))


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
    assert amira.sees("Nu bruger teamet mig kun til møder og roller.")
    assert world.channel.sees("I bruger kun det nødvendige") and world.channel.sees("[Brug det hele]")
    await world.at("2026-11-06 16:00")
    assert not world.channel.sees("Tjek-ind") and not amira.inbox.posts
    await amira.press("Brug det hele")
    await world.at("2026-11-11 13:30")
    assert world.channel.sees("Tjek-ind · uge 46")


async def test_a_check_in_asked_for_comes_also_with_only_the_essentials(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-broen"
    await mette.press("Kun det nødvendige")
    await mette.command("tjekind", "tid")
    await mette.fill({"Vil I have tjek-ind?": "Ja, hver uge"})
    await world.at("2026-11-04 13:30")
    assert world.channel.sees("Hvad fylder hos jer lige nu?")


async def test_if_nobody_presses_there_is_silence(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-03 17:00")
    assert world.channel.posts == 1
    assert not course.mette.inbox.posts


# ---- who is with the team


async def test_a_member_leaves_and_counts_no_more(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-04 13:30")
    assert world.channel.sees("0 af 5 har svaret")
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    await amira.command("samspil", "team")
    await amira.press("Jeg er ikke længere med")
    assert amira.sees("Er du ikke længere med?") and world.channel.sees("0 af 5 har svaret")
    await amira.press("Ja, jeg er ikke længere med")
    assert amira.sees("Du er ikke længere med på Team Broen.")
    assert world.channel.sees("0 af 4 har svaret")
    await amira.command("tjekind")
    assert amira.sees("Det kan jeg ikke finde.")
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.choose("Tag med igen", "Amira Haddad · sygeplejerske")
    assert mette.sees("Amira Haddad er med på Team Broen igen.")
    assert world.channel.sees("0 af 5 har svaret")


async def test_the_facilitator_ends_a_membership(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.choose("Vælg et medlem", "Freja Lund · lærer")
    await mette.press("Er ikke længere med")
    await mette.press("Ja, Freja er ikke længere med")
    assert mette.sees("Freja Lund er ikke længere med på Team Broen.")
    assert "Freja Lund har forladt Team Broen" in load_in(world, EXAMPLE).text(
        Locale("da", ZONE, world.clock.now)
    )
    await mette.press("Fortryd")
    assert mette.sees("Freja Lund er med på Team Broen igen.")
    await mette.press_action(course.action("teams/ended", course.person("mette")))
    assert mette.sees("Det kan jeg ikke finde."), "a facilitator is not ended here"


async def test_leaving_the_channel_is_not_leaving_the_team(world: World) -> None:
    await begin(world)
    await world.left("c-broen")
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        assert len(TeamStore(tx, team.tenant_id, world.clock.now).members(team.id)) == 5


async def test_a_new_link_ends_the_old_and_tells_the_person(world: World) -> None:
    course = await begin(world)
    session = course.start_session("amira")
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.choose("Vælg et medlem", "Amira Haddad · sygeplejerske")
    await mette.press("Nyt link til nettet")
    assert mette.sees("https://samspil.example/ind/")
    assert Channel(course.web, f"person/{course.person('amira')}").sees(
        "Mette Dahl Kirkegaard har lavet et nyt link"
    )
    with world.database.transaction() as tx:
        found = WebKeys(tx, world.clock.now).session(session)
        assert getattr(found, "replaced", None) is True
    await mette.press_action(course.action("teams/link", course.person("mette")))
    assert mette.sees("Det kan jeg ikke finde."), "no links to facilitators"


async def test_a_members_own_link(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    await amira.command("samspil", "team")
    await amira.press("Åbn på nettet")
    with world.database.transaction() as tx:
        assert WebKeys(tx, world.clock.now).redeem(_url(amira, "Åbn").rpartition("/")[2])
