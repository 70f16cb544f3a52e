from bot.availability.feature import feature

__all__ = ["feature"]
