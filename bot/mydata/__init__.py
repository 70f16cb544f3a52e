from bot.mydata.feature import feature

__all__ = ["feature"]
