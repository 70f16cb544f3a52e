from bot.teams.feature import feature

__all__ = ["feature"]
