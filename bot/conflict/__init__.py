from bot.conflict.feature import feature

__all__ = ["feature"]
