"""Check-in as a team lives it."""

from __future__ import annotations

import asyncio

from bot.interactions import Press
from bot.ui import Action
from storage.teams import Role
from tests.visitor import text_of
from tests.world import World

ONE_LINE = {"Hvad er dit næste skridt?": "Ringe til foreningen"}


async def test_a_round_opens_is_answered_reminds_and_closes(world: World) -> None:
    amira, jonas, freja, _mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-05 08:59")
    assert world.channel.posts == 0
    await world.at("2026-11-05 09:00")
    assert world.channel.sees("Tjek-ind · uge 45")
    assert world.channel.sees("Åbent til fredag d. 6. november kl. 12.")
    assert world.channel.sees("Mette kan se, hvor mange der har svaret")
    assert world.channel.sees("0 af 3 har svaret")

    await amira.press("Svar")
    await amira.fill({**ONE_LINE, "Hvordan går samarbejdet for dig?": "4 Godt"})
    assert amira.sees("Tak, dit svar er med")
    assert amira.sees("Du kan rette det til fredag kl. 12.")
    assert world.channel.sees("1 af 3 har svaret")
    await jonas.press("Jeg er væk i denne uge")
    assert world.channel.sees("2 af 3 har svaret")

    await world.at("2026-11-06 08:00")
    assert freja.inbox.posts == 1
    assert freja.inbox.sees("Hej Freja. Teamets tjek-ind lukker i dag kl. 12")
    assert amira.inbox.posts == jonas.inbox.posts == 0

    await world.at("2026-11-06 12:00")
    assert world.channel.posts == 1
    assert world.channel.sees("1 af 3 svarede")
    assert world.channel.sees("Amira: Ringe til foreningen")
    assert freja.inbox.posts == 0, "a reminder has no use when the round is over"


async def test_the_answer_can_be_changed_until_it_closes_and_given_early(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-04 20:00")
    await amira.command("tjekind")
    await amira.fill(ONE_LINE)
    await world.at("2026-11-05 09:00")
    assert world.channel.sees("1 af 3 har svaret")
    await amira.command("tjekind")
    assert amira.form and amira.form.fields[2].value == "Ringe til foreningen"
    await amira.fill({"Hvad er dit næste skridt?": "Skrive til dem"})
    await world.at("2026-11-06 12:00")
    assert world.channel.sees("Amira: Skrive til dem")
    await amira.press_action(_answer_action(world))
    assert amira.sees("Runden er lukket, så svaret kan ikke ændres mere.")


def _answer_action(world: World) -> Action:
    assert world.team
    return Action.to("checkins/answer", world.team.id, 1)


async def test_eight_who_press_at_the_same_moment_are_all_counted(world: World) -> None:
    names = ("Amira", "Jonas", "Freja", "Emil", "Sofie", "Noah", "Ida", "Villads")
    people = world.make_team(*names)[:-1]
    await world.at("2026-11-05 09:00")
    assert world.team
    action = Action.to("checkins/away", world.team.id, 1)
    presses = [
        Press(sender=person.sender, place=person.here, action=action, delivery_id=world.delivery_id())
        for person in people
    ]
    await asyncio.gather(*(world.database.run(world.bot.handle, press) for press in presses))
    await world.settle()
    assert world.channel.sees("8 af 8 har svaret")


async def test_nothing_given_is_asked_for_one_line_and_a_cpr_number_is_never_stored(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    await amira.fill({})
    assert amira.sees("Skriv én linje, eller vælg et tal. Så er det nok.")
    await amira.fill({**ONE_LINE, "Er der noget, der spænder ben?": "Borgeren 010165-1234 svarer ikke"})
    assert amira.sees("Det ligner et CPR-nummer. Fjern det, og send igen.")
    assert amira.form and "010165" not in str(amira.form)
    await amira.fill({"Er der noget, der spænder ben?": "Borgeren svarer ikke"})
    assert amira.sees("Tak, dit svar er med")
    await amira.command("tjekind")
    assert amira.form and amira.form.fields[2].value == "Ringe til foreningen", "the good fields were kept"


async def test_days_off_are_skipped(world: World) -> None:
    world.make_team("Amira", "Jonas", starts="2026-12-14", ends="2027-02-01")
    await world.at("2026-12-18 12:00")
    posts = world.channel.posts
    await world.at("2026-12-31 23:00")  # Thursdays 24 and 31 December are off
    assert world.channel.posts == posts
    await world.at("2027-01-07 09:00")
    assert world.channel.posts == posts + 1


async def test_silence_asks_after_two_rounds_and_rests_after_three(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-06 12:00")
    assert world.channel.sees("Der kom ingen svar denne gang, og det er fint.")
    await world.at("2026-11-13 12:00")
    assert world.channel.sees("Passer et andet tidspunkt bedre")
    await world.at("2026-11-20 12:00")
    assert world.channel.sees("Tjek-ind holder pause")
    await world.at("2026-12-04 12:00")
    assert world.channel.posts == 3
    await amira.press("Vælg tidspunkt eller pause")
    await amira.fill({"Hvornår åbner tjek-ind?": "tirsdag", "Hvornår lukker det?": "onsdag"})
    assert amira.sees("Gemt. Næste tjek-ind åbner tirsdag d. 8. december kl. 9.00")
    await world.at("2026-12-08 09:00")
    assert world.channel.posts == 4
    await world.at("2026-12-09 12:00")
    assert "Der kom ingen svar denne gang" in text_of(world.channel.cards[-1]), "what was before is forgotten"


async def test_silence_may_be_answered_with_fewer_questions(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-13 12:00")
    await amira.press("Stil færre spørgsmål")
    assert amira.sees("Fra nu af er der kun to spørgsmål")
    await world.at("2026-11-19 09:00")
    await amira.command("tjekind")
    assert amira.form and [one.name for one in amira.form.fields] == ["next_step", "in_the_way"]
    await amira.fill({})
    assert amira.sees("Skriv én linje. Så er det nok.")
    await amira.fill(ONE_LINE)
    assert world.channel.sees("1 af 3 har svaret")
    await amira.press("Stil alle fire spørgsmål igen")
    await amira.press("Svar")
    assert amira.form and len(amira.form.fields) == 4


async def test_a_pause_is_said_and_can_be_chosen(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "tid")
    await amira.fill({"Hvornår åbner tjek-ind?": "Slet ikke: hold pause"})
    assert amira.sees("Tjek-ind holder pause. Skriv /tjekind tid")
    amira.private.clear()
    await amira.command("tjekind")
    assert amira.form is None, "no round is answered that will never open"
    assert amira.sees("Tjek-ind holder pause. Skriv /tjekind tid")
    await world.at("2026-11-06 12:00")
    assert world.channel.posts == 0


async def test_an_early_answer_moves_along_when_the_time_does(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await amira.command("tjekind")
    await amira.fill(ONE_LINE)
    await amira.command("tjekind", "tid")
    await amira.fill({"Hvornår åbner tjek-ind?": "tirsdag", "Hvornår lukker det?": "onsdag"})
    await world.at("2026-11-03 09:00")
    assert world.channel.sees("1 af 3 har svaret")
    assert world.channel.sees("Åbent til onsdag d. 4. november kl. 12.")


async def test_two_facilitators_are_both_said_to_see(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    assert world.team
    world.add_person(world.team, "Karl", Role.facilitator)
    await world.at("2026-11-05 09:00")
    assert world.channel.sees("Mette og Karl kan se, hvor mange der har svaret")
    await amira.press("Svar")
    assert amira.sees("Mette og Karl kan læse, hvad der spænder ben")


async def test_who_leaves_is_reminded_no_more(world: World) -> None:
    _amira, jonas, *_ = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-06 08:00")
    assert jonas.inbox.posts == 1
    await jonas.command("samspil", "team")
    await jonas.press("Jeg er ikke længere med")
    await jonas.press("Ja, jeg er ikke længere med")
    assert jonas.inbox.posts == 0
    assert world.channel.sees("0 af 2 har svaret")


async def test_reminders_can_be_switched_off_and_skipping_counts_as_answered(world: World) -> None:
    amira, jonas, _ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-06 08:00")
    await jonas.press("Spring over")
    assert world.channel.sees("1 af 2 har svaret")
    await amira.press("Ingen påmindelser om tjek-ind")
    assert amira.sees("Du får ikke flere påmindelser om tjek-ind.")
    await world.at("2026-11-13 11:00")
    assert amira.inbox.posts == 0
    assert jonas.inbox.posts == 1


async def test_down_over_the_opening_it_opens_late_once_or_not_at_all(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.downtime("2026-11-06 09:30")
    assert world.channel.posts == 1
    assert amira.inbox.posts == 0, "there is time to answer before the reminder"
    await world.at("2026-11-06 11:30")
    assert amira.inbox.posts == 1
    await world.downtime("2026-11-13 11:50")  # ten minutes before it closes: no use to open
    assert world.channel.posts == 2
    assert world.channel.sees("Det her tjek-ind blev ikke til noget. Jeg var ude af drift")
    assert world.channel.sees("Det næste åbner torsdag d. 19. november kl. 9.00 (uge 47).")
    await world.at("2026-11-19 09:00")
    assert world.channel.posts == 3
    await world.at("2026-11-20 12:00")
    assert "Passer et andet tidspunkt bedre" in text_of(world.channel.cards[-1]), (
        "the missed one was no silence"
    )


async def test_down_over_two_openings_the_second_round_opens_late(world: World) -> None:
    world.make_team("Amira", "Jonas")
    await world.downtime("2026-11-12 10:30")
    assert world.channel.posts == 1
    assert world.channel.sees("Tjek-ind · uge 46")
    await world.at("2026-11-19 09:00")
    assert world.channel.posts == 2


async def test_only_the_team_answers_and_another_team_learns_nothing(world: World) -> None:
    _amira, *_ = world.make_team("Amira", "Jonas")
    (eva, *_) = world.make_team("Eva", facilitator="Karl", key="havnen", tenant="anden")
    await world.at("2026-11-05 09:00")
    await eva.press_action(_answer_action(world))
    assert eva.sees("Det kan jeg ikke finde.")
    assert world.channel.sees("0 af 2 har svaret")


async def test_a_lost_reply_from_the_platform_does_not_double_the_card(world: World) -> None:
    world.make_team("Amira", "Jonas")
    world.chat.lost = 1
    await world.at("2026-11-05 09:00")
    await world.at("2026-11-05 09:10")
    assert world.channel.posts == 1
    assert world.chat.sends == 1
