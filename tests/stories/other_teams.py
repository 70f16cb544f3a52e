"""Two teams that are not as the usual one: three people, and five who want as little of Samspil as there is."""

from __future__ import annotations

from sqlalchemy import select

from storage.outbox.tables import outbox
from tests.stories.chain import all_see, answers
from tests.stories.course import FACILITATOR
from tests.stories.town import Town
from tests.stories.week import SHARE, who_sees
from tests.stories.whole_course import writes

THREE = {"Amira": "slack", "Jonas": "discord", "Freja": "web", FACILITATOR: "slack"}
WORDS = {"Amira": "fuglekasser", "Jonas": "insekthoteller", "Freja": "vilde blomster"}


async def three_people(town: Town) -> None:
    """Nothing that could be counted back to one of them is shown without a yes of their own."""
    await town.begin("2026-10-30 13:00", starts="2026-11-02")
    amira, mette = town["Amira"], town[FACILITATOR]
    await town.at("2026-11-03 10:00")
    await amira.command("samspil", "puls")
    await amira.press("Åbn for teamet")
    await all_see(town.members, "I er så få, at tal ville vise, hvem der har svaret hvad.")

    await town.at("2026-11-05 09:00")
    for one in town.members:
        await answers(one, f"Ringe om {WORDS[one.name]}")
    await town.at("2026-11-06 12:00")
    await all_see(town.members, "Runden er lukket. 3 af 3 svarede.")

    await town.at("2026-11-10 09:30")
    await mette.command("refleksion", "fagligheder")
    await mette.press("Åbn for teamet")
    await mette.fill({"Hvor lang tid?": "To døgn"})
    for one in town.members:
        await writes(one, WORDS[one.name], SHARE)
    assert await who_sees(town, "Her er det, I har delt") == []
    await all_see(town.members, "om teksten må stå med navn")
    await town.survives()


async def who_want_little(town: Town) -> None:
    """Sofie mutes, skips and says nothing from the first day on, Emil wants nothing written to him, and later the whole
    team wants only the essentials. They are left in peace, and are not talked of; what they do use works."""
    await town.begin("2026-10-30 13:00", starts="2026-11-02")
    await town.at("2026-11-02 10:00")
    await town["Amira"].press("Kom i gang (2 minutter)")
    await town["Emil"].command("samspil", "minedata")
    await town["Emil"].press("Skriv ikke, før jeg selv kommer")
    await one_mutes(town)
    await the_others_go_on(town)
    before = private_posts(town, "Sofie")
    await a_contract_without_her(town)
    assert private_posts(town, "Sofie") == before > 0, "she has said that she would rather not be reminded"
    await town.survives()
    await only_the_essentials(town)
    await she_comes_when_she_likes(town)
    assert private_posts(town, "Emil") == 0 < private_posts(town, "Jonas"), "and he has been in it all"


async def one_mutes(town: Town) -> None:
    """Each reminder comes once, with its own way out."""
    amira, jonas, freja, emil, sofie = town.members
    await town.at("2026-11-05 10:00")
    await sofie.press("Ingen påmindelser om kontrakten")
    await emil.press("Jeg er væk i denne uge")
    for one in (amira, jonas, freja):
        await answers(one, f"Læse om haven, {one.name}")
    await town.at("2026-11-06 08:00")
    assert await who_sees(town, "Teamets tjek-ind lukker i dag") == ["Sofie"]
    await sofie.press("Ingen påmindelser om tjek-ind")
    await town.at("2026-11-06 12:00")
    await all_see(town.members, "Runden er lukket. 3 af 5 svarede.")


async def the_others_go_on(town: Town) -> None:
    """Nothing waits for her, and nothing says who it was that did not answer."""
    mette, *others = town[FACILITATOR], *town.members[:-1]
    sofie = town["Sofie"]
    await town.at("2026-11-10 09:30")
    await mette.command("refleksion", "fagligheder")
    await mette.press("Åbn for teamet")
    await mette.fill({"Hvor lang tid?": "To døgn"})
    await sofie.press("Spring over")
    for one in others:
        await writes(one, f"Ordet bed, {one.name}", SHARE)
    await all_see(town.members, "Her er det, I har delt", "Ordet bed, Jonas")
    await town.at("2026-11-12 09:00")
    for one in others:
        await answers(one, f"Plante løg, {one.name}")
    await town.at("2026-11-13 08:00")
    assert await who_sees(town, "Teamets tjek-ind lukker i dag") == []
    await town.at("2026-11-13 12:00")
    await all_see(town.members, "Runden er lukket. 4 af 5 svarede.")


async def a_contract_without_her(town: Town) -> None:
    """After a week the facilitator approves it with those who have signed."""
    mette, *others = town[FACILITATOR], *town.members[:-1]
    freja = town["Freja"]
    await town.at("2026-11-13 13:00")
    await freja.command("kontrakt")
    await freja.press("Skriv")
    await freja.fill({"Jeres ordlyd": "Vi svarer, når vi kan."})
    await freja.press("Send til underskrift")
    for one in others:
        await one.press("Læs og skriv under")
        await one.press("Skriv under")
    await town.at("2026-11-23 08:30")
    await mette.press("Læs og godkend")
    await mette.press("Godkend kontrakten")
    await all_see(town.members, "Mette har godkendt jeres samarbejdskontrakt")


async def only_the_essentials(town: Town) -> None:
    amira, jonas, freja, emil, _sofie = town.members
    await town.at("2026-11-23 10:00")
    await amira.press("Kun det nødvendige")
    await amira.until_sees("Tjek-ind og refleksion holder pause.")
    await freja.command("moede", "ny")
    await freja.fill({"Hvad skal I mødes om?": "Planen", "Hvilke tider foreslår du?": "tirs uge 49 13.15"})
    for one in (amira, jonas, emil):
        await one.press("Stem")
        await one.choose("tirsdag d. 1. december kl. 13.15", "Ja")
    await town.at("2026-11-27 18:00")
    assert await who_sees(town, "Tjek-ind · uge 48") == [], "what is off is not asked about"
    await all_see(town.members, "tirsdag d. 1. december kl. 13.15–14.15 (uge 49)")
    await town.at("2026-11-30 09:00")
    assert not town[FACILITATOR].sees("har svaret på tjek-ind"), "what is off gives no signals"
    await town.survives()


async def she_comes_when_she_likes(town: Town) -> None:
    """Everything is still there for her, and her name is on it when she puts it there."""
    sofie = town["Sofie"]
    await sofie.command("samspil", "hjaelp")
    await sofie.until_sees("der er plads til din underskrift")
    await sofie.press("Læs og skriv under")
    await sofie.press("Skriv under")
    await sofie.until_sees("Du har skrevet under på version 1")


def private_posts(town: Town, name: str) -> int:
    """How many the person has been sent in private."""
    with town.database.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.person_id == town.ids[name])).all()
    return sum(row.sent_at is not None for row in rows)
