from bot.glossary.feature import feature

__all__ = ["feature"]
