from bot.meetings.feature import feature

__all__ = ["feature"]
