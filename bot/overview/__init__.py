from bot.overview.feature import feature

__all__ = ["feature"]
