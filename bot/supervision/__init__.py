from bot.supervision.feature import feature

__all__ = ["feature"]
