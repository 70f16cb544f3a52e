"""One team's week, whatever doors its people come by. After every step the process is killed and started
again, and nothing has changed."""

from __future__ import annotations

import re

from icalendar import Calendar

from tests.doors.contract import ANSWER
from tests.stories import picture
from tests.stories.course import FACILITATOR
from tests.stories.people import Somebody
from tests.stories.town import Town
from tests.world import local

WORDS = {
    "Amira": "Ordet borger betyder noget andet hos os",
    "Jonas": "Jeg savnede at blive spurgt",
    "Freja": "Vi talte forbi hinanden om tempo",
    "Emil": "Kroppen først, så papirerne",
}
KIND = "Runden er lukket, så svaret kan ikke ændres mere."
PURPOSE = "Besøg i foreningen"
WEDNESDAY, FRIDAY = "onsdag d. 18. november kl. 13.15", "fredag d. 20. november kl. 10.00"


async def whole_week(town: Town) -> None:
    await town.begin("2026-11-06 13:00")
    await welcome(town)
    await monday(town)
    await reflection(town)
    await check_in(town)
    await late_answer(town)
    await poll(town)
    await roles(town)
    await calendar(town)
    await the_meeting_itself(town)
    within_the_noise_budget(town)


async def who_sees(town: Town, *texts: str) -> list[str]:
    """Who sees any of them, now that everybody looks."""
    for one in town.people.values():
        await one.look()
    return [one.name for one in town.people.values() if any(one.sees(text) for text in texts)]


async def welcome(town: Town) -> None:
    for one in town.members:
        await one.until_sees("Hej, jeg er Samspil")
    await town.survives()


# ---- Monday


async def monday(town: Town) -> None:
    mette = town[FACILITATOR]
    await town.at("2026-11-09 08:29")
    assert await who_sees(town, "Godmorgen") == []
    await town.at("2026-11-09 08:30")
    await mette.until_sees("Godmorgen, Mette. Dit team i uge 46")
    await mette.until_sees("der er ikke aftalt møder de næste 10 dage")
    assert await who_sees(town, "Godmorgen") == [FACILITATOR]
    await town.survives()
    await mette.press("Se alle")
    await mette.until_sees("Dine teams")


# ---- /refleksion


async def reflection(town: Town) -> None:
    mette, amira = town[FACILITATOR], town["Amira"]
    await town.at("2026-11-10 09:30")
    await mette.command("refleksion", "fagligheder")
    await mette.until_sees("Forslag til Team Broen")
    await town.survives()
    await mette.press("Åbn for teamet")
    await mette.fill({"Hvor lang tid?": "To døgn"})
    for one in town.members:
        await one.until_sees("0 af 4 er klar")
    await town.survives()

    await amira.press("Skriv")
    await amira.until_sees("Din tekst")
    await town.survives()  # with the form open before her
    for ready, one in enumerate(town.members):
        if one is not amira:
            await one.press("Skriv")
        await one.fill({"Din tekst": WORDS[one.name], "Vil du dele den med teamet?": SHARE})
        if ready < 3:
            await mette.until_sees(f"{ready + 1} af 4 er klar")
            assert await who_sees(town, *WORDS.values()) == []
        if ready == 1:
            await town.survives()
    for one in town.members:
        await one.until_sees("Her er det, I har delt")
        assert all(one.sees(word) for word in WORDS.values())
    await town.survives()
    await town["Jonas"].press("Skriv sætningen")
    await town["Jonas"].fill({"Det tager vi med videre": "Vi spørger, hvad den anden mener"})
    await amira.until_sees("Det tager I med videre: Vi spørger, hvad den anden mener")
    await town.survives()


SHARE = "Ja, uden navn (hvis mindst fire deler)"


# ---- /tjekind


async def check_in(town: Town) -> None:
    amira, jonas, _freja, emil = town.members
    await town.at("2026-11-12 09:00")
    for one in town.members:
        await one.until_sees("Tjek-ind · uge 46")
        await one.until_sees("0 af 4 har svaret")
    await town.survives()

    await amira.press("Svar")
    await amira.fill({**ANSWER, "Er der noget, der spænder ben?": "Borgeren 010165-1234 svarer ikke"})
    await amira.until_sees("ligner et CPR-nummer")
    amira.put_form_away()
    await town.survives()
    await amira.command("tjekind")
    await amira.until_sees("Læst foreningens årsberetning")  # what was good of it was kept
    await amira.fill({"Er der noget, der spænder ben?": "Borgeren svarer ikke"})
    await amira.until_sees("Tak, dit svar er med")
    await jonas.press("Jeg er væk i denne uge")
    for one in town.members:
        await one.until_sees("2 af 4 har svaret")
    await town.survives()

    await town.at("2026-11-13 08:00")
    reminded = await who_sees(town, "Teamets tjek-ind lukker i dag kl. 12")
    assert reminded == ["Freja", "Emil"]
    await town.survives()
    await emil.press("Svar")
    await emil.fill({**ANSWER, "Hvad er dit næste skridt?": "Skrive til kommunen"})
    await jonas.until_sees("3 af 4 har svaret")
    await town.survives()


async def late_answer(town: Town) -> None:
    """Freja has the form before her when the round closes."""
    freja = town["Freja"]
    await town.at("2026-11-13 11:58")
    await freja.command("tjekind")
    await freja.until_sees("Hvad er dit næste skridt?")
    await town.at("2026-11-13 12:00")
    for one in town.members:
        await one.until_sees("Runden er lukket. 2 af 4 svarede.")
        await one.until_sees("Skrive til kommunen")
    await town.survives()
    await freja.fill(
        {**ANSWER, "Hvad har du fået gjort siden sidst?": "Talt med en nabo om fællesspisningen"}
    )
    await freja.until_sees(KIND)
    await freja.until_sees("Talt med en nabo om fællesspisningen")  # given back, to be used elsewhere
    await town.survives()
    freja.put_form_away()
    await town["Emil"].press("Læs svarene")
    await town["Emil"].until_sees("Skrive til kommunen")


# ---- /moede


async def poll(town: Town) -> None:
    amira, jonas, freja, emil = town.members
    await town.at("2026-11-13 13:00")
    await amira.command("moede")
    await amira.until_sees("Hvad skal I mødes om?")
    await town.survives()
    await amira.fill(
        {
            "Hvad skal I mødes om?": PURPOSE,
            "Sted": "Foreningens hus",
            "Hvilke tider foreslår du?": "ons 13.15\nfre 10",
        }
    )
    for one in town.members:
        await one.until_sees("Hvornår kan I mødes?")
        await one.until_sees("1 af 4 har stemt")
    await town.survives()

    await jonas.press("Stem")
    await jonas.choose(WEDNESDAY, "Ja")
    await town.survives()  # between his two answers
    await jonas.choose(FRIDAY, "Nej")
    await jonas.until_sees("Tak, du har stemt")
    await freja.press("Stem")
    await freja.press("Alle tider passer mig")
    await amira.until_sees("3 af 4 har stemt")
    await town.survives()
    await emil.press("Stem")
    await emil.choose(WEDNESDAY, "Hvis nødvendigt")
    await emil.choose(FRIDAY, "Nej")
    for one in town.members:
        await one.until_sees("Så er mødet på plads")
        await one.until_sees("Alle fire kan.")
    await town.survives()


# ---- roles


async def roles(town: Town) -> None:
    """One says yes, the other would rather swap with somebody who has none."""
    holders = held_roles(town["Amira"])
    chair, note_taker = town[holders["mødeleder"]], town[holders["skribent"]]
    free = next(one for one in town.members if one not in (chair, note_taker))
    await chair.press("Fint med mig")
    await chair.until_sees("Tak, du er mødeleder")
    await free.until_sees(f"{chair.name} har sagt ja.")
    await town.survives()
    await note_taker.press("Byt rolle")
    await note_taker.choose("Hvem vil du bytte skribent med?", f"{free.name} (ingen rolle)")
    await free.until_sees("Vil du bytte rolle?")
    assert held_roles(free) == holders  # nothing changes before the other has said yes
    await town.survives()
    await free.press("Ja, lad os bytte")
    await note_taker.until_sees(f"{free.name} siger ja.")
    for one in town.members:
        await one.until_sees(f"skribent {free.name}")
    await town.survives()
    assert held_roles(chair) == {"mødeleder": chair.name, "skribent": free.name}


def held_roles(one: Somebody) -> dict[str, str]:
    """Role → name, as the newest card with roles shows it."""
    lines = [line for line in one.text().splitlines() if "mødeleder" in line and " · " in line]
    return dict(re.findall(r"(mødeleder|skribent) (\w+)", lines[-1]))


# ---- the calendar


async def calendar(town: Town) -> None:
    amira = town["Amira"]
    await amira.press("Hent til kalenderen")
    await amira.until_sees("Møder i din kalender")
    own, team = dict.fromkeys(re.findall(r"/kalender/[\w-]+\.ics", amira.text()))
    event = only_meeting(await town.fetch(own))
    assert event == only_meeting(await town.fetch(team))
    assert event[1:] == (PURPOSE, local("2026-11-18 13:15"), "Foreningens hus")
    await town.survives()
    assert event == only_meeting(await town.fetch(own)), "the same event, by the same address"
    for content in files_given(town):
        assert only_meeting(content) == event
    for one in town.members:
        await one.press("Hent til kalenderen")
        await one.until_sees("Møder i din kalender")
        own = re.findall(r"/kalender/[\w-]+\.ics", one.text())[-2]
        only_on_web = town.homes[one.name] == "web"  # nothing else tells them that the next check-in opens
        assert (b"Tjek-ind" in await town.fetch(own)) is only_on_web


def only_meeting(content: bytes) -> tuple[object, ...]:
    """UID, title, beginning and place of the one meeting in a calendar."""
    events = [
        one for one in Calendar.from_ical(content.decode()).walk("VEVENT") if str(one["SUMMARY"]) == PURPOSE
    ]
    (event,) = events
    return str(event["UID"]), str(event["SUMMARY"]), event.decoded("DTSTART"), str(event["LOCATION"])


def files_given(town: Town) -> list[bytes]:
    """The .ics files that stand in the chats; there is at least one in each."""
    found: list[bytes] = []
    if town.slack is not None:
        uploads = [one.content for one in town.slack.workspace.uploads.values() if one.completed]
        assert uploads, "no file in Slack"
        found += uploads
    if town.discord is not None:
        there = {str(file["url"]) for one in picture.discord_posts(town) for file in one.attachments}
        assert there, "no file in Discord"
        found += [town.discord.world.files[url] for url in there]
    return found


# ---- to the end


async def the_meeting_itself(town: Town) -> None:
    """The working day before, the hour before, and old cards afterwards."""
    await town.at("2026-11-17 09:00")
    for one in town.members:
        await one.until_sees("I mødes i morgen")
    await town.survives()
    await town.at("2026-11-18 12:15")
    await town.survives()
    await town.at("2026-11-18 15:00")
    await town["Jonas"].press("Læs svarene")  # on last week's card
    await town["Jonas"].until_sees("Borgeren svarer ikke")


def within_the_noise_budget(town: Town) -> None:
    """domain.md §0: at most 8 new posts per team and week, 10 in the first; 3 in private per person; 4 for a
    meeting, of which the minutes are not written yet."""
    team, private = picture.posts_by_week(town)
    for (week, place), posts in team.items():
        assert posts <= (10 if week == 45 else 8), f"{posts} posts in week {week} in {place}"
    for (week, person), posts in private.items():
        assert posts <= 3, f"{posts} private posts in week {week} to {person}"
    assert picture.meeting_posts(town) == 3
