from bot.audit.feature import feature

__all__ = ["feature"]
