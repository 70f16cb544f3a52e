from bot.delivery.loop import Delivery

__all__ = ["Delivery"]
