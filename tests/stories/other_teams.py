"""Two teams that are not as the usual one: three people, and five who want as little of Samspil as there is."""

from __future__ import annotations

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
    """They are left in peace, and are not talked of; what they do use works."""
    await town.begin("2026-10-30 13:00", starts="2026-11-02")
    amira, jonas, freja, emil, sofie = town.members
    await town.at("2026-11-02 10:00")
    await amira.press("Kun det nødvendige")
    await amira.until_sees("Tjek-ind og refleksion holder pause.")
    await town.at("2026-11-13 18:00")
    assert await who_sees(town, "Tjek-ind · uge") == [], "what is off is not asked about"
    await town.survives()

    await freja.command("moede", "ny")
    await freja.fill({"Hvad skal I mødes om?": "Planen", "Hvilke tider foreslår du?": "tors uge 47 13.15"})
    for one in (amira, jonas, emil, sofie):
        await one.press("Stem")
        await one.choose("torsdag d. 19. november kl. 13.15", "Ja")
    await all_see(town.members, "torsdag d. 19. november kl. 13.15–14.15 (uge 47)")
    await town.at("2026-11-23 09:00")
    assert not town[FACILITATOR].sees("tjek-ind"), "what is off gives no signals"
    await town.survives()
