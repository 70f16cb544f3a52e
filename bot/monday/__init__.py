from bot.monday.feature import feature

__all__ = ["feature"]
