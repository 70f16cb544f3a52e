from bot.challenge.feature import feature

__all__ = ["feature"]
