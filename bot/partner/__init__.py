from bot.partner.feature import feature

__all__ = ["feature"]
