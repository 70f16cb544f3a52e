from bot.field.feature import feature

__all__ = ["feature"]
