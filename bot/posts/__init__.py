from bot.posts.feature import feature

__all__ = ["feature"]
