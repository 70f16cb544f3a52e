"""What every door must let people do, as one suite over the wire.

A door's test module subclasses `DoorContract` and gives a `door` fixture; a door that leaves a test
out fails `test_every_door_passes_the_whole_contract`.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from tests.doors.house import House

ANSWER = {
    "Hvordan går samarbejdet for dig?": "4 Godt",
    "Hvad har du fået gjort siden sidst?": "Læst foreningens årsberetning",
    "Hvad er dit næste skridt?": "Ringe til foreningen <og> *spørge* om @channel",
    "Er der noget, der spænder ben?": "",
}


class Visitor(Protocol):
    """A person at a door. `fill` takes values by field label (options by their labels), sends the open
    form, and stays in it when it is refused. `until_sees` waits; `sees` looks now at everything this
    person can see: the team's place, their private posts and answers, and the open form with its
    errors."""

    async def command(self, name: str, text: str = "") -> object: ...
    async def press(self, label: str) -> object: ...
    async def choose(self, label: str, option: str) -> object: ...
    async def fill(self, values: dict[str, str]) -> object: ...
    async def home(self) -> object:
        """Open one's own front page; where a platform has none, `/samspil hjaelp`."""

    async def until_sees(self, text: str, seconds: float = 30.0) -> None: ...
    def sees(self, text: str) -> bool: ...
    async def pictures(self) -> list[bytes]:
        """The pictures in what this person sees now, as they came over the wire."""
        ...


class Door(Protocol):
    """A platform with a team's place on it. `team_place` and `account_of` are what the course file
    would say; `visitor` is the person at the door."""

    platform: str
    house: House

    def visitor(self, name: str, language: str = "da") -> Visitor: ...
    async def restart(self) -> None:
        """Stop the door and start a new one on the same database: nothing in memory survives."""

    async def team_posts(self) -> int:
        """How many messages of the bot stand in the team's place."""

    async def put_out(self) -> None:
        """Remove the bot from the team's place (where a platform has such a thing)."""

    async def let_in(self) -> None: ...


class DoorContract:
    """The suite. Test names say what people can count on."""

    async def test_a_week_of_check_in(self, door: Door) -> None:
        amira, jonas = door.visitor("Amira"), door.visitor("Jonas")
        await door.house.at("2026-11-12 09:00")
        await amira.until_sees("Hvad fylder hos jer lige nu?")
        await amira.press("Svar")
        await amira.fill(ANSWER)
        await amira.until_sees("Tak, dit svar er med")
        await jonas.until_sees("1 af 3 har svaret")
        await jonas.press("Jeg er væk i denne uge")
        await jonas.until_sees("2 af 3 har svaret")
        await door.house.at("2026-11-13 12:00")
        await jonas.until_sees("Runden er lukket")
        await jonas.until_sees("Ringe til foreningen <og> *spørge* om @channel")
        assert await door.team_posts() == 1

    async def test_the_command_opens_the_same_form_and_the_answer_can_be_changed(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-12 09:00")
        await amira.command("tjekind")
        await amira.fill(ANSWER)
        await amira.until_sees("Tak, dit svar er med")
        await amira.press("Ret svaret")
        await amira.fill({**ANSWER, "Hvad er dit næste skridt?": "Skrive til dem"})
        await amira.press("Læs svarene")
        await amira.until_sees("Skrive til dem")
        await amira.until_sees("1 af 3 har svaret")

    async def test_a_cpr_number_is_refused_and_the_rest_is_kept(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-12 09:00")
        await amira.command("tjekind")
        await amira.fill({**ANSWER, "Er der noget, der spænder ben?": "Borgeren 010165-1234 svarer ikke"})
        await amira.until_sees("ligner et CPR-nummer")
        assert not amira.sees("010165-1234")

    async def test_an_empty_answer_gets_a_sentence_and_another_try(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-12 09:00")
        await amira.command("tjekind")
        await amira.fill({})
        await amira.until_sees("Skriv én linje, eller vælg et tal. Så er det nok.")

    async def test_buttons_work_after_a_restart(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-12 09:00")
        await amira.until_sees("Hvad fylder hos jer lige nu?")
        await door.restart()
        await amira.press("Jeg er væk i denne uge")
        await amira.until_sees("1 af 3 har svaret")
        assert await door.team_posts() == 1

    async def test_a_late_answer_gets_a_kind_sentence(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-12 09:00")
        await amira.command("tjekind")
        await door.house.at("2026-11-13 12:01")
        await amira.fill(ANSWER)
        await amira.until_sees("Runden er lukket, så svaret kan ikke ændres mere.")
        assert amira.sees("Læst foreningens årsberetning"), "what was written is given back"

    async def test_the_reminder_comes_in_private_and_can_be_switched_off(self, door: Door) -> None:
        amira, jonas = door.visitor("Amira"), door.visitor("Jonas")
        await door.house.at("2026-11-12 09:00")
        await jonas.until_sees("Hvad fylder hos jer lige nu?")
        await jonas.press("Jeg er væk i denne uge")
        await door.house.at("2026-11-13 09:00")
        await amira.until_sees("Hej Amira. Teamets tjek-ind lukker i dag kl. 12")
        assert not jonas.sees("Teamets tjek-ind lukker")
        await amira.press("Ingen påmindelser om tjek-ind")
        await amira.until_sees("Du får ikke flere påmindelser om tjek-ind.")

    async def test_home_shows_the_next_sensible_step(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-12 09:00")
        await amira.home()
        await amira.until_sees("Svar på tjek-ind")

    async def test_an_unknown_command_helps(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await amira.command("samspil", "flyvetur")
        await amira.until_sees("Jeg kender ikke flyvetur")

    async def test_an_english_reader_reads_english(self, door: Door) -> None:
        ada = door.visitor("Freja", "en")
        await door.house.at("2026-11-12 09:00")
        await ada.command("tjekind")
        await ada.until_sees("How is the collaboration going for you?")

    async def test_put_out_of_the_place_and_let_in_again(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.put_out()
        await door.house.at("2026-11-12 09:00")
        assert await door.team_posts() == 0
        await door.let_in()
        await amira.until_sees("Hvad fylder hos jer lige nu?")
        assert await door.team_posts() == 1

    async def test_a_reflection_is_written_alone_and_appears_together(self, door: Door) -> None:
        mette, amira, jonas = door.visitor("Mette"), door.visitor("Amira"), door.visitor("Jonas")
        freja = door.visitor("Freja", "en")
        await door.house.at("2026-11-10 09:30")
        await mette.command("refleksion", "fagligheder")
        await mette.press("Åbn for teamet")
        await mette.fill({"Hvor lang tid?": "To døgn", "Skal teksterne vises med navn?": "Med navn"})
        await amira.until_sees("0 af 3 er klar")
        for person, words in ((amira, "Ordet *borger*"), (jonas, "Ordet <sag>")):
            await person.press("Skriv")
            await person.fill({"Din tekst": words, "Vil du dele den med teamet?": "Ja, med mit navn"})
            await person.until_sees("Gemt")
        assert not jonas.sees("Ordet *borger*"), "nobody sees a text before all are ready"
        await freja.press("Spring over")
        await jonas.until_sees("Her er det, I har delt")
        await jonas.until_sees("Ordet *borger*")
        await amira.until_sees("Ordet <sag>")
        await amira.press("Skriv sætningen")
        await amira.fill({"Det tager vi med videre": "Vi spørger, hvad ordet betyder"})
        await jonas.until_sees("Vi spørger, hvad ordet betyder")
        assert await door.team_posts() == 2

    async def test_a_time_is_found_and_roles_are_shared_out(self, door: Door) -> None:
        jonas, amira = door.visitor("Jonas"), door.visitor("Amira")
        freja = door.visitor("Freja", "en")
        await door.house.at("2026-11-10 09:30")
        await jonas.command("moede", "ny")
        await jonas.fill(
            {
                "Hvad skal I mødes om?": "Forberedelse af *besøget* i <foreningen>",
                "Sted": "lokale B2.14",
                "Hvilke tider foreslår du?": "tors uge 47 13.15\nfre uge 47 9.00",
                "Hvor længe?": "90 minutter",
            }
        )
        await amira.until_sees("Hvornår kan I mødes?")
        await amira.until_sees("1 af 3 har stemt")
        await amira.press("Stem")
        await amira.choose("torsdag d. 19. november kl. 13.15", "Ja")
        await amira.choose("fredag d. 20. november kl. 9.00", "Nej")
        await jonas.until_sees("2 af 3 har stemt")
        await freja.press("Stem")
        await freja.choose("Thursday 19 November, 13:15", "If need be")
        await freja.choose("Friday 20 November, 9:00", "No")
        await amira.until_sees("Så er mødet på plads")
        await amira.until_sees(
            "Forberedelse af *besøget* i <foreningen>, torsdag d. 19. november kl. 13.15–14.45"
        )
        await amira.until_sees("mødeleder")
        assert await door.team_posts() == 2, "the poll and the settled meeting"

    async def test_a_contract_is_worded_signed_and_approved(self, door: Door) -> None:
        mette, amira, jonas = door.visitor("Mette"), door.visitor("Amira"), door.visitor("Jonas")
        freja = door.visitor("Freja", "en")
        await door.house.at("2026-11-10 09:30")
        await amira.command("kontrakt")
        await amira.press("Skriv")
        await amira.fill({"Jeres ordlyd": "Vi laver <noget>, som *foreningen* kan bruge."})
        await jonas.until_sees("Ét punkt har fået en ordlyd.")
        await amira.press("Send til underskrift")
        await freja.until_sees("0 af 3 har skrevet under")
        for person in (amira, jonas):
            await person.until_sees("Læs og skriv under")
            await person.press("Læs og skriv under")
            await person.until_sees("Vi laver <noget>, som *foreningen* kan bruge.")
            await person.press("Skriv under")
            await person.until_sees("Tak. Du har skrevet under på version 1")
        await freja.until_sees("Læs og skriv under")
        await freja.press("Læs og skriv under")  # a card in the team's place is in the course's language
        await freja.press("Sign")
        await jonas.until_sees("Alle har skrevet under på version 1. Nu læser Mette den.")
        await door.house.at("2026-11-11 08:30")
        await mette.until_sees("Team Broen er klar med sin samarbejdskontrakt")
        await mette.press("Læs og godkend")
        await mette.press("Godkend kontrakten")
        await amira.until_sees("Mette har godkendt jeres samarbejdskontrakt")
        assert await door.team_posts() == 1, "one card all the way"

    async def test_the_matrix_of_roles_is_shown_as_a_picture(self, door: Door) -> None:
        amira = door.visitor("Amira")
        await door.house.at("2026-11-10 09:30")
        door.house.hold_meeting("2026-11-09 13:15", chair="Amira", note_taker="Jonas")
        await amira.command("roller")
        await amira.press("Se møde for møde")
        await amira.until_sees("mødeleder Amira")
        async with asyncio.timeout(30):
            while not (shown := await amira.pictures()):  # noqa: ASYNC110 -- over the wire, nobody tells
                await asyncio.sleep(0.05)
        assert all(one.startswith(b"\x89PNG") for one in shown), "what every platform can show"
