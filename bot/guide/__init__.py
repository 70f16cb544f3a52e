from bot.guide.feature import feature

__all__ = ["feature"]
