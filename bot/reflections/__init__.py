from bot.reflections.feature import feature

__all__ = ["feature"]
