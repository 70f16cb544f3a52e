"""Weeks 43 and 44 of the story: a meeting is found and planned, and held by winter time."""

from __future__ import annotations

import re

from tests.stories import guests
from tests.stories.chain import ABOUT_TWENTY, DECIDED, FETCH, HOW_MANY, KEY, PLAN, POSTER, all_see, answers
from tests.stories.people import Somebody
from tests.stories.town import Town
from tests.stories.week import who_sees

# ---- week 43


async def a_time_is_found(town: Town) -> None:
    amira, *others = town.members
    await town.at("2026-10-19 10:00")
    await amira.command("moede", "ny")
    await amira.fill({"Hvad skal I mødes om?": PLAN, "Hvilke tider foreslår du?": "tirs uge 44 13.15"})
    for one in others:
        await one.press("Stem")
        await one.choose("tirsdag d. 27. oktober kl. 13.15", "Ja")
    await all_see(town.members, "tirsdag d. 27. oktober kl. 13.15–14.15 (uge 44)", "Alle fem kan.")


async def a_partner_gets_a_page(town: Town) -> None:
    """No account, and nothing to install: the link stands in a letter that Amira sends from her own mail."""
    amira = town["Amira"]
    await town.at("2026-10-20 10:00")
    await amira.command("samspil", "gaester")
    await amira.press("Ny kontakt")
    await amira.fill({"Fornavn": "Pia", "Funktion hos partneren": "leder"})
    await amira.press("Se alle")
    await amira.press("Spørg partneren")
    await amira.fill({"Hvad vil I gerne vide?": HOW_MANY})
    await all_see(town.members, f"1. Spørgsmål til partneren: {HOW_MANY}")  # on the agenda, by itself
    await amira.press("Skriv til Pia")
    await amira.until_sees("Kære Pia")
    pia = await guests.arrives(town, "Pia", re.findall(r"/side/[\w-]+", amira.text())[-1])
    assert pia.sees(HOW_MANY) and pia.sees(PLAN)


async def what_is_in_the_way_is_on_the_agenda(town: Town) -> None:
    amira, jonas, freja, emil, _sofie = town.members
    await town.at("2026-10-22 09:00")
    await answers(amira, "Skrive til formanden", KEY)
    await amira.press("Sæt på dagsordenen")
    await all_see(town.members, f"2. {KEY}")  # in her own words, one press later
    await answers(jonas, "Læse om haven")
    await answers(freja, "Tegne en plakat")
    await emil.press("Jeg er væk i denne uge")
    await emil.press("Jeg kan ikke komme")
    await all_see(town.members, "4 af 5 har svaret", "4 af 6 kan.")  # the sixth is Pia
    await town.at("2026-10-23 08:00")
    assert await who_sees(town, "Teamets tjek-ind lukker i dag kl. 12") == ["Sofie"]
    await town.at("2026-10-23 12:00")
    await all_see(town.members, "Runden er lukket. 3 af 5 svarede.", "Læse om haven")


# ---- week 44, by winter time


async def clocks_go_back(town: Town) -> None:
    """What stands at nine stands at nine, by the clock on the wall."""
    await town.at("2026-10-26 08:59")
    assert await who_sees(town, "I mødes i morgen") == []
    await town.at("2026-10-26 09:00")
    await all_see(town.members, "I mødes i morgen", "tirsdag d. 27. oktober kl. 13.15–14.15")


async def two_swap_roles(town: Town) -> None:
    have = roles(town["Amira"])
    one, other = town[have["skribent"]], town[have["processtyrer"]]
    await one.press("Byt rolle")
    await one.choose("Hvem vil du bytte skribent med?", f"{other.name} (processtyrer)")
    await other.press("Ja, lad os bytte")
    await all_see(town.members, f"skribent {other.name}", f"processtyrer {one.name}")
    await one.until_sees(f"{other.name} siger ja.")


def roles(one: Somebody) -> dict[str, str]:
    """Role → name, as the newest card with roles shows it."""
    lines = [line for line in one.text().splitlines() if "mødeleder" in line and " · " in line]
    return dict(re.findall(r"(mødeleder|skribent|tidsholder|processtyrer) (\w+)", lines[-1]))


async def the_partner_answers(town: Town) -> None:
    """Then it needs no time at the meeting any more."""
    amira, pia = town["Amira"], town.guests["Pia"]
    await town.at("2026-10-26 10:00")
    await pia.press("Svar")
    await pia.fill({"Dit svar": ABOUT_TWENTY})
    await all_see([amira], "Pia har svaret", ABOUT_TWENTY)
    await all_see(town.members, f"1. {KEY}")
    await pia.press("Se dagsordenen")
    await all_see([pia], "Det skal vi:", "Vi siger goddag og hører, hvordan det går")
    assert not pia.sees(KEY)  # said in a check-in, and so to the team


async def they_meet(town: Town) -> None:
    """Jonas promises to fetch the key by Thursday, Sofie to print the poster; Freja, who has the role, writes."""
    have = roles(town["Amira"])
    chair, writer = town[have["mødeleder"]], town[have["skribent"]]
    await town.at("2026-10-27 12:14")
    assert await who_sees(town, "Om lidt er der møde") == []
    await town.at("2026-10-27 12:15")
    assert await who_sees(town, "Om lidt er der møde") == ["Amira", "Jonas", "Freja", "Sofie"]
    await town.at("2026-10-27 13:15")
    await chair.press("Begynd mødet")
    for _ in range(3):
        await chair.press("Næste punkt")
    await all_see(town.members, f"Nu: {KEY} · 4 af 8")
    await town.at("2026-10-27 13:35")
    await writer.press("Skriv beslutning")
    await writer.fill({"Hvad har I besluttet?": DECIDED})
    for what, who, day in ((FETCH, "Jonas", "2026-10-29"), (POSTER, "Sofie", "2026-11-10")):
        await writer.press("Skriv aftale")
        await writer.fill({"Hvad aftaler I?": what, "Hvem gør det?": who, "Hvornår er det gjort?": day})
    await town.at("2026-10-27 14:05")
    await chair.press("Slut mødet")
    assert await who_sees(town, "Referatet er næsten færdigt") == [writer.name]


async def the_minutes_say_it(town: Town) -> None:
    """Nobody has written anything twice: under the words of a check-in stands what was decided and agreed."""
    writer = town[roles(town["Amira"])["skribent"]]
    await writer.press("Send det nu")
    jonas = f"{FETCH}: Jonas, senest torsdag d. 29. oktober"
    for one in town.members:
        await all_see([one], "Referat\n", jonas, f"{POSTER}: Sofie, senest tirsdag d. 10. november")
        said = one.text()[one.text().rindex("Til stede: ") :]
        assert re.match(rf"Til stede: Amira, Jonas, Freja og Sofie\.\s+{KEY}\s+Besluttet: {DECIDED}", said)
    await town["Sofie"].press("Ja, det er en aftale")
    await town["Sofie"].until_sees(f"{POSTER} er nu en aftale.")


async def who_was_away_is_told(town: Town) -> None:
    emil = town["Emil"]
    await town.at("2026-10-28 10:00")
    await emil.look()
    assert not emil.sees("Hvor kom vi til?")
    await emil.command("samspil", "hjaelp")
    await all_see([emil], "Hvor kom vi til?", f"I har besluttet: {DECIDED}")


async def the_next_check_in(town: Town) -> None:
    jonas = town["Jonas"]
    await town.at("2026-10-29 08:59")
    assert await who_sees(town, "Tjek-ind · uge 44") == []
    await town.at("2026-10-29 09:00")
    await all_see(town.members, "Tjek-ind · uge 44", "0 af 5 har svaret")
    await jonas.press("Svar")
    await jonas.until_sees(f"Dine åbne aftaler: {FETCH}")  # right where he is asked what he has done
    await jonas.fill({"Hvad er dit næste skridt?": "Ringe igen på mandag"})
    await all_see(town.members, "1 af 5 har svaret")


async def an_agreement_is_late(town: Town) -> None:
    jonas = town["Jonas"]
    await town.at("2026-10-30 08:59")
    assert await who_sees(town, "havde frist i går") == []
    await town.at("2026-10-30 09:00")
    assert await who_sees(town, f"Aftalen {FETCH} havde frist i går") == ["Jonas"]
    await jonas.press("Ny dato")
    await jonas.fill({"Hvornår er det gjort?": "2026-11-03"})
    await all_see(town.members, f"{FETCH}: Jonas, senest tirsdag d. 3. november")  # in the minutes, too
