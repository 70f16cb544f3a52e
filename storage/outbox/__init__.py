from storage.outbox.budget import BudgetStore
from storage.outbox.queue import Claim, OutboxQueue, Overdue
from storage.outbox.store import UNSURE_FOR, OutboxStore, Posted, Stale

__all__ = ["UNSURE_FOR", "BudgetStore", "Claim", "OutboxQueue", "OutboxStore", "Overdue", "Posted", "Stale"]
