"""A partner says whether a visit suits them; whoever asks them for something is offered a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot import field
from bot.field.showing import visit_key
from bot.ui import Action
from storage.field import FieldStore
from storage.teams import Role, TeamStore
from storage.visit_answers import VisitAnswerStore
from tests.features.guest_sessions import bring, guest, page, team_of
from tests.features.test_field import plan
from tests.visitor import Visitor, text_of
from tests.world import World

WHEN = "onsdag d. 11. november kl. 9.00–11.00"


async def visit(world: World) -> tuple[Visitor, Visitor, Visitor, Visitor]:
    """Jonas has planned a visit to Pia's workshop, Wednesday 11 November at 9."""
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await world.at("2026-11-09 10:00")
    await plan(jonas, "ons 9.00", look="Værkstedet i drift")
    return amira, jonas, mette, guest(world, "Pia")


async def test_a_yes_is_on_the_visits_card_and_can_be_taken_back(world: World) -> None:
    amira, jonas, _mette, pia = await visit(world)
    text, posts = await page(pia), world.channel.posts
    assert f"Vi vil gerne komme på besøg {WHEN}" in text
    assert "[Det passer mig] [Det passer mig ikke]" in text
    await pia.press("Det passer mig")
    assert pia.sees("Tak. Teamet kan se, at det passer dig.")
    assert world.channel.sees("Pia har sagt ja til besøget.")
    assert (amira.inbox.posts, jonas.inbox.posts) == (0, 0), "a yes disturbs nobody"
    text = await page(pia)
    assert "Du har sagt, at det passer." in text and "[Det passer alligevel ikke]" in text
    assert "Der er ikke noget, vi venter på fra dig lige nu." in text

    await pia.press("Det passer alligevel ikke")
    assert pia.sees("Alle på Team Broen og den, der følger dem fra skolen, kan læse det.")
    await pia.fill({"Hvornår ville det passe bedre?": "Hellere torsdag"})
    assert world.channel.sees("Pia kan ikke på det tidspunkt. Hellere torsdag")
    assert not world.channel.sees("har sagt ja")
    assert world.channel.posts == posts, "one card that changes"


async def test_from_the_step_they_can_say_yes_and_no(world: World) -> None:
    _amira, jonas, _mette, pia = await visit(world)
    await pia.command("samspil", "hjaelp")
    assert pia.sees(f"Vi vil gerne komme på besøg {WHEN} (uge 46). Passer det?") and not pia.sees("herunder")
    await pia.press("Svar")
    assert "Vi vil gerne se: Værkstedet i drift" in text_of(pia.private[-1])
    await pia.press("Det passer mig ikke")
    await pia.fill({"Hvornår ville det passe bedre?": "Hellere torsdag"})
    assert jonas.inbox.sees("Hellere torsdag")
    await pia.press_action(Action.to("field/guest_answer", team_of(world).id, 1))
    assert pia.sees("Du har sagt, at det ikke passer.") and pia.sees("[Det passer alligevel]")


async def test_who_planned_it_is_told_of_a_no(world: World) -> None:
    amira, jonas, mette, pia = await visit(world)
    await pia.press_action(Action.to("field/guest_no", team_of(world).id, 1))
    await pia.fill({"Hvornår ville det passe bedre?": ""})
    assert jonas.inbox.sees(f"Pia kan ikke {WHEN}")
    assert amira.inbox.posts == 0 and not mette.inbox.sees("Pia kan ikke")
    assert "Du har sagt, at det ikke passer." in await page(pia)
    await pia.press("Det passer alligevel")
    assert jonas.inbox.posts == 0, "it suits them after all"
    await world.at("2026-11-09 11:00")
    await pia.press_action(Action.to("field/guest_no", team_of(world).id, 1))
    await pia.fill({"Hvornår ville det passe bedre?": "Hellere torsdag"})
    assert jonas.inbox.sees("Hellere torsdag"), "another no is told too"

    await jonas.press("Ret besøget")
    await jonas.fill({"Hvornår?": "tors 9.00"})
    assert not jonas.inbox.sees("Pia kan ikke"), "they have acted on it"
    assert not world.channel.sees("Pia kan ikke"), "that was the old time"
    assert "Vi vil gerne komme på besøg torsdag d. 12. november" in await page(pia)


async def test_told_is_somebody_who_is_there(world: World) -> None:
    amira, jonas, _mette, pia = await visit(world)
    world.end_membership(team_of(world), jonas.person_id)
    await pia.press_action(Action.to("field/guest_no", team_of(world).id, 1))
    await pia.fill({})
    assert amira.inbox.sees("Besøget passer ikke Pia") and jonas.inbox.posts == 0


async def test_a_visit_that_is_over_or_cancelled_is_not_answered(world: World) -> None:
    _amira, jonas, _mette, pia = await visit(world)
    await jonas.command("samspil", "felt")
    await jonas.press("Aflys besøget")
    for route in ("guest_answer", "guest_ok", "guest_no"):
        pia.private.clear()
        await pia.press_action(Action.to(f"field/{route}", team_of(world).id, 1))
        assert pia.sees("Besøget er forbi eller aflyst."), route
    assert "komme på besøg" not in await page(pia)
    await jonas.press("Fortryd")
    await world.at("2026-11-11 09:00")
    await pia.press_action(Action.to("field/guest_ok", team_of(world).id, 1))
    assert not world.channel.sees("Pia har sagt ja")


async def test_who_writes_it_down_and_who_answers_wait_for_each_other_in_one_order(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _amira, jonas, _mette, pia = await visit(world)
    locked: list[str] = []
    for store, name in ((TeamStore, "hold_team"), (FieldStore, "held")):
        monkeypatch.setattr(store, name, _noted(locked, name, getattr(store, name)))
    await pia.press_action(Action.to("field/guest_ok", team_of(world).id, 1))
    assert locked[:2] == ["hold_team", "held"]
    await jonas.press_action(Action.to("field/log", team_of(world).id, 1))
    locked.clear()
    await jonas.fill({"Hvor længe?": "1 time"})
    assert locked[:2] == ["hold_team", "held"]


def _noted(noted: list[str], name: str, hold: Callable[..., Any]) -> Callable[..., Any]:
    def holding(*args: Any) -> Any:
        noted.append(name)
        return hold(*args)

    return holding


async def test_a_citizen_is_not_asked_about_visits(world: World) -> None:
    amira, jonas, _mette, _pia = await visit(world)
    await bring(amira, "Kim", "Borgeren")
    kim = guest(world, "Kim")
    assert "besøg" not in await page(kim)
    await kim.press_action(Action.to("field/guest_ok", team_of(world).id, 1))
    assert not world.channel.sees("Kim har sagt ja") and jonas.inbox.posts == 0


async def test_who_stops_says_nothing_of_it_any_more(world: World) -> None:
    _amira, _jonas, _mette, pia = await visit(world)
    await pia.press_action(Action.to("field/guest_ok", team_of(world).id, 1))
    assert world.channel.sees("Pia har sagt ja")
    await page(pia)
    await pia.press("Stop, jeg vil ikke spørges mere")
    assert not world.channel.sees("Pia har sagt ja")


async def test_an_answer_is_the_persons_to_see_and_to_take_away(world: World) -> None:
    _amira, _jonas, _mette, pia = await visit(world)
    await pia.press_action(Action.to("field/guest_no", team_of(world).id, 1))
    await pia.fill({"Hvornår ville det passe bedre?": "Hellere torsdag"})
    personal = field.feature.personal_data
    assert personal and world.team
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        assert ("Dit svar på et besøg", "det passer ikke Hellere torsdag") in personal.export(
            ctx, pia.person_id
        )
        personal.erase(ctx, pia.person_id)
        assert VisitAnswerStore(tx, world.tenant_id, world.clock.now).of_visit(1) == ()
        card = ctx.render(visit_key(1))
        assert card and "Hellere torsdag" not in text_of(card)


async def test_silence_after_a_letter_about_a_visit_is_worth_a_call(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await world.at("2026-11-09 10:00")
    await plan(amira, "tors uge 48 9.00")
    await amira.press("Skriv til Pia")
    assert amira.sees("Snart ses vi. Team Broen") and amira.sees("sige til, hvis det ikke passer")
    await world.at("2026-11-12 09:00")
    assert amira.inbox.sees("Prøv at ringe til Pia")
    pia = guest(world, "Pia")
    await pia.press_action(Action.to("field/guest_ok", team_of(world).id, 1))
    assert not amira.inbox.sees("Prøv at ringe til Pia")


# ---- wherever a guest is asked for something


async def test_a_poll_an_agreement_and_a_visit_offer_a_letter(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    await world.at("2026-11-09 10:00")
    team = team_of(world).id

    await amira.press_action(Action.to("meetings/propose", team))
    await amira.fill(
        {
            "Hvad skal I mødes om?": "Besøget",
            "Hvilke tider foreslår du?": "tors uge 47 13.15\nfre uge 47 9.00",
        }
    )
    assert "Skriv til Pia" in text_of(amira.private[-1])
    await amira.press("Skriv til Pia")
    assert amira.sees("Hvornår passer det dig? Team Broen")

    await amira.press_action(Action.to("agreements/new", team))
    with world.database.transaction() as tx:
        people = TeamStore(tx, world.tenant_id, world.clock.now).members(team, *_guests())
    pia = str(people[0].person_id)
    await amira.fill({"Hvad aftaler I?": "Nøgler til hallen", "Hvem gør det?": (pia,)})
    assert "Skriv til Pia" in text_of(amira.private[-1])
    await amira.press("Skriv til Pia")
    assert amira.sees("Er vi enige? Team Broen")
    await amira.press_action(Action.to("agreements/new", team))
    await amira.fill({"Hvad aftaler I?": "Købe kaffe", "Hvem gør det?": (str(amira.person_id),)})
    assert "Skriv til Pia" not in text_of(amira.private[-1]), "she has no part in it"

    await plan(amira, "tors uge 48 9.00")
    assert "Skriv til Pia" in text_of(amira.private[-1])


async def test_a_guest_with_a_chat_is_written_to_there(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    guest(world, "Pia")
    await world.at("2026-11-09 10:00")
    await plan(amira, "tors uge 48 9.00")
    assert "Skriv til Pia" not in text_of(amira.private[-1])


def _guests() -> tuple[Role, ...]:
    return Role.partner, Role.guest
