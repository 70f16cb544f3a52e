from bot.closing.feature import feature

__all__ = ["feature"]
