"""Discord on this machine: a server that speaks Discord's REST and gateway, and people who use it."""

from tests.fakes.discord.limits import problems
from tests.fakes.discord.people import Person
from tests.fakes.discord.server import FakeDiscord

__all__ = ["FakeDiscord", "Person", "problems"]
