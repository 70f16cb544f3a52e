"""Surveys: asked once a week, answered in private, shown once and never so that one person stands out."""

from __future__ import annotations

import csv
import io

from bot.interactions import Reply
from bot.ui import Action, File, Picture
from storage.files import load
from storage.schedules import due_work
from storage.surveys import answers, rounds
from storage.teams import Role
from tests.features.course import EXAMPLE, begin, load_in
from tests.visitor import Visitor
from tests.world import World

TEAM = ("Amira", "Jonas", "Freja", "Emil", "Sofie")
PULSE = ("hoert", "fag", "retning", "uenig", "aftaler", "alene")


async def fill(person: Visitor, **values: str) -> None:
    """The open form by its fields' names."""
    assert person.form is not None, person.text
    labels = {one.name: one.label for one in person.form.fields}
    await person.fill({labels[name]: value for name, value in values.items()})


async def feel(person: Visitor, step: int) -> None:
    """Answer the pulse alike all through; its last question counts the other way."""
    await person.command("samspil", "puls")
    said = dict.fromkeys(PULSE, str(step)) | {"alene": str(6 - step)}
    await fill(person, **said)


async def open_pulse(person: Visitor) -> None:
    await person.command("samspil", "puls")
    await person.press("Åbn for teamet")


def action(world: World, route: str, *args: str | int) -> Action:
    assert world.team
    return Action.to(route, world.team.id, *args)


# ---- a round


async def test_a_round_is_one_card_that_counts_and_is_shown_once(world: World) -> None:
    *members, mette = world.make_team(*TEAM)
    await world.at("2026-11-03 09:00")
    await open_pulse(members[0])
    assert members[0].sees("Dialogpuls er åben for teamet til torsdag d. 5. november kl. 12")
    assert world.channel.posts == 1 and world.channel.sees("0 af 5 er færdige")
    assert world.channel.sees(
        "Kun du ser dine svar. Teamet og Mette ser det samlede resultat, når mindst fire har svaret."
    )
    assert world.channel.sees("Ikke-valideret dialogpuls")
    for person, step in zip(members[:4], (4, 4, 3, 5), strict=True):
        await feel(person, step)
        assert person.sees("Kun du kan se det, og du kan rette det til")
    assert world.channel.sees("4 af 5 er færdige") and not world.channel.sees("4,0")
    await mette.press_action(action(world, "surveys/answer", 1))
    assert mette.sees("Det kan du ikke gøre her.")
    await members[4].press("Spring over")
    assert members[4].sees("Det er fint. Du springer over denne gang.")
    assert world.channel.posts == 1, "the same card"
    assert world.channel.sees("Jeg bliver hørt, når vi arbejder: 4,0 af 5, noget forskellige")
    assert world.channel.sees("Jeg står alene med for meget: 2,0 af 5"), "as it reads"
    assert world.channel.sees("Samlet: 4,0 af 5"), "in which it counts the other way"
    assert world.channel.sees("Hvad vil I gerne have mere af?")
    await members[4].press_action(action(world, "surveys/answer", 1))
    assert members[4].sees("Runden er lukket, så svaret kan ikke ændres mere.")


async def test_an_answer_may_be_changed_until_it_closes(world: World) -> None:
    amira, *_ = world.make_team(*TEAM)
    await open_pulse(amira)
    await feel(amira, 2)
    await amira.command("samspil", "puls")
    assert amira.form and amira.form.fields[0].value == "2", "filled in as it was"
    await fill(amira, hoert="5")
    with world.database.transaction() as tx:
        kept = tx.connection.execute(answers.select()).all()
    assert len(kept) == 1 and "hoert" not in kept[0].sealed
    await world.at("2026-11-04 12:00")
    assert world.channel.sees("Der var for få svar til, at de kan vises.")


async def test_fewer_than_four_are_never_shown(world: World) -> None:
    *members, mette = world.make_team(*TEAM)
    await open_pulse(members[0])
    for person in members[:3]:
        await feel(person, 5)
    await world.at("2026-11-04 12:00")
    assert world.channel.sees("for få svar") and not world.channel.sees("5,0")
    await mette.press_action(action(world, "surveys/csv", "dialogpuls"))
    assert mette.sees("Der er ikke noget at vise endnu.")


async def test_a_later_round_with_one_more_tells_nothing_of_them(world: World) -> None:
    *members, _mette = world.make_team(*TEAM)
    await open_pulse(members[0])
    for person in members[:4]:
        await feel(person, 4)
    await world.at("2026-11-09 09:00")
    await open_pulse(members[0])
    for person in members[:4]:
        await feel(person, 4)
    await feel(members[4], 1)
    assert world.channel.cards[-1] and world.channel.sees(
        "Jeg bliver hørt, når vi arbejder: 4,0 af 5, tæt på hinanden"
    )
    assert not world.channel.sees("3,4 af 5"), "the fifth is left out, or they could be worked out"
    await world.at("2026-11-16 09:00")
    await open_pulse(members[0])
    for person in members[1:]:
        await feel(person, 2)
    await members[0].command("samspil", "puls")
    await members[0].press("Spring over")
    assert world.channel.sees("Tallene vises ikke denne gang: De kunne fortælle, hvad en enkelt har svaret.")


async def test_so_few_that_they_talk_instead(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await open_pulse(amira)
    assert world.channel.sees("I er så få, at tal ville vise, hvem der har svaret hvad.")
    assert world.channel.sees("• Jeg bliver hørt, når vi arbejder") and not world.channel.sees("[Svar]")
    await amira.press("Sæt på dagsordenen")
    assert amira.sees("Det står på den næste dagsorden.")
    await amira.command("samspil", "dagsorden")
    assert amira.sees("Dialogpuls: Hvad vil I gerne have mere af?")


# ---- once a week


async def test_in_the_week_of_a_survey_the_check_in_asks_nothing_of_the_kind(world: World) -> None:
    amira, *_ = world.make_team(*TEAM)
    await open_pulse(amira)
    await world.at("2026-11-05 09:00")
    await amira.command("tjekind")
    assert amira.form and "mood" not in [one.name for one in amira.form.fields]
    await world.at("2026-11-12 09:00")
    await amira.command("tjekind")
    assert amira.form and amira.form.fields[0].name == "mood"
    await amira.command("samspil", "niveau")
    await amira.press("Åbn den næste gang, der er plads")
    assert amira.sees("Samarbejdets niveau åbner mandag d. 16. november kl. 9")
    before = world.channel.posts
    await world.at("2026-11-16 09:00")
    assert world.channel.posts == before + 1 and world.channel.sees("Samarbejdets niveau · uge 47")
    await world.at("2026-11-19 09:00")
    await amira.command("tjekind")
    assert amira.form and "mood" not in [one.name for one in amira.form.fields]


async def test_what_the_team_follows_comes_by_itself_in_its_weeks(world: World) -> None:
    amira, *_ = world.make_team(*TEAM)
    await amira.command("samspil", "niveau")
    await amira.press("Lad den komme af sig selv")
    assert amira.sees("Næste gang mandag d. 9. november kl. 9"), amira.text
    await world.at("2026-12-19 12:00")
    with world.database.transaction() as tx:
        weeks = [row.week for row in tx.connection.execute(rounds.select().order_by(rounds.c.id))]
    assert weeks == [202646, 202649, 202651], "weeks 2, 5 and the last"
    await amira.command("samspil", "niveau")
    await amira.press("Lad den ikke komme af sig selv")
    assert amira.sees("kommer ikke mere af sig selv")


async def test_what_the_course_says_comes_by_itself_in_all_its_teams(world: World) -> None:
    await begin(world)
    load_in(
        world,
        EXAMPLE.replace('zone = "Europe/Copenhagen"', 'zone = "Europe/Copenhagen"\nsurveys = ["niveau"]', 1),
    )
    with world.database.transaction() as tx:
        due = tx.connection.execute(due_work.select().where(due_work.c.kind == "surveys/open")).all()
    assert due and all(str(row.next_at.date()) == "2026-11-09" for row in due)


# ---- the others


async def test_the_level_shows_what_most_say_and_no_lone_voice(world: World) -> None:
    *members, mette = world.make_team(*TEAM)
    await world.at("2026-12-07 08:35")
    await members[0].command("samspil", "niveau")
    await members[0].press("Åbn for teamet")
    for person, level in zip(members, "11113", strict=True):
        await person.command("samspil", "niveau")
        await fill(person, niveau=level)
    assert world.channel.sees("Flerfagligt: hvert fag sin del: alle eller næsten alle")
    assert not world.channel.sees("få eller ingen")
    assert world.channel.sees("Hvad flytter os ét skridt?")
    await world.at("2026-12-14 08:31")
    await mette.press("Se alle")
    assert mette.sees("arbejder stadig hver for sig i hvert sit fag")


async def test_partners_are_asked_of_the_shifts_and_each_sees_only_their_own_change(world: World) -> None:
    *members, _mette = world.make_team(*TEAM[:4])
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    for week, step in (("2026-11-03", "2"), ("2026-11-10", "6")):
        await world.at(f"{week} 09:00")
        await members[0].command("samspil", "forskydning")
        await members[0].press("Åbn for teamet")
        number = "1" if step == "2" else "2"
        for person in (*members, pia):
            await person.press_action(action(world, "surveys/answer", number))
            await fill(person, udvikle=step, facilitere=step, partnerskab="na")
    assert world.channel.sees("Fra at levere til at udvikle sammen: 6,0 af 7")
    assert not world.channel.sees("partnerskab:")
    await members[0].press_action(action(world, "surveys/mine", "forskydning", 0))
    assert members[0].sees(
        "Siden uge 45 har du flyttet dig:\nFra at levere til at udvikle sammen: fra 2 til 6"
    )
    await pia.home()
    assert pia.sees("Fra at styre til at facilitere: 6,0 af 7")


async def test_a_partner_is_not_asked_of_the_pulse(world: World) -> None:
    amira, *_ = world.make_team(*TEAM[:4])
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await open_pulse(amira)
    await pia.press_action(action(world, "surveys/answer", 1))
    assert pia.sees("Det kan du ikke gøre her.")


# ---- over time, and what the facilitator sees


async def test_over_time_as_a_picture_and_as_figures(world: World) -> None:
    *members, mette = world.make_team(*TEAM[:4])
    for day, step in (("2026-11-02 09:00", 5), ("2026-11-09 09:00", 3)):
        await world.at(day)
        await open_pulse(members[0])
        for person in members:
            await feel(person, step)
    await mette.press_action(action(world, "surveys/trend", "dialogpuls"))
    assert isinstance(mette.last, Reply)
    picture = next(one for one in mette.last.card.blocks if isinstance(one, Picture))
    assert "uge 45 5,0 · uge 46 3,0" in picture.alt
    await mette.press_action(action(world, "surveys/csv", "dialogpuls"))
    assert isinstance(mette.last, Reply)
    file = next(one for one in mette.last.card.blocks if isinstance(one, File))
    with world.database.transaction() as tx:
        kept = load(tx, file.sha256)
    assert kept is not None
    rows = list(csv.DictReader(io.StringIO(kept.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 14 and {row["answers"] for row in rows} == {"4+"}
    assert (
        next(row for row in rows if row["week"] == "2026-W46" and row["question"] == "score")["mean"] == "3,0"
    )
    await world.at("2026-11-23 08:31")  # one line a week: no meeting, then no contract, went before it
    assert mette.sees("samarbejdet opleves tungere end sidst") and not mette.inbox.sees("3,0")
    await mette.press("Skriv til teamet")
    assert mette.form is not None


async def test_ones_own_answers_are_shown_to_oneself_and_go_with_one(world: World) -> None:
    amira, jonas, *_ = world.make_team(*TEAM)
    await open_pulse(amira)
    await feel(amira, 4)
    await amira.command("samspil", "minedata eksport")
    assert amira.sees("Jeg bliver hørt, når vi arbejder: 4 · I høj grad")
    await jonas.press_action(action(world, "surveys/mine", "dialogpuls", 0))
    assert jonas.sees("Du har ikke svaret endnu.")
    await amira.command("samspil", "minedata slet")
    await amira.press("Ja, slet det hele")
    with world.database.transaction() as tx:
        assert tx.connection.execute(answers.select()).all() == []
    assert world.channel.sees("0 af 4 er færdige")
