from storage.outbox.queue import Claim, OutboxQueue, Overdue
from storage.outbox.store import UNSURE_FOR, OutboxStore, Posted, Stale

__all__ = ["UNSURE_FOR", "Claim", "OutboxQueue", "OutboxStore", "Overdue", "Posted", "Stale"]
