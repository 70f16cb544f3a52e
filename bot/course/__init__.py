from bot.course.feature import feature

__all__ = ["feature"]
