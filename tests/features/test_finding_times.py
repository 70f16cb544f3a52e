"""The best times by themselves: proposed, shown with why, voted on beside one's own calendar, replanned."""

from __future__ import annotations

from storage.field import FieldStore, Plan
from storage.supervision import SupervisionStore
from tests.features.finding_sessions import Weeks, propose, settle
from tests.features.finding_sessions import features as features
from tests.features.finding_sessions import team as team
from tests.features.finding_sessions import weeks as weeks
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World, local


async def test_a_purpose_and_a_length_are_enough(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    await propose(jonas)
    assert world.channel.sees(f"Jonas foreslår: {PURPOSE} · 90 minutter · fysisk")
    for time in ("torsdag d. 12. november kl. 9.00", "fredag d. 13. november kl. 12.30",
                 "mandag d. 16. november kl. 9.00"):  # fmt: skip
        assert world.channel.sees(f"{time} · 1 ja")
        assert jonas.sees(time)
    assert world.channel.sees("Afstemningen lukker tirsdag d. 10. november kl. 16")
    assert "alle kan" not in world.channel.text, "nobody has told of their week"
    await vote(amira, "ja", "ja", "nej")
    assert world.channel.posts == 1


async def test_each_time_says_why_and_names_nobody(world: World, team: list[Visitor], weeks: Weeks) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    weeks.teaches("2026-11-12 08:30", "2026-11-12 10:00", "cluster")
    for person in (jonas, amira, freja, emil, sofie):
        weeks.has(person, "2026-11-12 12:00", "2026-11-12 17:00")
        weeks.has(person, "2026-11-13 08:00", "2026-11-14 00:00")
    weeks.has(freja, "2026-11-16 08:00", "2026-12-20 00:00")
    await propose(jonas)
    assert world.channel.sees(
        "torsdag d. 12. november kl. 10.00 · 1 ja · alle kan; lige efter klyngeundervisning"
    )
    assert world.channel.sees("mandag d. 16. november kl. 12.30 · 1 ja · 4 af 5 kan")
    assert "fredag" not in world.channel.text
    assert "Freja" not in world.channel.text
    assert jonas.sees("alle kan; lige efter klyngeundervisning")
    await vote(freja, "nej", "nej", "nej")
    assert not world.channel.sees("alle kan"), "what people say is worth more than their calendars"
    assert world.channel.sees("1 ja · 1 nej · lige efter klyngeundervisning")


async def test_who_suggests_it_can_come_and_nothing_found_is_said(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(jonas, "2026-11-09 00:00", "2026-12-20 00:00")
    await propose(jonas)
    assert jonas.sees("Jeg kan ikke finde en tid, som de fleste kan, i de næste fire uger.")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["purpose"] == PURPOSE
    assert world.channel.posts == 0
    await fill(jonas, {"slots": "tors uge 47 13.15"})
    assert world.channel.sees("torsdag d. 19. november kl. 13.15 · 1 ja"), "who types a time knows best"
    await propose(amira)
    assert world.channel.sees("torsdag d. 12. november kl. 9.00 · 1 ja · 4 af 5 kan")


async def test_the_meetings_of_their_other_teams_are_in_the_way(world: World) -> None:
    jonas, _amira, _ = world.make_team("Jonas", "Amira")
    world.make_team("Jonas", "Eva", key="havnen", facilitator="Karl")
    eva = world.people["Eva"]
    other = world.people["Jonas"]
    await world.at("2026-11-09 10:00")
    await eva.command("moede", "ny")
    await fill(eva, {"purpose": "Andet", "slots": "tors 9.00", "minutes": "240"})
    other.place = "c-havnen"
    await other.press("Stem")
    await other.press("Alle tider passer mig")
    assert world.channel_of("havnen").sees("Så er mødet på plads")
    jonas.place = "c-broen"
    await propose(jonas, "120")
    assert world.channel.sees("torsdag d. 12. november kl. 13.00 · 1 ja")
    assert "kl. 9.00 · 1 ja" not in world.channel.text.split("fredag")[0]


async def test_a_visit_in_the_field_has_a_way_to_it_and_supervision_is_an_appointment(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, _freja, _emil, _sofie, mette = team
    assert world.team
    await world.at("2026-11-09 10:00")
    with world.database.transaction() as tx:
        plan = Plan(starts_at=local("2026-11-12 08:00"), minutes=120, host="frivilligcentret")
        store = FieldStore(tx, world.tenant_id, world.clock.now)
        store.join(store.add(world.team.id, jonas.person_id, plan), jonas.person_id)
        times = SupervisionStore(tx, world.tenant_id, world.clock.now)
        times.offer(mette.person_id, 60, "", [world.team.id], [local("2026-11-17 13:00")])
        first = times.time(1)
        assert first
        times.take(first, world.team.id, amira.person_id)
    await propose(jonas)
    assert world.channel.sees("torsdag d. 12. november kl. 10.30"), "over at 10, and then there is the way"
    await jonas.press("Træk forslaget tilbage")
    await jonas.press("Ja, træk det tilbage")
    await suggest(jonas)
    for person in (jonas, amira):
        await person.press("Stem" if person is amira else "Ret mine svar")
        assert person.sees("tirs. d. 17. nov. kl. 13.15: du har en anden aftale kl. 13.00–14.00")


async def test_own_collisions_are_shown_to_nobody_else(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, freja, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-17 12:00", "2026-11-17 13:30")
    weeks.has(amira, "2026-11-18 10:30", "2026-11-18 12:00")  # only touches
    weeks.has(amira, "2026-11-18 09:00", "2026-11-18 10:00", soft=True)
    await suggest(jonas)
    await amira.press("Stem")
    assert amira.sees("Kun du kan se det her:")
    assert amira.sees("tirs. d. 17. nov. kl. 13.15: du har noget i kalenderen kl. 12.00–13.30")
    assert amira.text.count("du har noget") == 1
    await freja.press("Stem")
    assert not freja.sees("Kun du kan se")
    assert "kalenderen" not in world.channel.text
    await amira.press("Stem efter min kalender")
    assert amira.sees("tirsdag d. 17. november kl. 13.15: <Nej>")
    assert amira.sees("onsdag d. 18. november kl. 9.00: <Ja>")
    weeks.teaches("2026-11-18 00:00", "2026-11-19 00:00", "lecture")
    await freja.press("Stem")
    assert freja.sees("ons. d. 18. nov. kl. 9.00: undervisning hele dagen")


async def test_a_required_person_drops_out_and_one_press_moves_it(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await settle(jonas, (amira, freja, emil, sofie), ("Amira",))
    weeks.has(amira, "2026-11-10 00:00", "2026-11-19 12:00")
    await amira.press("Jeg kan ikke komme")
    assert jonas.inbox.sees("Her er tider, der passer bedre.")
    assert jonas.inbox.sees("torsdag d. 19. november kl. 12.30")
    assert "Amira" not in freja.inbox.text
    await jonas.press("tors. d. 19. nov. kl. 12.30")
    assert world.channel.sees("torsdag d. 19. november kl. 12.30–14.00 (uge 47)")
    for person in (amira, freja, emil, sofie):
        assert person.inbox.sees("Mødet er ændret")
    assert world.channel.posts == 2, "it is the same card"


async def test_who_suggested_it_drops_out_and_may_move_it_too(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await settle(jonas, (amira, freja, emil, sofie))
    weeks.has(jonas, "2026-11-10 00:00", "2026-11-19 12:00")
    await amira.press("Jeg kan ikke komme")
    assert not amira.sees("[Flyt mødet]")
    await jonas.press("Jeg kan ikke komme")
    assert jonas.sees("Noteret, du kommer ikke") and jonas.sees("Her er tider, der passer dig bedre.")
    assert jonas.sees("torsdag d. 19. november kl. 12.30") and jonas.sees("[Jeg kan alligevel]")
    assert not jonas.sees("10. november"), "never when they are busy themselves"
    await jonas.press("tors. d. 19. nov. kl. 12.30")
    assert world.channel.sees("torsdag d. 19. november kl. 12.30–14.00 (uge 47)")
    await jonas.press("Jeg kan ikke komme")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "fre uge 47 10.00"})
    assert world.channel.sees("fredag d. 20. november kl. 10.00")


async def test_the_press_that_moves_it_also_asks_whether_its_proposer_can(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await settle(jonas, (amira, freja, emil, sofie), ("Amira",))
    await jonas.press("Jeg kan ikke komme")
    assert jonas.sees("[tirs. d. 10. nov. kl. 9.00]")
    weeks.has(jonas, "2026-11-10 00:00", "2026-11-19 12:00")
    await jonas.press("tirs. d. 10. nov. kl. 9.00")
    assert jonas.sees("Den tid passer ikke mere. Prøv en anden.") and jonas.sees("19. nov. kl. 12.30")
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15–14.45")
    await amira.press("Jeg kan ikke komme")
    assert jonas.inbox.sees("Her er tider, der passer bedre.")
    assert not jonas.inbox.sees("10. nov."), "nor when it is somebody else who cannot"


async def test_when_its_proposer_has_left_nobody_is_told_that_they_suggested_it(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, mette = team
    await world.at("2026-11-09 10:00")
    await settle(jonas, (amira, freja, emil, sofie))
    assert world.team
    for one in (jonas, mette):
        world.end_membership(world.team, one.person_id)
    await amira.press("Jeg kan ikke komme")
    assert amira.sees("Skal mødet flyttes?") and not amira.sees("Du har foreslået")
