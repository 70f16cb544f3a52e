from bot.library.feature import feature

__all__ = ["feature"]
