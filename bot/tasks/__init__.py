from bot.tasks.feature import feature

__all__ = ["feature"]
