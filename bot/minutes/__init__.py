from bot.minutes.feature import feature

__all__ = ["feature"]
