from storage.outbox.queue import Claim, OutboxQueue, Overdue
from storage.outbox.store import OutboxStore, Posted

__all__ = ["Claim", "OutboxQueue", "OutboxStore", "Overdue", "Posted"]
