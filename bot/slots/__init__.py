"""Finding when people can meet: pure, exact and fast. Values in, values out; no clock, no store, no words."""

from bot.slots.search import best, judged
from bot.slots.values import Busy, Person, Slot, Teaching, Wish

__all__ = ["Busy", "Person", "Slot", "Teaching", "Wish", "best", "judged"]
