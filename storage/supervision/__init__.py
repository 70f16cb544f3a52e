from storage.supervision.store import SupervisionStore
from storage.supervision.values import GivenUp, Offer, Time

__all__ = ["GivenUp", "Offer", "SupervisionStore", "Time"]
