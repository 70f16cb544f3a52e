from bot.roles.feature import feature

__all__ = ["feature"]
