"""Weeks 45 and 46 of the story: the visit that is moved, who leaves, and what becomes of what was agreed."""

from __future__ import annotations

import re

from icalendar import Calendar

from tests.stories import picture
from tests.stories.chain import CODE, DECIDED, FETCH, POSTER, VISIT, all_see, answers
from tests.stories.town import Town
from tests.stories.week import who_sees
from tests.world import local

# ---- week 45


async def the_partner_votes(town: Town) -> None:
    """Emil suggests a time for the visit; Pia says on her page that she can come."""
    pia = town.guests["Pia"]
    await town.at("2026-10-30 13:00")
    await town["Emil"].command("moede", "ny")
    await town["Emil"].fill({"Hvad skal I mødes om?": VISIT, "Hvilke tider foreslår du?": "ons uge 45 13.15"})
    for name in ("Amira", "Jonas", "Freja", "Sofie"):
        await town[name].press("Stem")
        await town[name].choose("onsdag d. 4. november kl. 13.15", "Ja")
    await pia.press("Stem")
    await pia.choose("onsdag d. 4. november kl. 13.15", "Ja")
    await all_see(town.members, "onsdag d. 4. november kl. 13.15–14.15 (uge 45)", "Alle seks kan.")
    await pia.until_sees("onsdag d. 4. november kl. 13.15–14.15 (uge 45), fysisk: Besøg i haven.")


async def the_meeting_is_moved(town: Town) -> None:
    amira, jonas, freja, emil, sofie = town.members
    pia, new = town.guests["Pia"], "fredag d. 6. november kl. 10.00–11.00 (uge 45)"
    await amira.press("Hent til kalenderen")
    await amira.until_sees("Møder i din kalender")
    feed = re.findall(r"/kalender/[\w-]+\.ics", amira.text())[-1]
    before = visit_in(await town.fetch(feed))
    await town.at("2026-11-02 10:00")
    await freja.command("moede")
    await freja.press("Flyt mødet")
    await freja.fill({"Ny tid": "fre 10"})
    await all_see([*town.members, pia], new)
    for one in (amira, jonas, emil, sofie):
        await one.press("Jeg kan komme")
    await all_see(town.members, "5 af 6 kan.")
    after = visit_in(await town.fetch(feed))
    assert before == (after[0], local("2026-11-04 13:15")) and after[1] == local("2026-11-06 10:00")


def visit_in(calendar: bytes) -> tuple[str, object]:
    """UID and beginning of the one event of that name."""
    (event,) = [
        one for one in Calendar.from_ical(calendar.decode()).walk("VEVENT") if str(one["SUMMARY"]) == VISIT
    ]
    return str(event["UID"]), event.decoded("DTSTART")


async def one_leaves(town: Town) -> None:
    """What Sofie promised is free to take, and Freja takes it."""
    sofie, freja = town["Sofie"], town["Freja"]
    await town.at("2026-11-03 10:00")
    assert await who_sees(town, "I mødes i morgen") == []  # the day before the day it was moved from
    await sofie.command("samspil", "team")
    await sofie.press("Jeg er ikke længere med")
    await sofie.press("Ja, jeg er ikke længere med")
    town.people.pop("Sofie")
    await all_see(town.members, f"{POSTER} er fri, for Sofie er ikke længere i teamet. Hvem tager den?")
    await freja.press("Jeg tager den")
    await all_see(town.members, f"{POSTER}: Freja, senest tirsdag d. 10. november")


async def the_next_agenda_has_what_is_open(town: Town) -> None:
    amira, jonas, pia = town["Amira"], town["Jonas"], town.guests["Pia"]
    await town.at("2026-11-04 09:00")
    assert await who_sees(town, f"Aftalen {FETCH} havde frist i går") == ["Jonas"]
    await town.at("2026-11-05 09:00")
    await all_see(town.members, "I mødes i morgen", "Tjek-ind · uge 45", "0 af 4 har svaret")
    await answers(amira, "Tage billeder")
    await amira.press("Se dagsordenen")
    await all_see([amira], f"Aftale: {FETCH} · Aftale: {POSTER}", "Samarbejdet")
    await pia.press("Se dagsordenen")
    await all_see([pia], "Vi siger goddag og hører, hvordan det går", "Det har vi aftalt med hinanden")
    assert not pia.sees(FETCH) and not pia.sees("Sådan arbejder vi sammen")  # that is the team's own
    await jonas.press("Den er klaret")
    await jonas.until_sees("Tak. Godt, at den er klaret.")


async def they_visit(town: Town) -> None:
    amira, jonas, _freja, emil = town.members
    pia = town.guests["Pia"]
    await town.at("2026-11-06 10:00")
    await emil.press("Begynd mødet")
    await amira.press("Skriv aftale")
    await amira.fill({"Hvad aftaler I?": CODE, "Hvem gør det?": "Pia", "Hvornår er det gjort?": "2026-11-11"})
    await all_see(town.members, f"{CODE}: Pia")
    await pia.press("Ja, det er en aftale")
    await town.at("2026-11-06 10:50")
    await jonas.press("Slut mødet")
    await town.at("2026-11-09 12:00")  # nobody was the note-taker any more: it is sent as it is
    await all_see(
        town.members, "Til stede: Amira, Jonas, Freja og Emil.", f"{CODE}: Pia, senest onsdag d. 11. november"
    )


# ---- week 46


async def it_all_comes_round(town: Town) -> None:
    freja, emil = town["Freja"], town["Emil"]
    await town.at("2026-11-11 09:00")
    assert await who_sees(town, f"Aftalen {POSTER} havde frist i går") == ["Freja"]
    await freja.press("Den er klaret")
    await town.at("2026-11-12 09:00")
    await answers(emil, "Grave bede")
    await emil.command("samspil", "beslutninger frost")
    await emil.until_sees(DECIDED)
    await emil.command("aftale")
    await emil.until_sees(CODE)
    last = emil.text()[emil.text().rindex("Jeres aftaler") :]
    assert FETCH not in last and POSTER not in last


def within_the_noise_budget(town: Town) -> None:
    """domain.md §0, for two meetings, a guest and everything that happened to them."""
    team, _ = picture.posts_by_week(town)
    for (week, place), posts in team.items():
        assert posts <= 8, f"{posts} posts in week {week} in {place}"
    assert picture.meeting_posts(town) == 2 * 3  # and the minutes
