from bot.goals.feature import feature

__all__ = ["feature"]
