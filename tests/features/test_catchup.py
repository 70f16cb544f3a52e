"""*Hvor kom vi til?*, for who has been away."""

from __future__ import annotations

from datetime import date, timedelta

from bot.catchup.rules import days_away, fitting, looks_back_to
from bot.ui import Action
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import Visitor
from tests.world import World

TITLE = "Hvor kom vi til? · Team Broen"


def told(person: Visitor) -> int:
    return person.inbox.text.count(TITLE)


async def team(world: World) -> list[Visitor]:
    """Everybody was here on Monday 2 November; then Jonas is not."""
    people = world.make_team("Amira", "Jonas", "Freja")
    for person in people[:3]:
        await person.command("samspil", "hjaelp")
    return people


async def task(person: Visitor, what: str) -> None:
    await person.command("samspil", f"opgaver {what}")
    await person.fill({})


async def test_who_comes_back_after_five_days_is_told_once(world: World) -> None:
    amira, jonas, freja, _ = await team(world)
    await world.at("2026-11-04 10:00")
    await task(amira, "Ring til foreningen")
    await amira.press("Klaret")
    await suggest(amira, "tirs uge 47 13.15")
    await vote(freja, "ja")
    await world.at("2026-11-09 13:00")
    assert told(jonas) == 0, "nobody is told before they are here again"
    await vote(jonas, "ja")
    await world.at("2026-11-09 13:01")
    assert told(jonas) == 1
    card = next(card for card in jonas.inbox.cards if card.title.plain == TITLE)
    assert len(card.blocks) <= 5
    assert jonas.inbox.sees("Næste møde: Forberedelse af besøget, tirsdag d. 17. november kl. 13.15.")
    assert jonas.inbox.sees("Klaret imens: Ring til foreningen.")
    await jonas.command("samspil", "hjaelp")
    await world.at("2026-11-10 13:00")
    await jonas.command("samspil", "hjaelp")
    await world.at("2026-11-11 13:00")
    assert told(jonas) == 1
    assert told(amira) == told(freja) == 0


async def test_four_days_are_not_away(world: World) -> None:
    amira, jonas, *_ = await team(world)
    await task(amira, "Ring")
    await amira.press("Klaret")
    await world.at("2026-11-06 13:00")
    await jonas.command("samspil", "hjaelp")
    await world.at("2026-11-06 16:00")
    assert told(jonas) == 0


async def test_who_came_to_a_meeting_was_not_away(world: World) -> None:
    amira, jonas, freja, _ = await team(world)
    await world.at("2026-11-04 10:00")
    await suggest(amira, "man uge 46 13.15")
    await vote(freja, "nej")
    await vote(jonas, "ja")
    await world.at("2026-11-12 13:00")
    await task(amira, "Ring")
    await amira.press("Klaret")
    for person in (jonas, freja):
        await person.command("samspil", "hjaelp")
    await world.at("2026-11-12 16:00")
    assert (told(jonas), told(freja)) == (0, 1)


async def test_somebody_new_has_not_been_away(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await task(amira, "Ring")
    await amira.press("Klaret")
    await world.at("2026-11-12 13:00")
    await world.people["Jonas"].command("samspil", "hjaelp")
    await world.at("2026-11-12 16:00")
    assert told(world.people["Jonas"]) == 0


async def test_in_the_evening_it_waits_for_the_morning(world: World) -> None:
    amira, jonas, *_ = await team(world)
    await task(amira, "Ring")
    await amira.press("Klaret")
    await world.at("2026-11-11 20:00")
    await jonas.command("samspil", "hjaelp")
    await world.at("2026-11-12 07:59")
    assert told(jonas) == 0
    await world.at("2026-11-12 08:00")
    assert told(jonas) == 1


async def test_with_nothing_to_tell_there_is_no_card(world: World) -> None:
    _, jonas, *_ = await team(world)
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        assert not ctx.render(f"catchup/back/2026-11-02/{jonas.person_id}")
    await jonas.command("samspil", "hvorkomvitil")
    assert jonas.sees(TITLE)
    assert jonas.sees("Der er ikke noget nyt siden mandag d. 26. oktober.")
    await jonas.press("Se, hvad der giver mening nu")
    assert jonas.sees("Lige nu · Team Broen")


async def test_who_asks_is_not_told_again(world: World) -> None:
    amira, jonas, *_ = await team(world)
    await task(amira, "Ring")
    await amira.press("Klaret")
    await world.at("2026-11-16 13:00")
    await jonas.command("samspil", "whereweare")
    assert jonas.sees("Klaret imens: Ring.")
    await world.at("2026-11-16 16:00")
    assert told(jonas) == 0


async def test_the_day_is_the_persons_own_to_read_and_goes_with_them(world: World) -> None:
    _, jonas, *_ = await team(world)
    await jonas.command("samspil", "minedata eksport")
    assert jonas.sees("Team Broen: mandag d. 2. november")
    await world.at("2026-11-04 12:00")
    await jonas.press_action(Action.to("tasks/show", world.team.id))  # type: ignore[union-attr]
    with world.database.transaction() as tx:
        query = "SELECT last_here FROM membership WHERE person_id = {}"
        found = tx.connection.exec_driver_sql(query.format(jonas.person_id)).scalar_one()
    assert str(found) == "2026-11-04"
    await jonas.command("samspil", "minedata slet")
    await jonas.press("Ja, slet det hele")
    with world.database.transaction() as tx:
        query = f"SELECT count(*) FROM membership WHERE person_id = {jonas.person_id}"
        assert tx.connection.exec_driver_sql(query).scalar_one() == 0


# ---- how long is away


def test_weekends_count_and_holidays_do_not() -> None:
    friday, wednesday = date(2026, 11, 6), date(2026, 11, 11)

    def weekend(day: date) -> bool:
        return day.weekday() > 4

    assert days_away(friday, wednesday, weekend) == 5
    assert days_away(friday, wednesday, lambda day: weekend(day) or day == date(2026, 11, 10)) == 4
    assert days_away(wednesday, friday, weekend) == 0, "clocks go back"
    assert days_away(friday, friday + timedelta(days=300), lambda day: True) > 5, (
        "not one whole term of holidays"
    )


def test_four_lines_at_most_and_no_more_than_fit() -> None:
    assert fitting(["a", "b", "c", "d", "e"], len) == ["a", "b", "c", "d"]
    assert fitting(["a" * 2000, "b" * 400, "c" * 200], len) == ["a" * 2000, "b" * 400]
    assert fitting(["a" * 2900, "b"], len) == ["a" * 2900]


def test_who_asks_is_told_of_a_week_at_least() -> None:
    today = date(2026, 11, 12)
    assert looks_back_to(None, today) == looks_back_to(today, today) == date(2026, 11, 5)
    assert looks_back_to(date(2026, 10, 20), today) == date(2026, 10, 20)
