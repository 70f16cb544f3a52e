from bot.themes.feature import feature

__all__ = ["feature"]
