from bot.checkins.feature import feature

__all__ = ["feature"]
