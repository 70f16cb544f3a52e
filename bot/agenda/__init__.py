from bot.agenda.feature import feature

__all__ = ["feature"]
