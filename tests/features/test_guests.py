"""A team and the people it works with outside the school: who they are, a colleague, an end, and contact."""

from __future__ import annotations

from bot.ui import Action
from tests.features.guest_sessions import (
    ask,
    bring,
    guest,
    link_of,
    opens,
    page,
    team_of,
    with_partner,
)
from tests.world import World


async def test_a_contact_is_a_first_name_and_a_function(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia", function="")
    assert amira.sees("Skriv, hvad kontakten laver hos partneren.")
    await amira.fill({"Fornavn": "Pia 20 30 40 50", "Funktion hos partneren": "leder"})
    assert amira.sees("Skriv ikke telefon, mail eller adresse her.")
    await amira.fill({"Fornavn": "Pia", "Funktion hos partneren": "leder"})
    assert amira.sees("Pia har nu sin egen side.")
    await bring(amira, "Kim Bo Nørgaard", "Borgeren")
    assert amira.sees("Skriv kun et fornavn her.")
    await amira.fill({"Fornavn": "Kim"})
    await bring(amira, "Aya", "Borgerens netværksperson")
    await amira.command("samspil", "gaester")
    for line in ("Pia · leder", "Kim · borger", "Aya · netværksperson", "Har ikke fået sit link endnu"):
        assert amira.sees(line)


async def test_there_is_room_for_eight(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    for number in range(8):
        await bring(amira, "Pia" + "abcdefgh"[number])
    await bring(amira, "Niende")
    assert amira.sees("Der er plads til otte.")


async def test_handing_over_gives_the_colleague_a_page_and_ends_ones_own(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    await ask(amira, "Har I et lokale?", "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    await pia.home()
    await pia.press("Giv det videre til en kollega")
    await pia.fill({"Hvad hedder din kollega?": "Ole", "Hvad arbejder din kollega med?": "pedel"})
    assert pia.sees("Teamet skriver til Ole. Du hører ikke mere fra Team Broen.")
    assert amira.inbox.sees("Pia har givet det videre til Ole (pedel)")
    await amira.press("Skriv til Ole")
    assert amira.sees("Kære Ole") and link_of(amira) != token
    assert "Har I et lokale?" in await page(guest(world, "Ole"))
    assert "Så stopper vi her" in await page(pia)


async def test_who_says_stop_is_asked_nothing_more(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    pia = guest(world, "Pia")
    await pia.home()
    await pia.press("Stop, jeg vil ikke spørges mere")
    assert amira.inbox.sees("Pia har sagt stop")
    await amira.command("moede", "ny")
    await amira.fill(
        {"Hvad skal I mødes om?": "Besøg", "Hvilke tider foreslår du?": "tirs uge 46 9.00\nons uge 46 9.00"}
    )
    assert world.channel.sees("1 af 2 har stemt"), "the poll waits for members alone"
    await pia.press("Fortryd")
    assert pia.sees("Du er med hos Team Broen igen.")
    assert world.channel.sees("1 af 3 har stemt")


async def test_a_team_ends_a_guests_access(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    await amira.command("samspil", "gaester")
    for label in ("Vis mere", "Er ikke længere med", "Ja, afslut"):
        await amira.press(label)
    assert not opens(world, token)
    await pia.home()
    assert not pia.sees("Hvem er vi?") and not pia.sees("Fortryd")
    await pia.press_action(Action.to("guests/back", team_of(world).id))
    assert pia.sees("Det kan jeg ikke finde."), "what the team ended is not the guest's to take back"


async def test_what_a_partner_does_counts_as_contact(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    with_partner(world, "broen")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    pia = guest(world, "Pia")
    await world.at("2026-11-06 10:00")
    await amira.command("samspil", "partner")
    assert amira.sees("Der er ikke noteret kontakt endnu.")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve"})
    await amira.command("samspil", "partner")
    assert amira.sees("I havde sidst kontakt i dag.")
