"""Ten weeks of one team, from *Kom i gang* to the last night on which anything of it is kept.

What people write for themselves alone and what they share is never the same word (`PRIVATE`, `SHARED`), so that the
files say what is left of each.
"""

from __future__ import annotations

from pathlib import Path

from tests.stories.chain import all_see, answers
from tests.stories.course import FACILITATOR
from tests.stories.people import Somebody
from tests.stories.town import Town
from tests.stories.week import SHARE, who_sees

ALONE, LETTER = "solsortbreve", "stærsangbreve"  # a reflection nobody is shown, a letter to oneself
PRIVATE = {ALONE, LETTER}
AMBITION, STEP, TOLD, LEARNT = "mejsekasseplan", "rødhalsskridt", "lærkeord", "viberåd"
SHARED = {AMBITION, STEP, TOLD, LEARNT}
LAST_DAY, PRIVATE_GONE = "2026-12-20 23:00", "2026-12-22 06:00"
TEAMS_GONE, ALL_GONE = "2027-01-21 06:00", "2027-03-22 06:00"


async def whole_course(town: Town) -> None:
    await town.begin("2026-10-09 13:00", starts="2026-10-12")
    await the_contract(town)
    await a_check_in(town)
    await they_meet(town)
    await town.survives()
    await a_reflection(town)
    await the_last_weeks(town)


async def the_contract(town: Town) -> None:
    amira, *others = town.members
    await town.at("2026-10-12 10:00")
    await amira.press("Kom i gang (2 minutter)")
    await town.at("2026-10-13 10:00")
    await amira.command("kontrakt")
    await amira.press("Skriv")
    await amira.fill({"Jeres ordlyd": f"Vi vil lave en {AMBITION}, som haven kan bruge."})
    await amira.press("Send til underskrift")
    for one in (amira, *others):
        await one.press("Læs og skriv under")
        await one.press("Skriv under")
    await amira.press("Skriv brevet til sidste uge")
    await amira.fill({"Én linje til dig selv": f"Har jeg lært {LETTER}?"})
    await town.at("2026-10-14 08:30")
    await town[FACILITATOR].press("Læs og godkend")
    await town[FACILITATOR].press("Godkend kontrakten")
    await all_see(town.members, "Mette har godkendt jeres samarbejdskontrakt")
    assert await who_sees(town, LETTER) == []


async def a_check_in(town: Town) -> None:
    await town.at("2026-10-15 09:00")
    for one in town.members:
        await answers(one, f"{STEP} med {one.name}")
    await town.at("2026-10-16 12:00")
    await all_see(town.members, "Runden er lukket. 5 af 5 svarede.")


async def they_meet(town: Town) -> None:
    amira, *others = town.members
    await town.at("2026-10-19 10:00")
    await amira.command("moede", "ny")
    await amira.fill({"Hvad skal I mødes om?": "Planen", "Hvilke tider foreslår du?": "tirs uge 44 13.15"})
    for one in others:
        await one.press("Stem")
        await one.choose("tirsdag d. 27. oktober kl. 13.15", "Ja")
    await all_see(town.members, "tirsdag d. 27. oktober kl. 13.15–14.15 (uge 44)")
    await town.at("2026-10-28 12:00")


async def a_reflection(town: Town) -> None:
    mette, amira = town[FACILITATOR], town["Amira"]
    await town.at("2026-11-10 09:30")
    await mette.command("refleksion", "fagligheder")
    await mette.press("Åbn for teamet")
    await mette.fill({"Hvor lang tid?": "To døgn"})
    await writes(amira, ALONE, "Nej, den er kun til mig")
    for one in town.members[1:]:
        await writes(one, f"{TOLD} fra {one.name}", SHARE)
    await all_see(town.members, "Her er det, I har delt", f"{TOLD} fra Jonas")
    assert await who_sees(town, ALONE) == []


async def writes(one: Somebody, text: str, share: str) -> None:
    await one.press("Skriv")
    await one.fill({"Din tekst": text, "Vil du dele den med teamet?": share})


async def the_last_weeks(town: Town) -> None:
    amira = town["Amira"]
    await town.at("2026-12-03 09:00")
    for one in town.members:
        await one.press("Stadig ok")
    await town.at("2026-12-14 12:00")
    await amira.command("samspil", "afslut")
    await amira.press("Skriv konklusioner")
    await amira.fill({"Konklusion 1": f"Haven er et godt {LEARNT}"})
    await amira.until_sees(f"1. Haven er et godt {LEARNT}")


# ---- the end


async def nothing_is_left(town: Town, folder: Path) -> None:
    """Words of each kind, where they are written and on the disk, before and after each night on which they go."""
    await town.at(LAST_DAY)
    assert there(town, SHARED) == on_disk(folder, SHARED) == SHARED and sealed(town) == 2
    await town.at(PRIVATE_GONE)
    await town.kill()
    await town.start()
    assert there(town, SHARED) == SHARED and sealed(town) == 0
    await town.at(TEAMS_GONE)
    assert there(town, SHARED) == set()
    await town.at(ALL_GONE)
    await town.kill()
    assert on_disk(folder, SHARED | PRIVATE) == set()


def there(town: Town, words: set[str]) -> set[str]:
    """Which of them stand anywhere in the database."""
    with town.database.transaction() as tx:
        driver = tx.connection.connection.dbapi_connection
        assert driver is not None
        content = "\n".join(driver.iterdump())
    return {word for word in words if word in content}


def sealed(town: Town) -> int:
    """How many texts there are that only their writers can read."""
    with town.database.transaction() as tx:
        return sum(
            int(tx.connection.exec_driver_sql(f"SELECT count(*) FROM {where}").scalar_one())
            for where in ("reflection_part WHERE answer = 'kept' AND sealed <> ''", "contract_letter")
        )


def on_disk(folder: Path, words: set[str]) -> set[str]:
    """Which of them stand in the database's files or the process's log."""
    content = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return {word for word in words if word.encode() in content}
