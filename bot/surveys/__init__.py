from bot.surveys.feature import feature

__all__ = ["feature"]
