"""Ten weeks of one team, from *Kom i gang* to the last night on which anything of it is kept.

What people write for themselves alone and what they share is never the same word (`PRIVATE`, `SHARED`), so that the
files and the exports say what is left of each.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import text as sql

from storage.tables import metadata
from tests.doors.web import WebVisitor
from tests.stories import guests
from tests.stories.chain import PARTNER, all_see, answers
from tests.stories.course import FACILITATOR
from tests.stories.people import Somebody
from tests.stories.town import Town
from tests.stories.week import SHARE, who_sees

# A reflection nobody is shown, one written alone, a letter to oneself: all Freja's.
ALONE, DIARY, LETTER = "solsortbreve", "drosselnoter", "stærsangbreve"
PRIVATE = {ALONE, DIARY, LETTER}
DECIDED, PROBLEM, AMBITION, TOLD, OPENED = "gåsefaner", "svalereder", "mejsekasser", "lærkeord", "irisklinjer"
LEARNT, ADVICE, THANKS = "viberåd", "uglevink", "ternetak"
SHARED = {DECIDED, PROBLEM, AMBITION, TOLD, OPENED, LEARNT, ADVICE, THANKS}
STEP = "rødhalsskridt"  # of a check-in: the team reads it, and it is no thing to take along
LAST_DAY, PRIVATE_GONE = "2026-12-20 23:00", "2026-12-22 06:00"
TEAMS_GONE, ALL_GONE = "2027-01-21 06:00", "2027-03-22 06:00"
MEETING = "onsdag d. 14. oktober kl. 13.15"
PULSE = (
    "Jeg bliver hørt, når vi arbejder", "Mit fag bliver brugt", "Jeg ved, hvad vi er på vej mod",
    "Jeg tør sige, når jeg er uenig", "Vi gør det, vi aftaler", "Jeg står alene med for meget",
)  # fmt: skip


async def whole_course(town: Town) -> None:
    town.partner = PARTNER
    await town.begin("2026-10-09 13:00", starts="2026-10-12")
    await they_meet(town)
    await the_start_package_is_a_step_a_day(town)
    await the_partner_says_yes(town)
    await the_contract(town)
    await town.survives()
    await a_pulse(town)
    await reflections(town)
    await halfway(town)
    await letters_are_opened(town)
    await the_closing_package(town)


# ---- the start


async def they_meet(town: Town) -> None:
    amira, jonas, *_ = town.members
    await town.at("2026-10-12 10:00")
    await amira.press("Kom i gang (2 minutter)")
    await amira.command("moede", "ny")
    await amira.fill({"Hvad skal I mødes om?": "Planen", "Hvilke tider foreslår du?": "ons uge 42 13.15"})
    for one in town.members[1:]:
        await one.press("Stem")
        await one.choose(MEETING, "Ja")
    await all_see(town.members, f"{MEETING}–14.15 (uge 42)")
    await town.at("2026-10-14 13:15")
    await amira.press("Begynd mødet")
    await amira.press("Skriv beslutning")
    await amira.fill({"Hvad har I besluttet?": f"Vi samler {DECIDED}"})
    await amira.press("Slut mødet")
    await jonas.command("samspil", "partner")
    await jonas.press("Vi har haft kontakt")


async def the_start_package_is_a_step_a_day(town: Town) -> None:
    """The meeting makes the contract the next step, and the contact the challenge: each on a morning of its own."""
    _amira, _jonas, freja, emil, _sofie = town.members
    await town.at("2026-10-14 18:00")
    assert await who_sees(town, "Nu har I mødt hinanden", "Hvad er jeres udfordring?") == []
    await town.at("2026-10-15 09:00")
    await all_see(town.members, "Nu har I mødt hinanden")
    assert await who_sees(town, "Hvad er jeres udfordring?") == []
    await freja.press("Begynd på kontrakten")
    await freja.press("Skriv")
    await freja.fill({"Jeres ordlyd": f"Vi vil lave {AMBITION}, som haven kan bruge."})
    for one in town.members:
        await answers(one, f"{STEP} med {one.name}")
    await town.at("2026-10-16 09:00")
    await all_see(town.members, "Hvad er jeres udfordring?")
    await emil.press("Skriv udfordringen")
    await emil.fill({"Hvad er problemet?": f"Haven mangler {PROBLEM}"})


async def the_partner_says_yes(town: Town) -> None:
    amira, jonas, *_ = town.members
    await town.at("2026-10-16 10:00")
    await amira.command("samspil", "gaester")
    await amira.press("Ny kontakt")
    await amira.fill({"Fornavn": "Pia", "Funktion hos partneren": "leder"})
    await amira.press("Skriv til Pia")
    await amira.until_sees("Kære Pia")
    pia = await guests.arrives(town, "Pia", re.findall(r"/side/[\w-]+", amira.text())[-1])
    await pia.press("Læs udfordringen")
    await pia.until_sees(PROBLEM)
    await pia.press("Ja, sådan ser vi det")
    await jonas.command("samspil", "udfordring")
    await jonas.until_sees(f"{PARTNER} sagde ja fredag d. 16. oktober")


async def the_contract(town: Town) -> None:
    _amira, jonas, freja, *_ = town.members
    await freja.command("kontrakt")
    await freja.press("Send til underskrift")
    for one in town.members:
        await one.press("Læs og skriv under")
        await one.press("Skriv under")
    for one, line in ((freja, LETTER), (jonas, OPENED)):
        await one.press("Skriv brevet til sidste uge")
        await one.fill({"Én linje til dig selv": f"Har jeg lært {line}?"})
    await town.at("2026-10-19 08:30")
    await town[FACILITATOR].press("Læs og godkend")
    await town[FACILITATOR].press("Godkend kontrakten")
    await all_see(
        town.members, "Mette har godkendt jeres samarbejdskontrakt", "Runden er lukket. 5 af 5 svarede."
    )
    assert await who_sees(town, LETTER, OPENED) == []


# ---- on the way


async def a_pulse(town: Town) -> None:
    """Shown as numbers when all have answered, and never whose."""
    amira = town["Amira"]
    await town.at("2026-10-27 10:00")
    await amira.command("samspil", "puls")
    await amira.press("Åbn for teamet")
    for one in town.members:
        await one.press("Svar")
        step = "4 I høj grad" if isinstance(one.visitor, WebVisitor) else "I høj grad"  # as each door has it
        await one.fill(dict.fromkeys(PULSE, step))
    await all_see(town.members, "4,0 af 5, tæt på hinanden")


async def reflections(town: Town) -> None:
    mette, freja = town[FACILITATOR], town["Freja"]
    await town.at("2026-11-10 09:30")
    await mette.command("refleksion", "fagligheder")
    await mette.press("Åbn for teamet")
    await mette.fill({"Hvor lang tid?": "To døgn"})
    await writes(freja, ALONE, "Nej, den er kun til mig")
    for one in town.members:
        if one is not freja:
            await writes(one, f"{TOLD} fra {one.name}", SHARE)
    await all_see(town.members, "Her er det, I har delt", f"{TOLD} fra Jonas")
    await freja.command("refleksion", "alene effekt")
    await freja.press("Skriv")
    await freja.fill({"Din tekst": DIARY})
    assert await who_else_sees(town, freja, ALONE, DIARY) == []


async def who_else_sees(town: Town, writer: Somebody, *texts: str) -> list[str]:
    """Than who wrote it, who has it before them."""
    return [name for name in await who_sees(town, *texts) if name != writer.name]


async def writes(one: Somebody, text: str, share: str) -> None:
    await one.press("Skriv")
    await one.fill({"Din tekst": text, "Vil du dele den med teamet?": share})


async def halfway(town: Town) -> None:
    await town.at("2026-11-17 09:30")
    for one in town.members:
        await one.press("Stadig ok")
    await town["Amira"].command("kontrakt")
    await town["Amira"].until_sees("Version 1 gælder")


# ---- the last week


async def letters_are_opened(town: Town) -> None:
    jonas, freja = town["Jonas"], town["Freja"]
    await town.at("2026-12-14 09:00")
    await freja.press("Åbn brevet")
    await freja.until_sees(LETTER)
    await freja.press("Behold for mig selv")
    await jonas.press("Åbn brevet")
    await jonas.press("Del med teamet")
    await all_see(town.members, "Brevene til sidste uge", OPENED)
    assert await who_else_sees(town, freja, LETTER) == []


async def the_closing_package(town: Town) -> None:
    amira, pia = town["Amira"], town.guests["Pia"]
    await guests.comes_back(pia)  # two months later, by the same letter
    await amira.command("samspil", "afslut")
    await amira.press("Skriv konklusioner")
    await amira.fill({"Konklusion 1": f"Haven er et godt {LEARNT}"})
    await amira.press("Skriv anbefalinger")
    await amira.fill({"Anbefaling 1": f"Giv hinanden {ADVICE}", "Til hvem er anbefaling 1?": "foreningen"})
    await amira.press("Skriv en tak")
    await amira.fill({"Hvad vil I takke for?": f"En stor {THANKS}"})
    await pia.look()
    assert pia.sees(PROBLEM) and not pia.sees(ADVICE), "not before the team shows it"
    await amira.press("Vis den for partneren")
    await pia.look()
    await all_see([pia], LEARNT, ADVICE, THANKS)
    poster = await fetched(town, "/papir/closing/poster/{team}")
    assert {PROBLEM, LEARNT, ADVICE} <= poster <= SHARED, "only shared things"


# ---- what is taken along, and what is left


THEIRS, HERS = "/tekst/closing/all/{team}/0", "/tekst/mydata/paper/{tenant}/0"


async def what_is_taken_along(town: Town) -> None:
    """Everything the team shares, and nothing of what somebody kept; that is its writer's own to fetch."""
    freja, jonas = town["Freja"], town["Jonas"]
    await town.at("2026-12-14 10:00")
    await all_see(town.members, "Hent jeres ting")
    await freja.press("Hent teamets ting")
    await freja.until_sees("Det private er ikke med.")
    assert await fetched(town, THEIRS) == SHARED
    assert await fetched(town, HERS) == PRIVATE | {AMBITION, STEP}
    await jonas.command("samspil", "minedata eksport")
    await all_see([jonas], OPENED, TOLD)
    assert not [word for word in PRIVATE if jonas.sees(word)]


async def nothing_is_left(town: Town, folder: Path) -> None:
    """Words of each kind, where they are written, in what is fetched and on the disk, before and after each night on
    which they go."""
    shared = SHARED | {STEP}
    await town.at(LAST_DAY)
    assert there(town, shared | PRIVATE) == shared and sealed(town) == len(PRIVATE)
    assert on_disk(folder, shared) == (shared if is_sqlite(town) else set())
    await town.at(PRIVATE_GONE)
    await town.kill()
    await town.start()
    assert there(town, shared) == shared and sealed(town) == 0
    assert await fetched(town, THEIRS) == SHARED
    assert await fetched(town, HERS) == {AMBITION, STEP}
    await town.at(TEAMS_GONE)
    assert there(town, shared) == set()
    assert await fetched(town, THEIRS) | await fetched(town, HERS) == set()
    await town.at(ALL_GONE)
    await town.kill()
    assert on_disk(folder, shared | PRIVATE) == set()


async def fetched(town: Town, path: str) -> set[str]:
    """Which of all the words stand in what Freja, who is in a browser, gets at this address."""
    visitor = town["Freja"].visitor
    assert isinstance(visitor, WebVisitor)
    address = path.format(team=town.team_id, tenant=1)
    async with visitor.http.get(address) as response:
        content = await response.text()
    return {word for word in SHARED | PRIVATE | {STEP} if word in content}


def is_sqlite(town: Town) -> bool:
    return town.database.engine.dialect.name == "sqlite"


def there(town: Town, words: set[str]) -> set[str]:
    """Which of them stand anywhere in the database."""
    with town.database.transaction() as tx:
        rows = [row for table in metadata.sorted_tables for row in tx.connection.execute(table.select())]
    content = "\n".join(str(tuple(row)) for row in rows)
    return {word for word in words if word in content}


def sealed(town: Town) -> int:
    """How many texts there are that only their writers can read."""
    with town.database.transaction() as tx:
        return sum(
            int(tx.connection.execute(sql(f"SELECT count(*) FROM {where}")).scalar_one())
            for where in (
                "reflection_part WHERE answer = 'kept' AND sealed <> ''",
                "own_reflection",
                "contract_letter WHERE answer <> 'shared'",
            )
        )


def on_disk(folder: Path, words: set[str]) -> set[str]:
    """Which of them stand in the database's files (SQLite's, with its log) or the process's own log."""
    content = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return {word for word in words if word.encode() in content}
