from bot.guests.feature import feature

__all__ = ["feature"]
