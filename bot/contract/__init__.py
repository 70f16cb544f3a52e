from bot.contract.feature import feature

__all__ = ["feature"]
