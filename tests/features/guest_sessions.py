"""What people do about contacts outside the school, and as one of them, in tests."""

from __future__ import annotations

from bot.interactions import Ask, Reply
from storage.guest_links import open_guest_link
from storage.teams import Role, Team, TeamStore
from storage.teams.tables import teams
from tests.visitor import Visitor, text_of
from tests.world import World

LETTER = "https://samspil.example/side/"


def team_of(world: World, key: str = "broen") -> Team:
    with world.database.transaction() as tx:
        assert world.team
        found = world.context(tx, world.team).directory.team_at("chat", f"c-{key}")
        assert found
        return found


def with_partner(world: World, *keys: str, name: str = "Den Grønne Have") -> None:
    with world.database.transaction() as tx:
        for key in keys:
            tx.connection.execute(teams.update().where(teams.c.key == key).values(partner=name))


async def bring(member: Visitor, name: str, role: str = "En kontakt hos partneren", **more: str) -> None:
    await member.command("samspil", "gaester")
    await member.press("Ny kontakt")
    function = more.get("function", "leder" if role.startswith("En kontakt") else "")
    await member.fill({"Hvem er det?": role, "Fornavn": name, "Funktion hos partneren": function})


def guest(world: World, name: str) -> Visitor:
    """The guest as somebody with the page open, on the in-memory chat."""
    team = team_of(world)
    with world.database.transaction() as tx:
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        one = next(m for m in store.members(team.id, Role.partner, Role.guest) if m.name == name)
        store.remove_account(one.person_id, "web", f"person/{one.person_id}")
        store.add_account(one.person_id, "chat", f"u-{name.casefold()}", claimed=False)
        store.set_person(one.person_id, notice_version=1)
    return Visitor(world, name, f"u-{name.casefold()}", one.person_id)


async def page(visitor: Visitor) -> str:
    await visitor.home()
    assert isinstance(visitor.last, Reply)
    return "\n\n".join(text_of(card) for card in (visitor.last.card, *visitor.last.more))


def link_of(visitor: Visitor) -> str:
    line = next(line for line in visitor.text.split("\n") if line.startswith(LETTER))
    return line.removeprefix(LETTER)


def opens(world: World, token: str) -> bool:
    with world.database.transaction() as tx:
        return open_guest_link(tx, world.clock.now, token) is not None


async def ask(member: Visitor, text: str, to: str = "") -> None:
    await member.command("samspil", "gaester")
    await member.press("Spørg partneren")
    if not isinstance(member.last, Ask):
        await member.press("Skriv et nyt spørgsmål")
    await member.fill({"Hvad vil I gerne vide?": text, **({"Hvem spørger I?": to} if to else {})})
