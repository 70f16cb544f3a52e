"""*Det er mig*: becoming known, and what the facilitator sees of it."""

from __future__ import annotations

import threading

import pytest

from bot.interactions import Address, Press, Reply, Response, Sender
from bot.ui import Action, Buttons
from storage.inbox import DraftStore
from storage.teams import TeamStore
from storage.web import WebKeys, WebSession
from tests.features.course import (
    EXAMPLE,
    action_of,
    begin,
    load_in,
    press_as,
    tenant,
    url_of,
)
from tests.visitor import Channel, Visitor, text_of
from tests.world import World


async def test_det_er_mig_on_the_welcome(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira H.")
    await amira.press("Det er mig")
    assert amira.sees("Hvem er du på Team Broen?")
    assert amira.sees("Mette kan se, hvem der har valgt hvilket navn.")
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
    assert inbox.posts == 1 and inbox.sees("Kontoen False på Chat hører nu til Amira Haddad på Team Broen.")
    assert inbox.sees("Kontoen Emil på Chat hører nu til Emil Brandt på Team Broen.")
    await course.mette.press("Fortryd")  # the first: Amira's
    assert course.mette.sees("Kontoen False hører ikke længere til Amira Haddad.")
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
    assert inbox.sees("Kontoen Amira? på Chat siger, at den er din.")
    assert course.mette.inbox.sees("Jeg har spurgt Amira.")
    response = await press_as(course, ("web", amira.account), action_of(inbox, "Ja, det er mig"))
    assert isinstance(response, Reply) and "Du er nu også kendt på Chat." in text_of(response.card)
    await claimant.command("tjekind")
    assert claimant.form, "now she is known"
    response = await press_as(course, ("web", amira.account), course.action("teams/refuse", 1))
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
    assert course.mette.sees("Amira er nu også kendt på Chat."), "and not that she herself is"
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
    assert stranger.sees("Amira har allerede en anden konto her.")


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
    assert sum("har allerede en anden konto her" in card for card in cards) == 3
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
    link = url_of(false, "Åbn")
    with world.database.transaction() as tx:
        assert WebKeys(tx, world.clock.now).redeem(link.rpartition("/")[2]) is None


@pytest.mark.parametrize("vouched", [True, False])
async def test_an_account_others_vouch_for_opens_nothing_private_from_before(
    world: World, vouched: bool
) -> None:
    course = await begin(world)
    course.has_acted("amira")
    await world.at("2026-11-04 13:30")
    amira, form = course.person("amira"), _answer_action(world)
    with world.database.transaction() as tx:
        DraftStore(tx, tenant(tx), world.clock.now).save(amira, form.encode(), {"done": "Kun til mig selv"})
    await world.at("2026-11-04 14:00")
    claimant = course.stranger("Amira?")
    await claimant.command("samspil", "team")
    await claimant.press("Det er mig: Amira Haddad")
    if vouched:
        await course.mette.press("Det passer")
    else:
        inbox = Channel(course.web, f"person/{amira}")
        await press_as(course, ("web", f"person/{amira}"), action_of(inbox, "Ja, det er mig"))
    await claimant.press("Svar")
    assert claimant.form
    assert ("Kun til mig selv" in str(claimant.form)) is not vouched
    await claimant.command("samspil", "team")
    await claimant.press("Åbn på nettet")
    with world.database.transaction() as tx:
        found = WebKeys(tx, world.clock.now).redeem(url_of(claimant, "Åbn").rpartition("/")[2])
        assert found
        session = WebKeys(tx, world.clock.now).session(found)
    assert isinstance(session, WebSession) and (session.private_since is not None) is vouched


def _answer_action(world: World) -> Action:
    return action_of(world.channel, "Svar")
