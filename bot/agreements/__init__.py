from bot.agreements.feature import feature

__all__ = ["feature"]
