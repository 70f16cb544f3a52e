"""The best times by themselves: proposed, shown with why, voted on beside one's own calendar, replanned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import pytest

from bot import meetings, roles, teams
from bot.busy import Busy, Source
from bot.context import Context
from bot.meetings import colliding, finding
from bot.registry import Features
from bot.ui import Action
from storage.field import FieldStore, Plan
from storage.supervision import SupervisionStore
from storage.teams import Role
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World, local


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja, Emil, Sofie, and Mette, who facilitates."""
    return world.make_team("Jonas", "Amira", "Freja", "Emil", "Sofie")


class Weeks:
    """What is known of people's weeks, in the place of timetables and calendars."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.busy: dict[int, list[Busy]] = {}
        self.taught: list[Busy] = []
        for module in (finding, colliding):
            patch.setattr(module, "busy_of", self._busy_of)
        patch.setattr(finding, "teaching_of", lambda _ctx, _since, _until: tuple(self.taught))

    def _busy_of(
        self,
        _ctx: Context,
        people: Collection[int],
        since: datetime,
        until: datetime,
        *,
        but_meeting: int = 0,
    ) -> dict[int, tuple[Busy, ...]]:
        return {
            person: tuple(
                one
                for one in (*self.busy.get(person, ()), *self.taught)
                if one.start < until and one.end > since
            )
            for person in people
        }

    def has(self, person: Visitor, start: str, end: str, *, soft: bool = False) -> None:
        one = Busy(local(start), local(end), Source.grid if soft else Source.calendar, soft=soft)
        self.busy.setdefault(person.person_id, []).append(one)

    def teaches(self, start: str, end: str, kind: str) -> None:
        self.taught.append(Busy(local(start), local(end), Source.teaching, kind))


@pytest.fixture
def weeks(monkeypatch: pytest.MonkeyPatch) -> Weeks:
    return Weeks(monkeypatch)


async def propose(person: Visitor, minutes: str = "90") -> None:
    """A purpose and a length are enough."""
    await person.command("moede", "ny")
    if person.form is None:
        await person.press("Foreslå et møde")
    await fill(person, {"purpose": PURPOSE, "minutes": minutes})


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
    await suggest(jonas, "tirs uge 47 13.15", required=("Amira",))
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja")
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
    await suggest(jonas, "tirs uge 47 13.15")
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja")
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
    await suggest(jonas, "tirs uge 47 13.15", required=("Amira",))
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja")
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
    await suggest(jonas, "tirs uge 47 13.15")
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja")
    assert world.team
    for one in (jonas, mette):
        world.end_membership(world.team, one.person_id)
    await amira.press("Jeg kan ikke komme")
    assert amira.sees("Skal mødet flyttes?") and not amira.sees("Du har foreslået")


# ---- what is said of it before, and after


async def test_time_in_the_field_is_sought_with_its_way(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(jonas, "2026-11-12 08:00", "2026-11-12 10:00")
    await jonas.command("moede", "ny")
    await fill(jonas, {"purpose": PURPOSE, "minutes": "90", "type": "field"})
    assert world.channel.sees(f"{PURPOSE} · tid i felten · 90 minutter · i felten")
    assert world.channel.sees("torsdag d. 12. november kl. 10.30 · 1 ja"), "half an hour to get there"


async def test_an_internal_meeting_is_sought_without_guests_and_never_shown_them(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, *_ = team
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    weeks.has(pia, "2026-11-10 00:00", "2026-11-28 00:00")
    await world.at("2026-11-09 10:00")
    await jonas.command("moede", "ny")
    await fill(jonas, {"purpose": PURPOSE, "minutes": "90", "type": "internal"})
    assert jonas.sees("[Skriv hvorfor]") and jonas.sees("[Tilpas mødet]")
    assert not world.channel.sees(PURPOSE) and not world.channel.sees("5 af 6 kan")
    assert world.channel.sees("torsdag d. 12. november kl. 9.00 · 1 ja") and world.channel.sees(
        "1 af 5 har stemt"
    )
    await pia.command("moede")
    assert not pia.sees(PURPOSE)


async def test_the_times_are_found_again_when_it_is_said_who_has_to_be_there(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-17 12:30")
    weeks.has(amira, "2026-11-18 00:00", "2026-12-20 00:00")
    await propose(jonas)
    assert world.channel.sees("torsdag d. 12. november kl. 9.00 · 1 ja · 4 af 5 kan")
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"required": ("Amira",)})
    assert jonas.sees("Ingen andre havde stemt, så jeg har fundet nye tider ud fra det, du har valgt:")
    assert jonas.sees("tirsdag d. 17. november kl. 12.30 · frit i de kalendere, jeg kender")
    assert world.channel.sees("tirsdag d. 17. november kl. 12.30 · 1 ja · frit")
    assert not world.channel.sees("12. november kl. 9.00"), "she has to be there, and cannot"
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"place_kind": "field"})
    assert world.channel.sees("tirsdag d. 17. november kl. 13.00"), "and then there is the way"
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"tally": "hidden"})
    assert not world.channel.sees("1 ja") and world.channel.posts == 1
    times = world.channel.text
    await vote(amira, "ja")
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"required": ()})
    assert "tirsdag d. 17. november kl. 13.00" in times and world.channel.sees(
        "tirsdag d. 17. november kl. 13.00"
    )
    assert "Ingen andre havde stemt" not in text_of(jonas.private[-1]), "somebody has"


async def test_the_votes_of_who_is_asked_no_more_keep_no_old_times(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-17 12:30")
    await propose(jonas)
    await vote(pia, "ja", "ja", "ja")
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"type": "internal", "required": ("Amira",)})
    assert jonas.sees("Ingen andre havde stemt")
    assert world.channel.sees("17. november kl. 12.30") and not world.channel.sees("12. november kl. 9")


async def test_times_that_somebody_typed_stay_whatever_is_said_afterwards(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-20 12:00")
    await suggest(jonas, "tirs uge 47 13.15", required=("Amira",))
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15 · 1 ja")


async def test_a_time_that_is_no_longer_good_is_not_taken(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tirs uge 47 13.15", required=("Amira",))
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja")
    await amira.press("Jeg kan ikke komme")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-19 12:00")
    await jonas.press("tirs. d. 10. nov. kl. 9.00")
    assert jonas.sees("Den tid passer ikke mere. Prøv en anden.")
    assert world.team
    for minute in ("0", "1", "99999999", "999999999999"):
        await jonas.press_action(Action.to("meetings/replan", world.team.id, 1, minute))
        assert jonas.sees("Den tid passer ikke mere.")
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15–14.45")


async def test_new_times_after_a_poll_that_came_to_nothing_fit_the_calendars(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    weeks.has(amira, "2026-11-09 00:00", "2026-11-26 09:00")
    await world.at("2026-11-12 16:00")
    assert jonas.inbox.sees("Skal vi prøve igen?")
    assert jonas.inbox.sees("[tors. d. 26. nov. kl. 9.00]")
    await jonas.press("tors. d. 26. nov. kl. 9.00")
    assert world.channel.sees("torsdag d. 26. november kl. 9.00 · 1 ja")
