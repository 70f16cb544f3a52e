"""Other people's calendars (iCalendar, RFC 5545) → when they are busy. Real ones are messy: what cannot be read
is counted and left out, and never in the way of the rest."""

from bot.feeds.wanted import NotACalendar, Wanted

__all__ = ["NotACalendar", "Wanted"]
