from bot.catchup.feature import feature

__all__ = ["feature"]
